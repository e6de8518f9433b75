"""/rank: what was asked for, and the boards and lines that answer it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from handlers import phrases
from handlers.names import unit_named
from handlers.pictures.shown.board import Board
from handlers.pictures.shown.charts import (
    Bump,
    BumpLine,
    CategoryBoard,
    Past,
    Shown,
    Trend,
    category_board,
    framed,
    unit_card,
)
from handlers.results import Answer, Refusal, Sender, Text, as_known
from handlers.season import refuse_unless_there, refuse_while_frozen
from handlers.standings.actions import boards
from handlers.standings.actions.boards import Table
from handlers.standings.results import Filed, Ranked, UnitRanked
from handlers.turn import Turn
from scoring import access
from scoring.access import Person
from scoring.calendar import Period, read_period, whole_periods
from scoring.language import both
from scoring.reading import lines
from scoring.reading.names import exactly
from scoring.rulebook.model import Arena, Category, Rulebook, Unit
from storage import chats, documents, publications

TREND = ("走势", "trend")
YEAR = 53
"""Weeks of which a year may have posts."""

THEMES = {"浅色": "light", "深色": "dark", "light": "light", "dark": "dark"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a /rank asks for: of each arena its leaderboard, its `trend` or one category; or one unit."""

    period: Period
    arenas: tuple[Arena, ...] = ()
    trend: bool = False
    categories: tuple[Category, ...] = ()
    unit: Unit | None = None


def rank(turn: Turn, sender: Sender, text: str) -> Answer:
    """Owe a picture of each thing asked for, as of now; in private the reader's own unit is marked.

    A theme among the words is chosen first; alone it is all that is asked.
    """
    person = turn.person(sender)
    text, theme = _without_theme(lines.words(text))
    if theme is not None:
        _choose_theme(turn, sender, person, theme)
        if not text:
            return Answer()
    if (week := week_in(lines.words(text))) is not None:
        return _rank_week(turn, sender, person, *week)
    asked = read_asked(turn, person, sender, text)
    as_of = turn.tx.latest()
    if asked.unit is not None:
        arena = asked.unit.arena
        if arena is None:
            raise Refusal("unit_not_competing", unit=asked.unit.name)
        refuse_unless_there(asked.unit, asked.period)
        boards.refuse_unless_shown(turn, arena, asked.period, as_of)
        turn.owe_private(sender, "unit", UnitRanked(asked.unit.id, arena, str(asked.period), as_of.isoformat()))
        _owe_files(turn, sender, person, asked.period, [asked.unit])
        return Answer()
    refuse_while_frozen(turn, sender, asked.period)
    rulebook = turn.rulebook_on(asked.period.first)
    mine = [unit for unit in rulebook.units if unit.id in person.own]
    found = [(category.arena, {"shown": "category", "category": category.id}) for category in asked.categories]
    found = found or [(arena.id, {"shown": "trend" if asked.trend else "board"}) for arena in asked.arenas]
    for arena_id, shown in found:
        boards.refuse_unless_shown(turn, arena_id, asked.period, as_of, shown.get("category", ""))
        own = min((unit.id for unit in mine if unit.arena == arena_id), default=None)
        marked = own if sender.private else None
        category = shown.get("category")
        payload = Ranked(arena_id, str(asked.period), as_of.isoformat(), marked, shown["shown"], category)
        turn.owe(sender.chat, "board", payload, key=arena_id, reply_to=sender.message, topic=sender.topic)
    if sender.private:
        _owe_files(turn, sender, person, asked.period, [unit for unit in mine if unit.id in person.heads])
    return Answer()


def _owe_files(turn: Turn, sender: Sender, person: Person, period: Period, units: list[Unit]) -> None:
    """Owe the files of units about a year that was made public, to whoever may see evidence of them."""
    for unit in units:
        result = publications.result_of(turn.tx, unit.arena or "", str(period))
        if result is None or not access.may("see_evidence", access.relations(person, unit.id, ())):
            continue
        for each in documents.of_result(turn.tx, result.id, unit.id):
            payload = Filed(result.id, unit.id, each.kind)
            turn.owe_private(sender, "unit_file", payload, key=f"{unit.id}:{each.kind}")


def week_in(words: list[str]) -> tuple[int, list[str]] | None:
    """Find the week that is asked for (第46周), and the words beside it."""
    found = ((phrases.week(word), at) for at, word in enumerate(words))
    week, at = next(((week, at) for week, at in found if week is not None), (None, 0))
    return None if week is None else (week, [*words[:at], *words[at + 1 :]])


def _rank_week(turn: Turn, sender: Sender, person: Person, week: int, words: list[str]) -> Answer:
    """Owe the weekly posts of a past week as they were made: of an arena that is named, or of those in question."""
    name = "".join(words)
    named = lines.find_arena(name, turn.rulebook) if name else None
    if name and named is None:
        raise Refusal("week_whole", week=week, arena=turn.rulebook.arenas[0].name)
    slot = f"{turn.rulebook.competition.year}-W{week:02}"
    found = []
    for arena in (named,) if named is not None else _scope(turn.rulebook, person, sender):
        past = publications.earlier(turn.tx, "week", arena.id, None, YEAR)
        found += [post for post in past if post.slot.rpartition(":")[2] == slot]
    if not found:
        raise Refusal("week_none", week=week)
    for post in found:
        payload = Ranked(post.arena, post.period, turn.as_of(), publication=post.id)
        turn.owe(sender.chat, "board", payload, key=post.arena, reply_to=sender.message, topic=sender.topic)
    return Answer()


def _scope(rulebook: Rulebook, person: Person, sender: Sender) -> tuple[Arena, ...]:
    """Return the arenas in question where none is named: a head's own in private, for others all."""
    own = {unit.arena for unit in rulebook.units if unit.id in person.heads} - {None}
    return tuple(arena for arena in rulebook.arenas if not (own and sender.private) or arena.id in own)


def _without_theme(words: list[str]) -> tuple[str, str | None]:
    """Take the theme, the last one that is named, from wherever it stands among some words."""
    named = [THEMES[word.lower()] for word in words if word.lower() in THEMES]
    return " ".join(word for word in words if word.lower() not in THEMES), named[-1] if named else None


def _choose_theme(turn: Turn, sender: Sender, person: Person, theme: str) -> None:
    """Choose how pictures look in this chat; in a group that is up to an admin."""
    if not sender.private and not person.admin:
        raise Refusal("admins_only")
    chats.choose_theme(turn.tx, sender.chat, theme)
    turn.record(person.id, "theme")
    payload = Text("theme_chosen", {"theme": theme})
    turn.owe(sender.chat, "text", payload, reply_to=sender.message, topic=sender.topic)


def read_asked(turn: Turn, person: Person, sender: Sender, text: str) -> Asked:
    """Read `[擂台] [类别] [走势] [期间]` or `单位 [期间]`: without a name a head's own arena, for others all."""
    words, wanted = without_period(turn, sender, lines.words(text))
    period = wanted or turn.month(turn.judged_at(sender))
    rulebook = turn.rulebook_on(period.first)
    trend = any(word in TREND for word in words)
    words = [word for word in words if word not in TREND]
    scope = _scope(rulebook, person, sender)
    name = "".join(words)
    if not name:
        return Asked(period, scope, trend)
    if name in lines.PLACEHOLDERS:
        raise Refusal("rank_placeholder", name=name, **_known(rulebook, scope), unit=_example(rulebook, scope))
    named = rulebook.find_arena(name)
    units = exactly(name, rulebook.units)
    if named is None and units:
        return Asked(period, unit=units[0])
    arena = named or lines.find_arena(name, rulebook)
    if arena is not None:
        return Asked(period, (arena,), trend)
    categories = _categories(rulebook, scope, words)
    if categories:
        return Asked(period, categories=categories)
    unit = unit_named(rulebook, name).entry
    if unit is None:
        raise Refusal("unknown_arena", name=name, **_known(rulebook, scope))
    return Asked(period, unit=unit)


def _known(rulebook: Rulebook, scope: tuple[Arena, ...]) -> dict[str, list[str]]:
    """Return the names of the arenas, and of the categories of those in question."""
    categories = dict.fromkeys(c.name for a in scope for c in rulebook.categories_in(a.id))
    return {"arenas": [arena.name for arena in rulebook.arenas], "categories": list(categories)}


def _example(rulebook: Rulebook, scope: tuple[Arena, ...]) -> str:
    """Return the name of a unit that competes in the arenas in question."""
    return next(unit.name for unit in rulebook.units if unit.arena in {arena.id for arena in scope})


def without_period(turn: Turn, sender: Sender, words: list[str]) -> tuple[list[str], Period | None]:
    """Take a period from the end, or from wherever else it stands and is no bare number; others are refused.

    One that holds no standings is refused, too.
    """
    year, today, words = turn.rulebook.competition.year, turn.local(turn.judged_at(sender)).date(), whole_periods(words)
    places = [*range(len(words) - 1, -1, -1)]
    read = ((at, read_period(words[at], today, year)) for at in places if at == places[0] or not words[at].isdecimal())
    at, period = next(((at, found) for at, found in read if found is not None), (0, None))
    if period is None:
        return words, None
    if not turn.has_rules_for(period):
        raise Refusal("period_year", period=period.chinese, year=year)
    if period.first > today:
        raise Refusal("period_future", period=period.chinese)
    return [*words[:at], *words[at + 1 :]], period


def _categories(rulebook: Rulebook, scope: tuple[Arena, ...], words: list[str]) -> tuple[Category, ...]:
    """Find a category by name in each arena in question, or in the one named before or behind it."""
    for length in range(len(words) - 1, 0, -1):
        for named, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            arena = lines.find_arena("".join(named), rulebook)
            found = None if arena is None else lines.find_category("".join(rest), rulebook, arena)
            if found is not None:
                return (found,)
    for arenas in (scope, rulebook.arenas):
        each = [lines.find_category("".join(words), rulebook, arena) for arena in arenas]
        if any(each):
            return tuple(category for category in each if category is not None)
    return ()


NOW = ("现在", "now")
"""The label of the standings that are not posted yet."""

Posts = list[tuple[str, Table]]


def asked(turn: Turn, payload: Ranked, chat: int) -> Shown:
    """Describe what /rank asked of an arena, as far as a chat is shown it."""
    return boards.for_chat(turn, _asked(turn, payload, chat), Period.written(payload.period), chat)


def _asked(turn: Turn, payload: Ranked, chat: int) -> Board | Bump | CategoryBoard:
    """Describe the leaderboard, the ranking of a category, or how the ranks have gone."""
    if payload.publication is not None:
        return boards.posted_board(turn, payload.publication)
    period, as_of = Period.written(payload.period), as_known(payload.as_of)
    if payload.shown == "board":
        return boards.board(turn, payload.arena, period, as_of, payload.own, chat)
    board, rulebook = boards.alone(turn, payload.arena, period, as_of, payload.own), turn.rulebook_on(period.first)
    if payload.category is not None:
        names = [name for name, _ in board.categories]
        return category_board(board, names.index(rulebook.category(payload.category).name))
    return _bump(rulebook, board, _posts(turn, payload.arena, period, as_of))


def unit(turn: Turn, payload: UnitRanked) -> tuple[Shown, ...]:
    """Describe how a unit stands: its report card, and how its rank has gone since the first post."""
    period, as_of = Period.written(payload.period), as_known(payload.as_of)
    board = boards.alone(turn, payload.arena, period, as_of, None)
    name = turn.rulebook_on(period.first).unit(payload.unit).name
    place = next(place for place, row in enumerate(board.rows) if row.name == name)
    posts = _posts(turn, payload.arena, period, as_of)
    now = Past(
        both(*NOW), board.rows[place].rank, sum(row.rank is not None for row in board.rows), board.rows[place].total
    )
    card = unit_card(board, place, (*_past([p for p in posts if p[1]["period"] == str(period)], payload.unit), now))
    past = _past(posts, payload.unit)
    if not past:
        return (card,)
    short = board.rows[place].short
    return card, Trend(**framed(board, name), short=short, arena=board.title, past=(*past, now))


def own_units(turn: Turn, person: int, period: Period, as_of: datetime) -> Iterator[tuple[Shown, ...]]:
    """Describe every competing unit that a person is head of, in a period."""
    for own in heads_units(turn, person, period):
        yield unit(turn, UnitRanked(own.id, own.arena or "", str(period), as_of.isoformat()))


def heads_units(turn: Turn, person: int, period: Period) -> list[Unit]:
    """Return the units that compete in a period of which a person is head, by id."""
    heads = turn.person_by_id(person).heads
    competing = (unit for unit in turn.rulebook_on(period.first).units if unit.arena is not None)
    found = (unit for unit in competing if unit.id in heads and unit.takes_part(period))
    return sorted(found, key=lambda unit: unit.id)


def _past(posts: Posts, unit_id: str) -> list[Past]:
    """Return how a unit stood in each post that it was in."""
    return [
        Past(
            label,
            None if row["rank"] is None else str(row["rank"]),
            sum(other["rank"] is not None for other in table["rows"]),
            row["total"],
        )
        for label, table in posts
        for row in table["rows"]
        if row["unit"] == unit_id
    ]


def _bump(rulebook: Rulebook, board: Board, posts: Posts) -> Bump:
    ids = {found.name: found.id for found in rulebook.units}
    columns = [{row["unit"]: row["rank"] for row in table["rows"]} for _, table in posts]
    lines = []
    for row in board.rows:
        ranks = (column.get(ids[row.name]) for column in columns)
        before = [None if rank is None else str(rank) for rank in ranks]
        lines.append(BumpLine(row.name, row.short, (*before, row.rank), row.own))
    periods = (*(label for label, _ in posts), both(*NOW))
    return Bump(**framed(board, board.title), periods=periods, lines=tuple(lines))


def _posts(turn: Turn, arena: str, until: Period, as_of: datetime) -> Posts:
    """Return the last weekly posts up to the period asked for: (label, standings), oldest first."""
    found = [
        (f"{int(post.slot.rpartition('W')[2])}周", json.loads(post.body)["standings"])
        for post in publications.earlier(turn.tx, "week", arena, None, boards.LOOK_BACK)
        if post.as_of <= as_of and Period.written(post.period).first <= until.last
    ]
    return found[: boards.HISTORY][::-1]
