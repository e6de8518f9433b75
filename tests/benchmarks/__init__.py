"""Speed beside an anchor: every module has `run(full)`, which yields rows of the table and sentences between them."""
