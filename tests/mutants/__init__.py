"""The list of mutants: a file, the text that stands there once, what it is changed to, and who must notice."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong change; `why` says what would go wrong."""

    file: str
    why: str
    before: str
    after: str
    tests: tuple[str, ...]

    def of(self, sound: str) -> str:
        """Return the text with the change; ValueError where what is to be changed does not stand there exactly once."""
        if sound.count(self.before) != 1:
            raise ValueError(f"{self.file}: {self.before!r} stands there {sound.count(self.before)} times")
        return sound.replace(self.before, self.after)


def mutants() -> list[Mutant]:
    """Read the list."""
    rows = tomllib.loads(Path(__file__).with_name("mutants.toml").read_text(encoding="utf-8"))["mutants"]
    return [Mutant(row["file"], row["why"], row["before"], row["after"], tuple(row["tests"])) for row in rows]
