"""What a change would do, in words, with the buttons that put it in force."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace

from handlers.enacting.results import (
    Mover,
    Moves,
    Offer,
    Preview,
    RulebookFaults,
    RulebookFile,
    TemplateFaults,
    TemplateShown,
    Told,
    Waiting,
)
from handlers.enacting.texts import (
    AFTER,
    ASPECTS,
    DIFFERENCES,
    FIELDS,
    LINES,
    NONE,
    OTHERWISE,
    UNSET,
    VETOED,
    WEEKDAYS,
    WEEKLY,
)
from handlers.publishing.results import OFFICIAL
from handlers.publishing.texts.circulars import SAMPLE
from handlers.publishing.views import template
from handlers.results import Button, Document, Message, Rows
from handlers.rules.views.methods import method
from handlers.texts import escape, listed, messages, open_in, sentence, when
from scoring.faults import Fault
from scoring.language import both, named, speaking
from scoring.rulebook.model import VETO

SHOWN, MOVED = 25, 8
"""Differences, and units of an arena, that are told one by one."""


def offer(found: Offer) -> tuple[Message, ...]:
    """Ask from when on a change is to hold; once that is answered, only what it was about is told."""
    rows = _choices(found)
    opened = open_in("change_pick", {}, rows)
    if not found.is_open:
        about = found.preview
        told = {"change": about.kind, "title": _title(about), "fingerprint": about.fingerprint}
        return messages([sentence("change_was", told), sentence("change_pick", {})], rows, opened)
    parts = [*_preview(found.preview)]
    if found.barred is not None:
        period, name = found.barred
        parts.append(sentence("change_barred", {"period": period, "metric": both(*VETOED) if name == VETO else name}))
    return messages([*parts, sentence("change_pick", {})], rows, opened)


def _choices(found: Offer) -> Rows:
    rows = []
    for number, period, two in found.periods:
        extends = found.preview.kind == "extension"
        label = (
            sentence("change_extends", {"two": two})
            if extends
            else sentence("change_from", {"period": period, "two": two})
        )
        rows.append((Button(label, f"change_from:{found.draft}:{number}"),))
    return (*rows, (Button(sentence("change_not", {}), f"change_drop:{found.draft}"),))


def waiting(found: Waiting) -> tuple[Message, ...]:
    """Ask for the second signature; once that is settled, only what it was about is told."""
    agree = Button(sentence("change_agree", {}), f"change_sign:{found.change}")
    disagree = Button(sentence("change_disagree", {}), f"change_decline:{found.change}")
    rows = ((agree, disagree),)
    if found.is_open:
        parts = [sentence("change_asks", {"by": found.by, "period": found.period}), *_preview(found.preview)]
    else:
        told = {"by": found.by, "period": found.period, "change": found.preview.kind}
        parts = [sentence("change_asked", told)]
    return messages([*parts, sentence("change_reply", {})], rows, open_in("change_reply", {}, rows))


def _preview(found: Preview) -> Iterator[str]:
    told = {"change": found.kind, "title": _title(found), "fingerprint": found.fingerprint}
    yield sentence("change_title", told)
    yield from (escape(f"· {_difference(each)}") for each in found.differences[:SHOWN])
    if len(found.differences) > SHOWN:
        yield sentence("change_more", {"count": len(found.differences) - SHOWN})
    if found.deadlines is not None:
        period, before, after = found.deadlines
        for name, was, now in zip(LINES, before, after, strict=True):
            if was != now:
                line = f"{both(*name)} {when(was, found.year)} → {when(now, found.year)}"
                yield "· " + sentence("change_deadlines", {"period": period, "line": line})
    elif not found.differences:
        yield sentence("change_same", {})
    yield from (sentence("change_doubt", {"fault": fault.sentence()}) for fault in found.doubts)
    for period, line in found.overruled:
        if line:
            yield sentence("change_unamends", {"period": period, "line": schedule_words(line)})
        else:
            yield sentence("change_replaces", {"period": period})
    if found.extended is not None:
        period, lock = found.extended
        yield "· " + sentence("change_extended", {"period": period, "at": when(lock, found.year)})
    for moves in found.moves:
        yield from _moves(moves)


def _title(found: Preview) -> str:
    return found.title if found.kind == "rulebook" else schedule_words(found.title)


def schedule_words(line: str) -> str:
    """Return a line of the schedule as people say it: 锁定 期末后第 6 天 12:00."""
    return listed(f"{FIELDS[key]} {_value(value)}" for key, value in tomllib.loads(line).items())


def _value(written: str | list[str]) -> str:
    if not written:
        return both(*UNSET)
    if isinstance(written, list):
        return listed(written)
    first, at = written.split()
    said = both(*(WEEKLY if first in WEEKDAYS else AFTER))
    return said.format(day=WEEKDAYS.get(first, first.strip("+d")), at=at)


def _difference(found: Told) -> str:
    values = dict(found.values)
    if found.kind == "method":
        values |= {name: method(*values[name]) for name in ("before", "after")}
    aspects = dict.fromkeys(ASPECTS.get(name, both(*OTHERWISE)) for name in values.pop("aspects"))
    values = {name: named(value) or NONE for name, value in values.items()} | {"aspects": listed(aspects)}
    return both(*DIFFERENCES[found.of, found.kind]).format_map(values)


def _moves(found: Moves) -> Iterator[str]:
    count, arena, period = len(found.movers), found.arena, found.period
    if found.lacking is not None:
        yield sentence("change_lacking", {"arena": arena, "month": period, **found.lacking})
        return
    if not count:
        yield sentence("change_still", {"arena": arena, "period": period})
        return
    yield sentence("change_moves", {"arena": arena, "period": period, "count": count, "staying": found.staying})
    yield from map(_mover, found.movers[:MOVED])
    if len(found.movers) > MOVED:
        yield sentence("change_more", {"count": len(found.movers) - MOVED})


def _mover(one: Mover) -> str:
    rank, now = one.rank_before or NONE, one.rank_after or NONE
    told = {"name": one.name, "rank": rank, "before": one.before, "now": now, "after": one.after}
    return sentence("change_mover", told)


def faults(found: RulebookFaults) -> tuple[Message, ...]:
    """Name what is wrong with a rulebook, and how much more there is."""
    parts = [sentence("rulebook_faulty", {"name": found.name, "count": found.count})]
    parts += [escape(Fault(place, code, values).sentence()) for place, code, values in found.faults]
    if found.count > len(found.faults):
        parts.append(sentence("rulebook_more", {"count": found.count - len(found.faults)}))
    return messages(parts)


def rulebook(found: RulebookFile) -> Document:
    """Hand over a rulebook."""
    body, caption = found.body, sentence("rulebook_sample" if found.sample else "rulebook_current", {})
    return Document(found.name, caption, lambda: body, caption)


def template_faults(found: TemplateFaults) -> tuple[Message, ...]:
    """Name the tags of a template that are wrong, with the place of each."""
    shown = found.faults[:SHOWN]
    parts = [sentence("template_faulty", {"name": found.name, "count": len(found.faults)})]
    parts += [sentence(code, values) for code, values in shown]
    if len(found.faults) > len(shown):
        parts.append(sentence("rulebook_more", {"count": len(found.faults) - len(shown)}))
    return messages([*parts, sentence("template_names", {})])


def template_tried(found: TemplateShown) -> Document:
    """Show what becomes of a template, filled in with a sample."""
    sample, caption = replace(SAMPLE, template=found.content), sentence("template_kept", {"name": found.name})

    def filled() -> bytes:
        with speaking(OFFICIAL):
            return template.build(sample)

    return Document(found.name, caption, filled, caption)
