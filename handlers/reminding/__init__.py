"""What waits for somebody: asked for, or said of the bot's own accord."""
