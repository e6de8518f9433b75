"""Why something that somebody wrote cannot be taken as it stands."""

from collections.abc import Mapping


class UnreadError(Exception):
    """A line that cannot be taken: a code, the words for its sentence, and ids of what may have been meant."""

    def __init__(self, code: str, values: Mapping[str, str] | None = None, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.values = values or {}
        self.candidates = candidates
