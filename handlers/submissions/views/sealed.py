"""Buttons about a submission: each carries the seal of what its reader saw."""

from handlers.results import Button


def sealed(label: str, data: str, seal: str) -> Button:
    """Return a button that does what `data` says about the submission that it names, where that bears the seal."""
    tail = seal and f":{seal}"
    return Button(label, f"{data}{tail}")
