"""How a command ends: 0 done, 1 refused (the reason is the last line on stderr), 2 wrong usage."""


class RefusedError(Exception):
    """A command cannot do what was asked; `lines` are sentences for stderr, the human cause last."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


class UsageError(Exception):
    """The words of the command are off (exit 2); the message is the sentence."""
