"""What matters look like: cards, questions, lists."""
