"""From the chat server to one transaction: updates, files and tables that came in."""
