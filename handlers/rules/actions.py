"""/rules: the rulebook in force, whole arenas or single metrics, read from its own data."""

from dataclasses import replace
from fractions import Fraction

from handlers.journey import owed
from handlers.names import any_metric, example
from handlers.results import Answer, Refusal, Sender, Values
from handlers.rules.results import Chapter, Due, Rule, Rules, RulesAsked, RulesTurned, Turned
from handlers.turn import Turn, names, number_text
from scoring import season
from scoring.access import Person
from scoring.calendar import Period, PeriodKind
from scoring.language import both, measured, named
from scoring.reading import canonical, lines, values
from scoring.rulebook import kinds, methods, source
from scoring.rulebook.model import Metric, Rulebook
from scoring.standings.own_targets import has_own_targets, target_of
from scoring.standings.points import Raw, points
from scoring.standings.publish import published, rounded
from scoring.standings.vetoes import in_words
from storage import outbox


def ask_rules(turn: Turn, sender: Sender, text: str) -> Answer:
    """Owe the rules of the arenas that concern the asker, or of one metric, where they were asked for."""
    person = turn.person(sender)
    own = _own_arenas(turn, person)
    payload = RulesAsked(own, [])
    if name := lines.clean(text):
        found = _metrics(turn, own, name) or _metrics(turn, [arena.id for arena in turn.rulebook.arenas], name)
        if not found:
            raise Refusal("no_such_metric", name=name, suggestions=list(lines.suggestions(name, turn.rulebook.metrics)))
        payload = RulesAsked([], found)
    turn.owe(sender.chat, "rules", payload, reply_to=sender.message, topic=sender.topic)
    return Answer()


def turn_page(turn: Turn, sender: Sender, number: int, arena: int, category: int, metric: int) -> Answer:
    """Owe another page of the rules in their place, as they are now; to whoever on the roster sees them."""
    turn.person(sender)
    letter = outbox.letter(turn.tx, number)
    if letter is None or letter.kind != "rules" or letter.chat != sender.chat:
        raise Refusal("old_button")
    turn.owe(sender.chat, "rules_page", RulesTurned(number, arena, category, metric), key=str(number))
    return Answer()


def turned(turn: Turn, payload: RulesTurned) -> Turned:
    """Describe the rules whose page is turned."""
    letter = outbox.known(turn.tx, payload.letter)
    asked = owed(letter, RulesAsked).payload
    return Turned(
        letter.id,
        letter.message if letter.reached_by(turn.bot) else None,
        describe_rules(turn, asked.arenas, asked.metrics),
        (payload.arena, payload.category, payload.metric),
    )


def _own_arenas(turn: Turn, person: Person) -> list[str]:
    """Return the arenas in which a head competes; for all others every arena."""
    own = {unit.arena for unit in turn.rulebook.units if unit.id in person.heads} - {None}
    return [arena.id for arena in turn.rulebook.arenas if not own or arena.id in own]


def _metrics(turn: Turn, arenas: list[str], name: str) -> list[str]:
    found = (any_metric(turn.rulebook, arena, name) for arena in arenas)
    return [metric.id for metric in found if metric is not None]


def describe_rules(turn: Turn, arenas: list[str], metrics: list[str]) -> Rules:
    """Describe the rules that a letter tells."""
    rulebook = turn.rulebook
    told = [metric for metric in rulebook.metrics if metric.arena in arenas or metric.id in metrics]
    chapters = {
        arena: tuple(
            Chapter(
                category.name,
                number_text(category.points),
                tuple(_rule(turn, m) for m in rulebook.metrics_in(arena) if m.category == category.id),
            )
            for category in rulebook.categories_in(arena)
        )
        for arena in arenas
    }
    threshold = rulebook.competition.bonus_from
    return Rules(
        competition=rulebook.competition.name,
        arenas=tuple((rulebook.arena(arena).name, found) for arena, found in chapters.items()),
        metrics=tuple(_rule(turn, rulebook.metric(metric)) for metric in metrics),
        due=tuple(_due(turn, Period.holding(kind, turn.local(turn.now).date())) for kind in _kinds(told)),
        bonus_from=None if threshold is None else number_text(threshold),
        veto=in_words(rulebook.competition.veto, {each.id: each.name for each in rulebook.categories}),
        reasons=rulebook.competition.return_reasons,
        season=season.in_words(rulebook),
        kinds=tuple(kinds.in_words(rulebook, kind) for kind in rulebook.kinds),
    )


def _kinds(told: list[Metric]) -> list[PeriodKind]:
    kinds_of: tuple[PeriodKind, ...] = ("month", "quarter", "year")
    return [kind for kind in kinds_of if any(metric.period == kind for metric in told)]


def _due(turn: Turn, period: Period) -> Due:
    return Due(period.kind, period.chinese, *turn.deadlines_of(period))


def _rule(turn: Turn, metric: Metric) -> Rule:
    rulebook = turn.rulebook
    current = Period.holding(metric.period, turn.local(turn.now).date())
    return Rule(
        metric=metric.name,
        arena=rulebook.arena_of(metric).name,
        category=rulebook.category(metric.category).name,
        aliases=metric.aliases,
        full=number_text(metric.points),
        role=metric.role,
        by_lead=metric.reporter == "lead",
        leads=names(rulebook, metric.leads),
        sign_all=metric.sign == "all",
        kind=metric.period,
        input=metric.input,
        percent_ok=metric.percent_ok,
        missing=metric.missing,
        evidence=metric.evidence,
        method=method_of(metric),
        example=_title(metric) if metric.input == "events" else example(metric),
        earns=earns(rulebook, metric),
        source="" if metric.value_of is None else rulebook.metric(metric.value_of).name,
        counted=source.in_words(rulebook, metric),
        round_value=metric.round_value,
        aimed=current.chinese,
        targets=_targets(rulebook, metric, current),
    )


def _targets(rulebook: Rulebook, metric: Metric, period: Period) -> tuple[tuple[str, str], ...]:
    """Return every unit's own target in a period ("" where it is lacking); none where all have the same."""
    if not has_own_targets(metric):
        return ()
    units = rulebook.units_during(metric.arena, period)
    found = [(unit.name, target_of(rulebook, metric, unit.id, period)) for unit in units]
    return tuple((name, "" if target is None else measured(number_text(target), metric.unit)) for name, target in found)


def _title(metric: Metric) -> str:
    level = next(iter(metric.levels))
    written = named(metric.level_names.get(level, level))
    return both(f"{written} 标题", f"{written} TITLE")


def earns(rulebook: Rulebook, metric: Metric) -> tuple[str, str] | None:
    """Return a value and the points it earns, reckoned as the standings do; None where other units decide it."""
    if isinstance(metric.method, methods.Relative) or has_own_targets(metric):
        return None
    if isinstance(metric.method, methods.Events):
        two = list(metric.levels)[-2:]
        shown = both("、", ", ").join(named(metric.level_names.get(level, level)) for level in two)
        told = both(f"{shown}各 1 项", f"one each of {shown}")
        return told, _published(rulebook, metric, Raw(Fraction(), 0, tuple(("", level) for level in two)))
    try:
        value = canonical.read(metric, _typical(metric))
    except canonical.ValueRefusedError:
        return None
    x = canonical.raw(metric, value) or Fraction()
    n = canonical.parts(value)[1] if metric.input == "rank" else 0
    return values.shown(metric, value), _published(rulebook, metric, Raw(x, n))


def _published(rulebook: Rulebook, metric: Metric, raw: Raw) -> str:
    rules = rulebook.competition
    if metric.round_value is not None:
        raw = replace(raw, x=rounded(raw.x, metric.round_value, rules.rounding))
    (earned,) = points(metric.method, metric.points, [raw])
    return published(earned or Fraction(), rules.places, rules.rounding)


def _typical(metric: Metric) -> str:
    """Return a value that shows how a metric earns points: near its own standards where it has any."""
    if metric.input not in ("number", "count", "points"):
        return example(metric)
    match metric.method:
        case methods.Goalpost(zero_at=low, full_at=high) | methods.Efficacy(unacceptable=low, satisfactory=high):
            near = low + (high - low) * Fraction(4, 5)
        case methods.EfficacyBanded(standards=standards):
            near = (standards[1] + standards[2]) / 2
        case methods.Completion(target=target):
            near = target * Fraction(9, 10)
        case methods.Step(target=target, step=step, direction=direction):
            near = target - 2 * step if direction == "up" else target + 2 * step
        case methods.Bands(edges=edges):
            near = edges[len(edges) // 2][0]
        case _:
            near = metric.points * Fraction(9, 10)
    return number_text(Fraction(near.numerator // near.denominator) if metric.input == "count" else near)


def method_of(metric: Metric) -> tuple[str, Values]:
    """Return a metric's method as a code and its parameters as text."""
    method = metric.method
    parameters: Values = {"full": number_text(metric.points), "unit": metric.unit, "role": metric.role}
    for name in method.__dataclass_fields__:
        parameters[name] = _plain(getattr(method, name))
    parameters["level_names"] = dict(metric.level_names)
    return method.kind, parameters


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return number_text(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict) or hasattr(value, "items"):
        return {key: _plain(item) for key, item in dict(value).items()}  # type: ignore[call-overload]
    return value
