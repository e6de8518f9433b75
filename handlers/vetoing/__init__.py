"""Vetoes (一票否决): a leader asks for one or for its end, and another person's word lets it count."""
