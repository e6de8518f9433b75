"""What a ranking tells: why, what would gain a place, how safe it is."""
