"""Speed beside an anchor: every module has `run()`, which measures both in one run and answers lines to print."""
