"""Use cases: synchronous, no Telegram, no SQL."""
