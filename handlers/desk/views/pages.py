"""The pages of the desk as messages: what is missing with the buttons that mend it, and what each page shows."""

from collections.abc import Sequence

from handlers.desk.results import (
    ClosingPage,
    DrillPage,
    Front,
    GroupPage,
    Page,
    PostsPage,
    Record,
    RecordsPage,
    RosterFaults,
    RosterPage,
    RosterPlan,
    RulesPage,
    SchedulePage,
)
from handlers.desk.texts import ACTS, DAYS, DEADLINES, PAGES, THE_BOT
from handlers.enacting.views import schedule_words
from handlers.people.views import roster_fault
from handlers.publishing.texts.posts import KINDS
from handlers.results import Button, Edit, Message, Rows
from handlers.texts import day, escape, listed, messages, numbered, open_in, sentence, when
from scoring.language import both
from scoring.reading import office

MENDS = {
    "missing_group": office.GROUP,
    "missing_rights": office.GROUP,
    "missing_heads": office.ROSTER,
    "missing_reviewers": office.ROSTER,
    "missing_unit": office.ROSTER,
    "missing_number": office.ROSTER,
    "missing_seen": office.ROSTER,
    "missing_blocked": office.ROSTER,
    "missing_signer": office.ROSTER,
    "missing_signer_bound": office.ROSTER,
    "missing_rulebook": office.RULES,
    "missing_signature": office.RULES,
    "missing_closing": office.CLOSING,
    "missing_settled": office.CLOSING,
    "missing_flags": office.CLOSING,
}
"""The page that mends what is missing."""
IN_A_ROW, LISTED = 4, 40
"""Buttons of the front in a row, and people of a roster that are told one by one."""


def shown(found: tuple[Page, int | None, int]) -> Message | Edit:
    """Show a page as a message, or in place of the one that it is turned in; dates of this year leave it out."""
    page, message, year = found
    made = _message(page, year)
    return made if message is None else Edit(message, made)


def _message(page: Page, year: int) -> Message:
    match page:
        case Front():
            return _front(page)
        case RulesPage():
            return _rules(page, year)
        case RosterPage():
            return _roster(page)
        case GroupPage():
            return _group(page)
        case SchedulePage():
            return _schedule(page, year)
        case RecordsPage():
            return _records(page, year)
        case ClosingPage():
            return _closing(page)
        case PostsPage():
            return _posts(page, year)
        case DrillPage():
            return _drill(page, year)


def _to(page: int, place: int = 0, label: str = "") -> Button:
    return Button(label or both(*PAGES[page]), f"desk:{page}:{place}")


def _behind(lines: Sequence[str], rows: Rows = ()) -> Message:
    """Return a page with its buttons and the way back."""
    return Message("\n".join(lines), (*rows, (_to(0, label=sentence("desk_back", {})),)))


def _front(found: Front) -> Message:
    lines = [sentence("desk_title", {"name": found.name})]
    lines += [sentence("desk_drill", {})] if found.drill else []
    lines.append(sentence("desk_lacks" if found.missing else "desk_ready", {}))
    lines += [sentence(code, values) for code, values in found.missing]
    mending = {MENDS[code] for code, _ in found.missing}
    buttons = [_to(page, label=("❗" if page in mending else "") + both(*name)) for page, name in PAGES.items()]
    rows = tuple(tuple(buttons[start : start + IN_A_ROW]) for start in range(0, len(buttons), IN_A_ROW))
    return Message("\n".join(lines), rows)


def _rules(found: RulesPage, year: int) -> Message:
    lines = [
        sentence("rules_page", {"name": found.name, "fingerprint": found.fingerprint, "day": day(found.since, year)}),
        *(sentence("rules_later", {"day": day(since, year), "fingerprint": short}) for since, short in found.later),
    ]
    lines += [sentence("missing_signature", {"count": found.waiting})] if found.waiting else []
    lines.append(sentence("rules_how", {}))
    current = Button(sentence("rules_current", {}), "rulebook_file:0")
    sample = Button(sentence("rules_sample", {}), "rulebook_file:1")
    return _behind(lines, ((current, sample),))


def _roster(found: RosterPage) -> Message:
    counted = listed(sentence("roster_role", {"role": role, "count": count}) for role, count in found.roles)
    lines = [sentence("roster_page", {}) + counted]
    reach = (("missing_number", found.unnumbered), ("missing_seen", found.unseen), ("missing_blocked", found.blocked))
    for code, people in reach:
        lines += [sentence(code, {"names": list(people[:LISTED]), "count": len(people)})] if people else []
    lines.append(sentence("roster_how", {}))
    files = [Button(sentence("roster_fetch", {}), "roster_fetch:0")]
    files += [Button(sentence("people_invite", {}), "roster_invite:0")] if found.unnumbered else []
    return _behind(lines, (tuple(files),))


def _group(found: GroupPage) -> Message:
    if found.group is None:
        return _behind([sentence("group_page_none", {}), sentence("group_how", {})])
    lines = [sentence("group_page", {"title": found.title, "group": found.group})]
    if found.seen_at is None:
        lines.append(sentence("group_looking", {}))
    else:
        lines.append(sentence("group_not", {"shut": list(found.lacks)}) if found.lacks else sentence("group_fine", {}))
    lines += [sentence("group_caution", {"caution": caution}) for caution in found.cautions]
    return _behind([*lines, sentence("group_how", {})])


def _schedule(found: SchedulePage, year: int) -> Message:
    lines = [sentence("schedule_page", {})]
    for _, period, deadlines in found.months:
        dates = listed(f"{both(*name)} {when(at, year)}" for name, at in zip(DEADLINES, deadlines, strict=True))
        lines.append(sentence("schedule_month", {"period": period, "dates": dates}))
    lines.append(
        sentence("schedule_no_post", {})
        if found.post is None
        else sentence("schedule_post", {"at": when(found.post, year)})
    )
    lines.append(sentence("schedule_quiet", {"quiet": found.quiet or "—", "hours": list(found.digest) or ["—"]}))
    for period, line, alone in found.amended:
        lines.append(
            sentence(
                "schedule_extended" if alone else "schedule_amended", {"period": period, "line": schedule_words(line)}
            )
        )
    lines += [sentence("missing_signature", {"count": found.waiting})] if found.waiting else []
    rows = tuple(
        tuple(
            Button(sentence("schedule_extend", {"period": period, "count": days}), f"desk_extend:{number}:{days}")
            for days in DAYS
        )
        for number, period, _ in found.months[:1]
    )
    return _behind([*lines, sentence("schedule_how", {})], tuple((button,) for row in rows for button in row))


def _records(found: RecordsPage, year: int) -> Message:
    title = sentence("records_of", {"about": found.about}) if found.about else sentence("records_page", {})
    lines = [title, *(_record(one, year) for one in found.rows)]
    lines += [] if found.rows else [sentence("records_none", {})]
    older = () if found.older is None else (_to(office.RECORDS, found.older, sentence("records_older", {})),)
    export = () if found.about else (Button(sentence("records_export", {}), "records_export:0"),)
    return _behind([*lines, sentence("records_how", {})], tuple(row for row in ((*older, *export),) if row))


def _closing(found: ClosingPage) -> Message:
    told = {"flags": list(found.flags), "count": len(found.flags)}
    waiting = [
        sentence("missing_settled", {"period": of, "open": numbers, "count": count})
        for of, numbers, count in found.held
    ]
    waiting += [sentence("missing_flags", told)] if found.flags else []
    if not found.periods:
        return _behind([sentence("closing_page_none", {}), *waiting])
    cards = Button(sentence("closing_cards", {}), "desk_close:0")
    return _behind([sentence("closing_page", {"periods": list(found.periods)}), *waiting], ((cards,),))


def _posts(found: PostsPage, year: int) -> Message:
    lines = [sentence("posts_page" if found.rows else "posts_none", {})]
    for one in found.rows:
        told = {"at": when(one.at, year), "what": one.what, "act": KINDS.get(one.kind, one.kind), "seal": one.code}
        lines.append(sentence("posts_line", told))
    again = Button(sentence("posts_again", {}), "desk_again:0")
    return _behind(lines, ((again,),) if found.rows else ())


def _drill(found: DrillPage, year: int) -> Message:
    if found.since is None:
        begin = Button(sentence("drill_begin", {}), f"drill_begin:{found.number}")
        return _behind([sentence("drill_page", {})], ((begin,),))
    lines = [sentence("drill_on", {"at": when(found.since, year), "by": found.by, "count": found.count})]
    if not found.ends:
        return _behind(lines, ((_to(office.DRILL, 1, sentence("drill_to_end", {})),),))
    keep = Button(sentence("drill_keep", {}), f"drill_end:{found.number}:1")
    wipe = Button(sentence("drill_wipe", {}), f"drill_end:{found.number}:0")
    return _behind([*lines, sentence("drill_asks", {"count": found.count})], ((keep, wipe),))


def _record(one: Record, year: int) -> str:
    about = [numbered(one.number)] if one.number is not None else []
    what = " ".join([*about, one.what]).strip()
    told = both(f"：{what}", f": {what}") if what else ""
    who = one.who or both(*THE_BOT)
    return sentence(
        "records_line", {"at": when(one.at, year), "who": who, "act": ACTS.get(one.act, one.act), "told": told}
    )


def plan(found: RosterPlan) -> tuple[Message, ...]:
    """List what a roster would change, and ask whether it is meant."""
    drop = Button(sentence("roster_not", {}), f"roster_drop:{found.draft}")
    rows = (*_taking(found), (drop,))
    opened = open_in("roster_pick", {}, rows)
    if not found.is_open:
        return messages([sentence("roster_over", {}), sentence("roster_pick", {})], rows, opened)
    told = [("roster_joining", one) for one in found.joining]
    told += [("roster_leaving", one) for one in found.leaving]
    told += [("roster_changing", one) for one in found.changing]
    parts = [sentence("roster_plan", {})]
    parts += [sentence(code, {"line": line}) for code, line in told[:LISTED]]
    parts += [sentence("roster_more", {"count": len(told) - LISTED})] if len(told) > LISTED else []
    if found.selves:
        parts.append(sentence("roster_self", {}))
    return messages([*parts, sentence("roster_pick", {})], rows, opened)


def _taking(found: RosterPlan) -> Rows:
    """Return the buttons that put a roster in force: as whom, and with or without the sheet of invites."""
    return tuple(
        (
            Button(
                _yes(name, inviting=inviting, either=found.inviting),
                f"roster_take:{found.draft}:{which}:{int(inviting)}",
            ),
        )
        for which, name in enumerate(found.selves or ("",))
        for inviting in ((True, False) if found.inviting else (False,))
    )


def _yes(name: str, *, inviting: bool, either: bool) -> str:
    """Write what a button does; where there is `either`, what parts it from the other."""
    told = {"name": name}
    if inviting:
        return sentence("roster_all_inviting_as", told) if name else sentence("roster_all_inviting", {})
    if either:
        return sentence("roster_all_only_as", told) if name else sentence("roster_all_only", {})
    return sentence("roster_all_as", told) if name else sentence("roster_all", {})


def faults(found: RosterFaults) -> tuple[Message, ...]:
    """Name every faulty row of a roster, as far as they are told."""
    parts = [sentence("roster_faulty", {"name": found.name, "count": found.count})]
    parts += [escape(roster_fault(*fault)) for fault in found.faults]
    parts += (
        [sentence("roster_more", {"count": found.count - len(found.faults)})] if found.count > len(found.faults) else []
    )
    return messages(parts)
