"""定榜: two people turn a locked period's final reckoning into a publication."""
