"""Use cases: one synchronous function each, no Telegram, no SQL."""
