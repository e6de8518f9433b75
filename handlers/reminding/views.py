"""What waits for somebody, in words: /pending, reminders, digests, what is overdue, and 催办."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count, groupby

from handlers.deciding.views import BATCH, see
from handlers.reminding.results import Digest, Item, Nudge, Reminder, Todo
from handlers.results import Button, Message
from handlers.submissions.results import Claimed
from handlers.submissions.views.lines import what_is_open, with_state
from handlers.submissions.views.sealed import sealed
from handlers.submissions.views.values import by_whom, final, value_of
from handlers.texts import SENTENCES, day, escape, messages, numbered, sentence, text, when

BUTTONS = 20
"""How many submissions a message gives a button each; the others are found in /pending."""
DAYS = {0: "今天", 1: "明天", 2: "后天"}


def todo(found: Todo) -> tuple[Message, ...]:
    """Tell somebody what waits for them, numbered throughout; what can be done at once comes with a button."""
    parts: list[str] = []
    place = count(1)
    buttons: list[tuple[Button, ...]] = []
    if found.decide:
        parts.append(f"📋 等您核实 {len(found.decide)} 项：")
        parts += [
            f"{next(place)} {numbered(c.number)} {escape(c.unit)} {escape(c.metric)} {escape(final(c))}{what_is_open(c)}"
            for c in found.decide
        ]
        buttons += [(BATCH,)] if len(found.decide) > 1 else []
        buttons += _each("看", "see", [(c, c.unit) for c in found.decide])
    if found.mend:
        parts.append("↩️ 已退回，等您改报：")
        parts += [f"{next(place)} {with_state(claimed)}" for claimed in found.mend]
        buttons += _each("✏️ 改报", "report_again", [(c, c.metric) for c in found.mend])
    if found.waiting:
        parts.append("⏳ 已报，待核实：")
        parts += [f"{next(place)} {with_state(claimed)}" for claimed in found.waiting]
        buttons += _each("催办", "urge", [(c, c.metric) for c in found.waiting if c.case is None])
    if found.locked:
        parts.append("🔒 锁定时还没有确认，没有计分。要计入须申请更正，两人签字：")
        parts += [f"{next(place)} {escape(c.unit)} {c.period} {with_state(c)}" for c in found.locked]
        buttons += _each("🔁 申请更正", "propose", [(c, c.metric) for c in found.locked])
    for one in found.missing:
        today = found.now.date()
        values = {
            "unit": one.unit,
            "period": one.period,
            "count": len(one.metrics),
            "until": moment(today, one.due),
            "locked": moment(today, one.lock),
            "late": found.now >= one.due,
        }
        parts.append(sentence("todo_missing", values))
        parts += [f"{next(place)} {escape(name)}" for name in one.metrics]
        parts.append(f"上报请发：/report {escape(one.metrics[0])} 数值")
    if found.missing:
        buttons.append((Button("✍️ 一项一项报", "report:0:0"),))
    for number, kind in found.lost:
        parts.append(f"❓ {_post(kind) or '一条消息'}（第 {number} 号信件）不知是否送达，请看群里有没有。")
    if any(found.matters):
        mine, waiting = found.matters
        parts.append(sentence("matter_waiting", {"count": mine, "waiting": waiting}))
    if found.flags:
        parts.append(sentence("todo_flags", {"count": found.flags}))
    posts = [number for number, kind in found.lost if _post(kind)]
    buttons += [
        (Button("已发出", f"post_arrived:{number}:1"), Button("重发", f"post_arrived:{number}:0")) for number in posts
    ]
    buttons += _preference(found)
    return messages(parts or ["✅ 没有等您办理的事。"], tuple(buttons))


def _post(kind: str) -> str:
    """Return what admins call a kind of post; nothing where it is none."""
    return sentence(f"post_{kind}", {}) if f"post_{kind}" in SENTENCES else ""


def _each(label: str, press: str, found: list[tuple[Claimed, str]]) -> list[tuple[Button, ...]]:
    """Return a button a submission, with a name beside the number."""
    return [
        (sealed(f"{label} {c.number:04} {name}"[:40], f"{press}:{c.number}:{c.version}", c.seal),)
        for c, name in found[:BUTTONS]
    ]


def _preference(found: Todo) -> list[tuple[Button, ...]]:
    """Offer somebody who decides the form to fill in, and the other way of being told."""
    if found.cards is None:
        return []
    other_way = text("digest_state", {"digest": found.cards == "digest", "hours": found.hours}).buttons
    return [(Button("📄 下载填报表", "form:0:0"),), *other_way]


def moment(today: date, due: datetime) -> str:
    """Write a deadline as people say it: 明天（12月3日）17:00."""
    near = DAYS.get((due.date() - today).days)
    return f"{near}（{day(due)}）{due:%H:%M}" if near else when(due)


def reminder(found: Reminder | None) -> tuple[Message, ...]:
    """List what a head has not reported, numbered as replies may name it, and what was returned."""
    if found is None:
        return ()
    lines = []
    due = moment(found.today, found.due)
    for (unit, period), several in groupby(found.items, key=lambda item: (item.unit, item.period)):
        items = list(several)
        lines.append(f"⏰ {escape(unit)} {period}还有 {len(items)} 项未报，{due} 截止：")
        lines += [_item(item) for item in items]
    if found.items:
        first = found.items[0]
        lines.append(f"直接回复“{first.place} {first.example}”即可，一行一项。")
    if found.mend:
        lines.append(f"↩️ 已退回，请在 {due} 前改正重报：")
        lines += [f"{_line(claimed)}：{escape(claimed.reason or '')}" for claimed in found.mend]
    nil = (Button("本月无", f"nil:{found.letter}:0"),) if found.items else ()
    return messages(lines, ((*nil, Button("今天不再提醒", f"mute:{found.letter}:0")),))


def _item(item: Item) -> str:
    text = f"{item.place} {escape(item.metric)}"
    if item.number is not None:
        text += f"（{numbered(item.number)} 已退回：{escape(item.reason or '')}）"
    return text


def _line(claimed: Claimed) -> str:
    return f"{numbered(claimed.number)} {escape(claimed.unit)} {escape(claimed.metric)} {escape(value_of(claimed))}"


def nil_choose(found: Reminder | None) -> tuple[Message, ...]:
    """Ask which of several items there is nothing of."""
    if found is None:
        return ()
    rows = [(Button(f"{item.place} {item.metric}"[:40], f"nil:{found.letter}:{item.place}"),) for item in found.items]
    everything = (Button("以上都没有", f"nil:{found.letter}:-1"),)
    return (Message("哪一项本月没有？点一项记一项。也可回复提醒，例如：1 本月无", (*rows[:BUTTONS], everything)),)


def digest(found: Digest | None) -> tuple[Message, ...]:
    """List what waits for a reviewer, a button each."""
    if found is None:
        return ()
    head = f"📋 等您核实 {len(found.waiting)} 项："
    if found.due is not None:
        head = f"⏰ 核实将于{moment(found.today, found.due)} 截止，还有 {len(found.waiting)} 项等您核实："
    lines = [head, *(f"{_line(c)}，{c.period}" for c in found.waiting)]
    return messages(lines, _seen(found.waiting))


def overdue(found: Digest | None) -> tuple[Message, ...]:
    """Tell leaders which cards are still open at the deadline for reviews, lead by lead, to be called for."""
    if found is None:
        return ()
    lines = [f"⚠️ 核实已到期，还有 {len(found.waiting)} 项没有核实（未计分）："]
    rows: list[tuple[Button, ...]] = []
    for lead, several in groupby(sorted(found.waiting, key=by_whom), key=by_whom):
        claims = list(several)
        lines.append(sentence("overdue_lead", {"lead": lead, "count": len(claims)}))
        lines += [f"{_line(c)}，{c.period}" for c in claims]
        label = f"催办 {lead}（{len(claims)} 项）"
        rows.append((Button(label[:40], f"urge_lead:{found.letter}:{claims[0].number}"),))
    return messages(lines, tuple(rows[:BUTTONS]))


def urged(found: Digest | None) -> tuple[Message, ...]:
    """Ask a reviewer to decide about several submissions."""
    if found is None:
        return ()
    head = sentence("urged", {"by": found.by, "count": len(found.waiting)})
    return messages([head, *(f"{_line(c)}，{c.period}" for c in found.waiting)], _seen(found.waiting))


def _seen(waiting: Sequence[Claimed]) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons of several that wait: all together, and each by itself."""
    rows = ((BATCH,),) if len(waiting) > 1 else ()
    return (*rows, *((see(c),) for c in waiting[:BUTTONS]))


def nudge(found: Nudge | None) -> tuple[Message, ...]:
    """Ask a reviewer to decide about one submission."""
    if found is None:
        return ()
    claimed = found.claimed
    text = (
        f"⏰ {escape(found.by)} 催办：{_line(claimed)}，{claimed.period}，待核实，{when(claimed.due)} 前完成。\n"
        "回复本条：确认 ／ 退回 原因 ／ 改为 数值"
    )
    seen = sealed(f"看 {claimed.number:04}", f"see:{claimed.number}:{claimed.version}", claimed.seal)
    return (Message(text, ((seen,),)),)
