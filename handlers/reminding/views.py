"""What waits for somebody, in words: /pending, reminders, digests, what is overdue, and 催办."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import count, groupby

from handlers.deciding.views import batch_button, see
from handlers.reminding.results import Digest, Item, Nudge, Reminder, Todo, Unreported
from handlers.results import Button, Message
from handlers.submissions.results import Claimed
from handlers.submissions.texts import ABOUT
from handlers.submissions.views.lines import in_a_line, what_is_open, with_state
from handlers.submissions.views.sealed import sealed
from handlers.submissions.views.values import by_whom, value_of
from handlers.texts import SENTENCES, day, escape, messages, numbered, sentence, text, when
from scoring.calendar import worded
from scoring.language import both, reasoned

BUTTONS = 20
"""How many submissions a message gives a button each; the others are found in /pending."""
DAYS = {0: ("今天", "today"), 1: ("明天", "tomorrow"), 2: ("后天", "in two days")}


def todo(found: Todo) -> tuple[Message, ...]:
    """Tell somebody what waits for them, numbered throughout; what can be done at once comes with a button."""
    parts: list[str] = []
    place = count(1)
    buttons: list[tuple[Button, ...]] = []
    if found.decide:
        parts.append(_to_decide(len(found.decide)))
        parts += [f"{next(place)} {in_a_line(c)}{what_is_open(c)}" for c in found.decide]
        buttons += [(batch_button(),)] if len(found.decide) > 1 else []
        buttons += _each(both("看", "See"), "see", [(c, c.unit) for c in found.decide])
    if found.mend:
        parts.append(both("↩️ 已退回，等您改报：", "↩️ Returned, to be reported again:"))
        parts += [f"{next(place)} {with_state(claimed)}" for claimed in found.mend]
        buttons += _each(both("✏️ 改报", "✏️ Report again"), "report_again", [(c, c.metric) for c in found.mend])
    if found.waiting:
        parts.append(both("⏳ 已报，待核实：", "⏳ Reported, waiting for review:"))
        parts += [f"{next(place)} {with_state(claimed)}" for claimed in found.waiting]
        buttons += _each(both("催办", "Urge"), "urge", [(c, c.metric) for c in found.waiting if c.case is None])
    if found.locked:
        parts.append(ABOUT["undecided"])
        parts += [f"{next(place)} {escape(worded(c.unit))} {worded(c.period)} {with_state(c)}" for c in found.locked]
        buttons += _each(both("🔁 申请更正", "🔁 Correct"), "propose", [(c, c.metric) for c in found.locked])
    for one in found.missing:
        parts += _unreported(one, found.now, place)
    if found.missing:
        buttons.append((Button(both("✍️ 一项一项报", "✍️ Report one by one"), "report:0:0"),))
    for number, kind, _ in found.lost:
        what = _post(kind) or both("一条消息", "A message")
        parts.append(
            both(
                f"❓ {what}（第 {number} 号信件）不知是否送达，请看群里有没有。",
                f"❓ {what} (letter {number}) may not have arrived, please look whether it is in the group.",
            )
        )
    if any(found.matters):
        mine, waiting = found.matters
        parts.append(sentence("matter_waiting", {"count": mine, "waiting": waiting}))
    if found.flags:
        parts.append(sentence("todo_flags", {"count": found.flags}))
    posts = [(number, attempt) for number, kind, attempt in found.lost if _post(kind)]
    buttons += [
        (
            Button(both("已发出", "It arrived"), f"post_arrived:{number}:{attempt}:1"),
            Button(both("重发", "Send again"), f"post_arrived:{number}:{attempt}:0"),
        )
        for number, attempt in posts
    ]
    buttons += _preference(found)
    return messages(parts or [both("✅ 没有等您办理的事。", "✅ Nothing waits for you.")], tuple(buttons))


def _unreported(one: Unreported, now: datetime, place: Iterator[int]) -> list[str]:
    """List what a unit has not reported, and name what it need not report."""
    today = now.date()
    values = {
        "unit": one.unit,
        "period": one.period,
        "count": len(one.metrics),
        "until": moment(today, one.due),
        "locked": moment(today, one.lock),
        "late": now >= one.due,
    }
    parts = [sentence("todo_missing", values)]
    parts += [f"{next(place)} {escape(worded(name))}" for name in one.metrics]
    if one.others:
        parts.append(sentence("todo_others", {"names": list(one.others), "count": len(one.others)}))
    first = escape(worded(one.metrics[0]))
    told = escape(one.example)
    return [
        *parts,
        both(
            f"上报请发（{told} 换成实际的数）：/report {first} {told}",
            f"To report please send (your figure instead of {told}): /report {first} {told}",
        ),
    ]


def _post(kind: str) -> str:
    """Return what admins call a kind of post; nothing where it is none."""
    return sentence(f"post_{kind}", {}) if f"post_{kind}" in SENTENCES else ""


def _each(label: str, press: str, found: list[tuple[Claimed, str]]) -> list[tuple[Button, ...]]:
    """Return a button a submission, with a name beside the number."""
    return [
        (sealed(f"{label} {c.number:04} {worded(name)}"[:40], f"{press}:{c.number}:{c.version}", c.seal),)
        for c, name in found[:BUTTONS]
    ]


def _preference(found: Todo) -> list[tuple[Button, ...]]:
    """Offer somebody who decides the form to fill in, and the other way of being told."""
    if found.cards is None:
        return []
    other_way = text("digest_state", {"digest": found.cards == "digest", "hours": found.hours}).buttons
    return [(Button(both("📄 下载填报表", "📄 Get the form"), "form:0:0"),), *other_way]


def moment(today: date, due: datetime) -> str:
    """Write a deadline as people say it: 明天（12月3日）17:00."""
    near = DAYS.get((due.date() - today).days)
    said = both(f"（{day(due)}）{due:%H:%M}", f" ({day(due)}) {due:%H:%M}")
    return f"{both(*near)}{said}" if near else when(due)


def reminder(found: Reminder | None) -> tuple[Message, ...]:
    """List what a head has not reported, numbered as replies may name it, and what was returned."""
    if found is None:
        return ()
    lines = []
    due = moment(found.today, found.due)
    for (unit, period), several in groupby(found.items, key=lambda item: (item.unit, item.period)):
        items = list(several)
        name, left = escape(worded(unit)), len(items)
        lines.append(
            both(
                f"⏰ {name} {period}还有 {left} 项未报，{due} 截止：",
                f"⏰ {name}, {worded(period)}: not reported yet: {left}, due {due}:",
            )
        )
        lines += [_item(item) for item in items]
    if found.items:
        first = found.items[0]
        example = f"{first.place} {first.example}"
        lines.append(both(f"直接回复“{example}”即可，一行一项。", f"Simply reply “{example}”, an item a line."))
    if found.mend:
        lines.append(
            both(f"↩️ 已退回，请在 {due} 前改正重报：", f"↩️ Returned, please mend them and report again before {due}:")
        )
        lines += [
            f"{_line(claimed)}{both('：', ': ')}{escape(reasoned(claimed.reason or ''))}" for claimed in found.mend
        ]
    nil = (Button(both("本月无", "None this month"), f"nil:{found.letter}:0"),) if found.items else ()
    return messages(lines, ((*nil, Button(both("今天不再提醒", "No more today"), f"mute:{found.letter}:0")),))


def _item(item: Item) -> str:
    text = f"{item.place} {escape(worded(item.metric))}"
    if item.number is not None:
        number, reason = numbered(item.number), escape(reasoned(item.reason or ""))
        text += both(f"（{number} 已退回：{reason}）", f" ({number} returned: {reason})")
    return text


def _line(claimed: Claimed) -> str:
    unit, metric = escape(worded(claimed.unit)), escape(worded(claimed.metric))
    return f"{numbered(claimed.number)} {unit} {metric} {escape(value_of(claimed))}"


def _with_period(claimed: Claimed) -> str:
    return f"{_line(claimed)}{both('，', ', ')}{worded(claimed.period)}"


def nil_choose(found: Reminder | None) -> tuple[Message, ...]:
    """Ask which of several items there is nothing of."""
    if found is None:
        return ()
    rows = [
        (Button(f"{item.place} {worded(item.metric)}"[:40], f"nil:{found.letter}:{item.place}"),)
        for item in found.items
    ]
    everything = (Button(both("以上都没有", "None of these"), f"nil:{found.letter}:-1"),)
    asks = both(
        "哪一项本月没有？点一项记一项。也可回复提醒，例如：1 本月无",
        "Which item is there none of this month? Each tap notes one. You can also reply to the reminder, for example: "
        "1 none",
    )
    return (Message(asks, (*rows[:BUTTONS], everything)),)


def digest(found: Digest | None) -> tuple[Message, ...]:
    """List what waits for a reviewer, a button each."""
    if found is None:
        return ()
    head, left = _to_decide(len(found.waiting)), len(found.waiting)
    if found.due is not None:
        due = moment(found.today, found.due)
        head = both(
            f"⏰ 核实将于{due} 截止，还有 {left} 项等您核实：", f"⏰ Reviews are due {due}, waiting for you: {left}"
        )
    return messages([head, *map(_with_period, found.waiting)], _seen(found.waiting))


def _to_decide(many: int) -> str:
    return both(f"📋 等您核实 {many} 项：", f"📋 Waiting for your review: {many}")


def overdue(found: Digest | None) -> tuple[Message, ...]:
    """Tell leaders which cards are still open at the deadline for reviews, lead by lead, to be called for."""
    if found is None:
        return ()
    left = len(found.waiting)
    lines = [
        both(
            f"⚠️ 核实已到期，还有 {left} 项没有核实（未计分）：", f"⚠️ Reviews were due, not decided (not scored): {left}"
        )
    ]
    rows: list[tuple[Button, ...]] = []
    for lead, several in groupby(sorted(found.waiting, key=by_whom), key=by_whom):
        claims = list(several)
        lines.append(sentence("overdue_lead", {"lead": lead, "count": len(claims)}))
        lines += map(_with_period, claims)
        label = both(f"催办 {lead}（{len(claims)} 项）", f"Urge {lead} ({len(claims)})")
        rows.append((Button(label[:40], f"urge_lead:{found.letter}:{claims[0].number}"),))
    return messages(lines, tuple(rows[:BUTTONS]))


def urged(found: Digest | None) -> tuple[Message, ...]:
    """Ask a reviewer to decide about several submissions."""
    if found is None:
        return ()
    head = sentence("urged", {"by": found.by, "count": len(found.waiting)})
    return messages([head, *map(_with_period, found.waiting)], _seen(found.waiting))


def _seen(waiting: Sequence[Claimed]) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons of several that wait: all together, and each by itself."""
    rows = ((batch_button(),),) if len(waiting) > 1 else ()
    return (*rows, *((see(c),) for c in waiting[:BUTTONS]))


def nudge(found: Nudge | None) -> tuple[Message, ...]:
    """Ask a reviewer to decide about one submission."""
    if found is None:
        return ()
    claimed = found.claimed
    by, line, due = escape(found.by), _with_period(claimed), when(claimed.due)
    text = both(
        f"⏰ {by} 催办：{line}，待核实，{due} 前完成。\n回复本条：确认 ／ 退回 原因 ／ 改为 数值",
        f"⏰ {by} urges: {line}, waiting for review, due {due}.\n"
        "Reply to this: confirm / return REASON / amend to VALUE",
    )
    seen = sealed(
        both(f"看 {claimed.number:04}", f"See {claimed.number:04}"),
        f"see:{claimed.number}:{claimed.version}",
        claimed.seal,
    )
    return (Message(text, ((seen,),)),)
