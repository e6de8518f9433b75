"""From TOML to frozen dataclasses; every fault with its place."""
