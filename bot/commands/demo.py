"""`leitai demo`."""


def demo() -> None:
    """完整演示。"""  # noqa: D400 - a Chinese full stop
