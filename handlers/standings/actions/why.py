"""/mine and /why: from a score down to its rule, value and confirmer, and the way up."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.journey import owed
from handlers.matters.actions.behind import behind
from handlers.names import any_metric, unit_named
from handlers.results import Answer, Refusal, Sender, as_known
from handlers.rules.actions import method_of
from handlers.season import refuse_unless_there, stage_of
from handlers.standings.actions import insight, rank
from handlers.standings.actions.adding import shares
from handlers.standings.actions.boards import Table, cells, is_empty, is_uncounted, table_of, unscored, veto_words
from handlers.standings.actions.lacking import percent
from handlers.standings.results import Figure, Line, Mine, MineAsked, PageTurned, Turned, Why, WhyAsked
from handlers.submissions.actions import submission
from handlers.submissions.results import Claimed
from handlers.turn import Turn, number_text
from scoring import access
from scoring.access import Person
from scoring.calendar import Period, PeriodKind
from scoring.faults import FaultyError
from scoring.insight.what_if import Basis
from scoring.language import named
from scoring.reading import lines
from scoring.reading.names import exactly
from scoring.rulebook.model import Metric, Rulebook, Unit
from scoring.standings.cells import index_cells
from scoring.standings.columns import times
from scoring.standings.output import as_json
from scoring.standings.score import Standings
from scoring.standings.vetoes import held, takes_rank
from storage import flags, outbox, submissions, values
from storage.outbox import Letter
from storage.submissions import Stored


def mine_asked(turn: Turn, sender: Sender, text: str) -> Answer:
    """Owe a head how the own units stand, in a period that was named or this month."""
    if not turn.person(sender).heads:
        raise Refusal("no_unit_of_own")
    rest, period = rank.without_period(turn, sender, lines.words(text))
    if rest:
        raise Refusal("mine_usage")
    turn.owe_private(sender, "mine", MineAsked(sender.person, turn.as_of(), str(period or "")))
    return Answer()


def why(turn: Turn, sender: Sender, text: str) -> Answer:
    """Owe the explanation of a unit's score, or of one metric of it."""
    person = turn.person(sender)
    words, period = rank.without_period(turn, sender, lines.words(text))
    unit, metric = _unit_and_metric(turn.rulebook_on(period.first) if period else turn.rulebook, person, words)
    refuse_unless_there(unit, period or turn.month(turn.judged_at(sender)))
    sees = _sees(person, unit.id, metric)
    about = WhyAsked(unit.id, turn.as_of(), metric.id if metric else None, str(period or ""), sees)
    turn.owe_private(sender, "why", about)
    return Answer()


def _sees(person: Person, unit: str, metric: Metric | None) -> bool:
    return metric is not None and access.may("see_evidence", access.relations(person, unit, metric.leads))


def turn_page(turn: Turn, sender: Sender, number: int, page: int) -> Answer:
    """Owe another page of an answer in its place, as things are now; to its reader alone."""
    person, letter = turn.person(sender), outbox.letter(turn.tx, number)
    if letter is None or letter.kind not in ("mine", "why") or letter.chat != sender.chat:
        raise Refusal("old_button")
    if letter.kind == "mine" and not person.heads:
        raise Refusal("no_unit_of_own")
    turn.owe(sender.chat, "standing_page", PageTurned(number, page, turn.as_of()), key=str(number))
    return Answer()


def turned(turn: Turn, payload: PageTurned) -> Turned:
    """Reckon the answer anew whose page is turned; of the period that it was about."""
    letter, as_of = outbox.known(turn.tx, payload.letter), as_known(payload.as_of)
    message = letter.message if letter.reached_by(turn.bot) else None
    found = Turned(letter.id, payload.page, message, [])
    if letter.kind == "mine":
        mine_of = owed(letter, MineAsked).payload
        period = period_of(turn, mine_of.period, as_known(mine_of.as_of))
        return replace(found, told=mine(turn, mine_of.person, period, as_of))
    asked = owed(letter, WhyAsked).payload
    period = period_of(turn, asked.period, as_known(asked.as_of))
    metric = None if asked.metric is None else turn.rulebook_on(period.first).metric(asked.metric)
    reader = turn.person_by_id(letter.chat)
    told = explain(turn, asked.unit, asked.metric, period, as_of, reader)
    return replace(found, told=told, evidence=_sees(reader, asked.unit, metric))


def period_of(turn: Turn, named: str, as_of: datetime) -> Period:
    """Return the period that an answer is about: the one that was named, or the month of its moment.

    Where the clock was set back, facts are ahead of it, but the month is the one in which people live.
    """
    return Period.parse(named) or turn.month(min(as_of, turn.now))


def _unit_and_metric(rulebook: Rulebook, person: Person, words: list[str]) -> tuple[Unit, Metric | None]:
    """Read `[单位] [指标]`, in either order; without a unit the asker's own."""
    readings = list(_meant(rulebook, person, words))
    if not readings or (words and lines.PLACEHOLDERS.issuperset(words)):
        raise Refusal("why_usage")
    for unit, rest in readings:
        if unit.arena is None:
            raise Refusal("unit_not_competing", unit=unit.name)
        metric = any_metric(rulebook, unit.arena, "".join(rest))
        if metric is not None or not rest:
            return unit, metric
    unit, rest = readings[-1]
    name, known = "".join(rest), rulebook.metrics_in(unit.arena or "")
    raise Refusal("no_such_metric", name=name, suggestions=list(lines.suggestions(name, known)))


def _meant(rulebook: Rulebook, person: Person, words: list[str]) -> Iterator[tuple[Unit, list[str]]]:
    """Yield what words may mean, the likeliest first: a unit, and the words about a metric behind or before it."""
    whole = exactly("".join(words), rulebook.units)
    unit, rest = lines.leading_unit(words, rulebook)
    if unit is None:
        unit, rest = lines.trailing_unit(words, rulebook)
    if whole or unit is not None:
        yield (whole[0], []) if unit is None else (unit, rest)
        return
    yield from ((own, words) for own in rulebook.units if own.id in person.own and own.arena is not None)
    for length in range(min(len(words), 3), 0, -1):
        named = unit_named(rulebook, "".join(words[:length])).entry
        if named is not None:
            yield named, words[length:]
    for length in range(min(len(words) - 1, 3), 0, -1):
        named = unit_named(rulebook, "".join(words[-length:])).entry
        if named is not None:
            yield named, words[:-length]


def mine(turn: Turn, person_id: int, period: Period, as_of: datetime) -> list[Mine]:
    """Describe the submissions and points of every unit a person is head of, in a period."""
    found = []
    for unit in rank.heads_units(turn, person_id, period):
        arena, rules = unit.arena or "", turn.rulebook_on(period.first)
        table = table_of(turn, arena, period, as_of)
        row = next(r for r in table["rows"] if r["unit"] == unit.id)
        claimed = [c for p in _around(period) for c in _claims(turn, unit.id, p, as_of)]
        found.append(
            Mine(
                unit=unit.name,
                period=period.chinese,
                rank=_rank(row),
                ranked=_ranked(table),
                total=row["total"],
                full_marks=table["full_marks"],
                coverage=row["coverage"],
                least=percent(least) if (least := rules.competition.minimum_coverage) else "",
                lacks=_lacks(table, row),
                stage=stage_of(turn, period),
                before=_before(turn, unit, period, as_of),
                lines=_lines(rules, row, arena, period),
                claims=tuple(claimed),
            )
        )
    return found


def _before(turn: Turn, unit: Unit, period: Period, as_of: datetime, metric: Metric | None = None) -> str:
    """Return the month before one that is not locked, or while this one alone is empty; "" where there is none.

    Nor is there one whose rules do not know the unit, or the metric, by the names that its reader sees.
    """
    before = period.shifted(-1)
    if period.kind != "month" or not turn.has_rules_for(before):
        return ""
    rules = turn.rulebook_on(before.first)
    then = rules.find_unit(named(unit.name))
    if then is None or then.id != unit.id or then.arena is None or not then.takes_part(before):
        return ""
    if metric is not None and rules.find_metric(named(metric.name), then.arena) is None:
        return ""
    empty = not values.any_confirmed(turn.tx, [str(period)]) and values.any_confirmed(turn.tx, [str(before)])
    return before.chinese if empty or as_of < turn.lock_of(before) else ""


def _rank(row: Table) -> str | None:
    return None if row["rank"] is None else str(row["rank"])


def _lacks(table: Table, row: Table) -> bool:
    """Say whether too little of a unit is confirmed for a rank in a final reckoning: no veto takes it, some is open."""
    unranked = table["final"] and row["rank"] is None and not takes_rank(row["veto"])
    return unranked and any(cell["state"] in ("pending", "missing") for cell in row["metrics"].values())


def _ranked(table: Table) -> int:
    """Count the units that have a rank."""
    return sum(row["rank"] is not None for row in table["rows"])


def _around(period: Period) -> list[Period]:
    """Return the periods inside a period and those that hold its end."""
    kinds: tuple[PeriodKind, ...] = ("month", "quarter", "year")
    found = [*(part for kind in kinds for part in period.parts(kind)), *(Period.holding(k, period.last) for k in kinds)]
    return list(dict.fromkeys(found))


def _claims(turn: Turn, unit: str, period: Period, as_of: datetime) -> list[Claimed]:
    return [submission.claimed(turn, stored, as_of) for stored in _reported(turn, unit, period, as_of)]


def _reported(turn: Turn, unit: str, period: Period, as_of: datetime) -> list[Stored]:
    stored = submissions.every(turn.tx, unit=unit, period=str(period))
    return [s for s in stored if s.state != "withdrawn" and s.moment <= as_of]


def in_mine(turn: Turn, letter: Letter) -> list[int]:
    """Return the submissions that an answer to /mine is about."""
    asked = owed(letter, MineAsked).payload
    as_of = as_known(asked.as_of)
    around = _around(period_of(turn, asked.period, as_of))
    units = sorted(turn.person_by_id(asked.person).heads)
    return [s.number for unit in units for part in around for s in _reported(turn, unit, part, as_of)]


def in_why(turn: Turn, letter: Letter) -> list[int]:
    """Return the submissions that an answer to /why is about: those of the one metric that it explains."""
    asked = owed(letter, WhyAsked).payload
    if asked.metric is None:
        return []
    as_of = as_known(asked.as_of)
    period = period_of(turn, asked.period, as_of)
    metric = turn.rulebook_on(period.first).metric(asked.metric)
    parts = _parts(metric, period)
    return [
        s.number for p in parts for s in _reported(turn, asked.unit, p, as_of) if s.claim.metric == metric.reported_as
    ]


def _parts(metric: Metric, period: Period) -> Sequence[Period]:
    """Return the periods of a metric inside a period, or the one that holds its end."""
    return period.parts(metric.period) or (Period.holding(metric.period, period.last),)


def _lines(rulebook: Rulebook, row: dict[str, Any], arena: str, period: Period) -> tuple[Line, ...]:
    """Return (metric, points, full marks, value, state) a metric, in rulebook order."""
    found = ((metric, row["metrics"].get(metric.id)) for metric in rulebook.metrics_in(arena))
    return tuple(
        (
            metric.name,
            cell["points"],
            _full(metric, period),
            *_holding(rulebook, metric, cell, row["unit"]),
            metric.role,
        )
        for metric, cell in found
        if cell is not None
    )


def _full(metric: Metric, period: Period) -> str:
    """Return the full marks of a metric in a period."""
    return number_text(metric.points * times(metric, period))


def _holding(rulebook: Rulebook, metric: Metric, cell: dict[str, Any], unit: str) -> tuple[Figure | None, str]:
    """Return a cell's value and state; nobody has confirmed events that are none, or reports what is counted.

    What is missing may be awaited from the lead that reports it.
    """
    if is_empty(metric, cell):
        return None, "empty"
    state = cell["state"]
    if is_uncounted(rulebook, metric, cell):
        state = "uncounted"
    elif state == "missing" and insight.source(rulebook, metric, unit) == "lead":
        state = "awaited"
    return _figure(rulebook, metric, cell["value"]), state


def _figure(rulebook: Rulebook, metric: Metric, value: str | None) -> Figure | None:
    return None if value is None else (value, metric.unit, submission.scale_for(rulebook, metric))


def explain(
    turn: Turn, unit_id: str, metric_id: str | None, period: Period, as_of: datetime, reader: Person | None = None
) -> Why:
    """Explain a unit's score of a period to somebody, or one metric of it down to who confirmed what."""
    rulebook = turn.rulebook_on(period.first)
    unit = rulebook.unit(unit_id)
    arena = unit.arena or ""
    metric = None if metric_id is None else rulebook.metric(metric_id)
    if metric is not None and not period.parts(metric.period):
        period = Period.holding(metric.period, period.last)
    known, locked = tuple(cells(turn.tx, period, as_of)), turn.is_locked(period)
    basis = Basis(turn.rulebook_on(period.first), known, period, arena, locked)
    standings = _standings(basis)
    table: Table = as_json(standings)
    row = next(r for r in table["rows"] if r["unit"] == unit_id)
    found = Why(
        unit=unit.name,
        period=period.chinese,
        rank=_rank(row),
        ranked=_ranked(table),
        total=row["total"],
        full_marks=table["full_marks"],
        lacks=_lacks(table, row),
        stage=stage_of(turn, period),
        before=_before(turn, unit, period, as_of, metric),
        veto=veto_words(basis.rulebook, row),
        vetoed_for=tuple(each.note for each in held(index_cells(basis.cells), period) if each.unit == unit_id),
    )
    if metric is None:
        issued = [one for one in flags.issued(turn.tx, period, as_of) if one.held[0] == unit_id]
        above, ways = insight.way_up(basis, standings, unit_id)
        return replace(
            found,
            lines=_lines(rulebook, row, arena, period),
            shares=shares(rulebook, arena, period, row, table["full_marks"]),
            bonus_from=insight.withheld(basis.rulebook, standings, unit_id),
            above=above,
            gains=ways,
            lead=insight.lead(basis.rulebook, standings, unit_id),
            since=insight.since_post(turn, basis, unit_id, as_of),
            there=_there(unit, period),
            flags=tuple((one.held[1], _inside(period, one.in_period), one.acts[-1].reason) for one in issued),
            beside=insight.beside(turn, basis, standings, unit_id, as_of),
        )
    cell, reported = row["metrics"][metric.id], rulebook.metric(metric.reported_as)
    claims = [c for part in period.parts(metric.period) for c in _claims(turn, unit_id, part, as_of)]
    return replace(
        found,
        metric=metric.name,
        points=cell["points"],
        full=_full(metric, period),
        value=_figure(rulebook, metric, cell["value"]),
        state=_holding(rulebook, metric, cell, unit_id)[1],
        rule=method_of(metric),
        claims=tuple(claimed for claimed in claims if claimed.metric == reported.name),
        behind=behind(turn, reported, unit_id, period.parts(metric.period), reader),
        among=insight.among(basis.rulebook, standings, metric),
        target=insight.target(basis, metric, unit_id),
    )


def _there(unit: Unit, period: Period) -> tuple[str, str] | None:
    """Return from when until when a unit is there, in a period in which that is not all the time."""
    if unit.reports(period) and (unit.begins is None or unit.begins.first <= period.first):
        return None
    return "" if unit.begins is None else unit.begins.chinese, "" if unit.ends is None else unit.ends.chinese


def _inside(period: Period, part: Period) -> str:
    """Name a period inside another one; "" where it is that one."""
    return "" if part == period else part.chinese


def _standings(basis: Basis) -> Standings:
    try:
        return basis.standings()
    except FaultyError as error:
        raise unscored(error, basis.period) from error
