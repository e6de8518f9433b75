"""What is told about invites."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InviteShown:
    """The payload of what whoever opened an invite is shown, and of what admins are asked: the invite."""

    invite: int


@dataclass(frozen=True, slots=True)
class SheetWanted:
    """The payload of a sheet: the invites on it, whose secrets are known only while the program runs."""

    invites: list[int]


@dataclass(frozen=True, slots=True)
class Opened:
    """An invite as both sides see it: its letter, who it is for, their code, who opened it, and whether it waits."""

    letter: int
    name: str
    roles: list[list[str]]
    code: str
    opener: int
    waits: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One card of the sheet: unit, name and roles as people read them, and the address that the QR code holds."""

    unit: str
    name: str
    roles: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cards in the order in which they are handed out, until when they are good, and the year that is now."""

    competition: str
    until: str
    year: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class PeopleShown:
    """The payload of the list of people: it tells how things are when it is read."""


Named = tuple[str, list[list[str]]]
"""Somebody by name, and what they are."""


@dataclass(frozen=True, slots=True)
class People:
    """How many act, who has no number and no invite, who is invited, and who waits for an admin's word.

    `deputies`: who stands in for whom, from which day until which; `year`: the one that is now.
    """

    letter: int
    year: int
    acting: int
    missing: tuple[Named, ...]
    invited: tuple[Named, ...]
    waiting: tuple[str, ...]
    frozen: tuple[str, ...]
    deputies: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ThawAsked:
    """The payload of what a second admin is asked: a frozen row of somebody, and who wants them back."""

    post: int
    by: str
