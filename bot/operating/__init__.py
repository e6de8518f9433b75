"""How the process is: counted, asked over HTTP, and told where it stands still."""
