"""A toy: the smallest journey that has a command, a letter, a button and a sentence."""
