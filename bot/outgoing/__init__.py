"""From the outbox to the chat server: rendering, drawing, pacing, calls."""
