"""The commands of `leitai`, one file a command."""
