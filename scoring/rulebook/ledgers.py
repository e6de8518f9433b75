"""What a rulebook says of ledgers, as data: the kinds of matters, and where a metric's numbers come from."""

from dataclasses import dataclass, field
from typing import Literal

Form = Literal["task", "problem"]
Evidence = Literal["none", "optional", "required"]
EVIDENCE: tuple[Evidence, ...] = ("none", "optional", "required")


@dataclass(frozen=True, slots=True)
class Kind:
    """A 督办种类: who assigns and verifies its matters, and how much time their parts are given.

    `assigners` and `verifiers` are units whose reviewers do; leaders and admins always may assign. `propose`: heads may
    put one forward for their own unit. `recheck`: days from the closing to the 回头看, 0: there is none. `mend`:
    working days that the first return gives. `extensions`: so many are granted at most.
    """

    id: str
    name: str
    form: Form
    assigners: tuple[str, ...]
    verifiers: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    propose: bool = False
    evidence: Evidence = "optional"
    recheck: int = 0
    mend: int = 2
    extensions: int = 2
    english: str = field(default="", compare=False)
    """What it is called in English, if the rulebook says so; people may write it, too."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the values of a metric that nobody reports come from: the parts of matters of some kinds, by id.

    Of tasks `count` says whether every part counts once, or by its quantity. Of events `events` holds the keys of two
    levels: of a part that is missed or late, and of a 反弹, where that counts.
    """

    matters: tuple[str, ...]
    count: Literal["parts", "quantity"] = "parts"
    events: tuple[str, ...] = ()

    @property
    def overdue(self) -> str | None:
        """The level of an event for a part missed or late; None where the values are no events."""
        return self.events[0] if self.events else None

    @property
    def rebound(self) -> str | None:
        """The level of an event for a 反弹; None where it makes none."""
        return self.events[1] if len(self.events) > 1 else None
