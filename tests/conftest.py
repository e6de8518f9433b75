"""What holds for every test."""

import pytest

import handlers.journeys  # noqa: F401 - what a journey says is known once the journeys are


def pytest_configure(config: pytest.Config) -> None:
    """Let aiohttp read an upload by a way of its own that it calls deprecated: it depends on where a chunk ends."""
    config.addinivalue_line("filterwarnings", r"ignore:unread_data\(\) is deprecated:DeprecationWarning")
