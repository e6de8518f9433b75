"""Use cases: posts are made, looked after until they arrive, and checked."""
