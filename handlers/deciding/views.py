"""A batch and what became of it, several decisions in one message, and the questions that decisions ask."""

from handlers.deciding.results import Batch, BatchDone, Levels, Proposed, Question
from handlers.results import Button, Message
from handlers.submissions.results import Claimed
from handlers.submissions.texts import ABOUT, OUTLYING, standing_out
from handlers.submissions.views.cards import BUTTONS, notice
from handlers.submissions.views.lines import in_a_line, unit_metric
from handlers.submissions.views.sealed import sealed
from handlers.submissions.views.values import seen_beside, value_of
from handlers.texts import escape, listed, mention, messages, numbered, open_in, sentence
from scoring.calendar import worded
from scoring.language import Words, both

QUESTION = ("请回复这条消息", "Please reply to this message")
"""What every question that waits for a reply says: its answer is a command only as a bare word that no button of it has."""

QUESTIONS = Words(
    {
        "ask_reason": ("写明退回原因，回复后才退回。", " with the reason; only then is it returned."),
        "ask_value": ("写新的数值，回复后才改动。", " with the new value; only then is it changed."),
        "ask_new": ("写新的数值，回复后才改动。", " with the new value; only then is it changed."),
        "ask_appeal": ("写明异议的理由，回复后才提出。", " with the reason of the objection; only then is it made."),
        "ask_uphold": (
            "写明维持的理由，回复后才生效。",
            " with the reason why it stands; only then does it take effect.",
        ),
        "ask_revise": (
            "写新的数值和理由，例如：97/100 漏计3件。回复后才生效。",
            " with the new value and the reason, for example: 97/100 three were left out. Only then does it take effect.",
        ),
        "ask_correct": (
            "写更正后的数值和原因，例如：97/100 漏计3件。回复后才提出。",
            " with the right value and the reason, for example: 97/100 three were left out. Only then is it proposed.",
        ),
        "ask_decline": (
            "写明不同意更正的原因，回复后才生效。",
            " with the reason why you decline the correction; only then does it take effect.",
        ),
    }
)
"""What each question asks for, behind the words that ask for a reply."""

SEEN = 20
"""At most so many buttons for what is left out."""


def ask(found: Question) -> Message:
    """Ask for the reason of a return or a new value; nothing has changed yet."""
    claimed = found.claimed
    version, named = claimed.version, unit_metric(claimed)
    what = numbered(claimed.number) + both(f"（第{version}版）{named}", f" (version {version}) {named}")
    asker = mention(found.person, found.name)
    return Message(f"{asker}{both('：', ': ')}{what}\n{both(*QUESTION)}{QUESTIONS[found.kind]}", ask=True)


def batch_button() -> Button:
    """Return the button that lists what waits."""
    return Button(both("📋 批量确认（先看清单）", "📋 Confirm several"), "batch:0:0")


def ask_level(found: Levels) -> Message:
    """Offer the levels of an event; nothing has changed yet."""
    claimed = found.question.claimed
    values = {"number": claimed.number, "title": claimed.title, "now": value_of(claimed)}
    key = f"{claimed.number}:{claimed.version}"
    rows = tuple((sealed(worded(name), f"level:{key}:{level}", claimed.seal),) for level, name in found.levels)
    asker = mention(found.question.person, found.question.name)
    return Message(
        f"{asker}{both('：', ': ')}{sentence('ask_level', values)}", rows, open=open_in("ask_level", values, rows)
    )


def choose(found: tuple[Claimed, ...]) -> Message:
    """List several submissions that a reply could have meant, with a button each."""
    head = both(
        "这条消息涉及多项申报，刚才没有任何改动。请逐项决定：",
        "This message is about several submissions; nothing has changed. Please decide each of them:",
    )
    lines = [head, *(f"{numbered(c.number)} {unit_metric(c)} {escape(value_of(c))}" for c in found)]
    rows = tuple(
        (
            sealed(f"{BUTTONS['confirm']} {c.number:04}", f"confirm:{c.number}:{c.version}", c.seal),
            sealed(f"{BUTTONS['return']} {c.number:04}", f"return:{c.number}:{c.version}", c.seal),
        )
        for c in found
    )
    return Message("\n".join(lines), rows)


def batch(found: Batch) -> tuple[Message, ...]:
    """List what one press would confirm, and what it leaves out; the buttons are under the last message."""
    rows: list[tuple[Button, ...]] = []
    parts, last = [], []
    if found.taken:
        count = len(found.taken)
        parts.append(both(f"📋 批量确认预览：下面 {count} 项", f"📋 To be confirmed at once: these {count}"))
        parts += [f"{place} {_line(each)}" for place, each in enumerate(found.taken, 1)]
        label, cancel = both(f"✅ 全部确认 {count} 项", f"✅ Confirm all {count}"), both("取消", "Cancel")
        rows = [(Button(label, f"batch_confirm:{found.draft}:0"), Button(cancel, f"batch_cancel:{found.draft}:0"))]
        last = [sentence("batch_open", {})]
    opened = open_in("batch_open", {}, tuple(rows))
    late = [each for each in found.left if any(code == "locked_claim" for code, _ in each.reasons)]
    alone = [each for each in found.left if each not in late]
    if alone:
        parts.append(
            both(
                f"⚠️ 另有 {len(alone)} 项不在这一批，请逐项核实：",
                f"⚠️ {len(alone)} more are not among them, please review each by itself:",
            )
        )
        parts += [f"{_line(each)}{both('：', ': ')}{_why(each)}" for each in alone]
    if late:
        parts.append(ABOUT["undecided"])
        parts += [_line(each) for each in late]
    if found.left:
        rows += [(see(each.claimed),) for each in found.left[:SEEN]]
    if found.beyond:
        parts.append(
            both(
                f"还有 {found.beyond} 项，这一批办完再发“批量确认”。",
                f"There are {found.beyond} more: when these are done send /batch again.",
            )
        )
    return messages([*parts, *last], tuple(rows), opened)


def see(claimed: Claimed) -> Button:
    """Return the button that shows a card again."""
    label = f"{both('看', 'See')} {claimed.number:04} {worded(claimed.unit)}"[:40]
    return sealed(label, f"see:{claimed.number}:{claimed.version}", claimed.seal)


def _line(each: Proposed) -> str:
    period, beside = worded(each.claimed.period), escape(seen_beside(each.claimed))
    return f"{in_a_line(each.claimed)}{both('，', ', ')}{period}{beside}"


def _why(each: Proposed) -> str:
    """Say why it is refused, and how a value stands out."""
    refused = [sentence(code, values) for code, values in each.reasons if code not in OUTLYING]
    return listed(filter(None, (*refused, escape(standing_out(each.reasons)))), "；")


def batch_done(found: BatchDone) -> tuple[Message, ...]:
    """Tell what a batch confirmed, what still waits for another lead, and what was not confirmed and why."""
    confirmed = [each for each in found.done if each.state == "confirmed"]
    signed = [each for each in found.done if each.state != "confirmed"]
    parts = []
    if confirmed:
        count = len(confirmed)
        parts.append(
            both(
                f"✅ 已确认 {count} 项，30分钟内可回复各自的核实卡“撤销”：",
                f"✅ {count} confirmed; for 30 minutes you can reply to the card of each “undo”:",
            )
        )
        parts += [in_a_line(each) for each in confirmed]
    if signed:
        count = len(signed)
        parts.append(
            both(
                f"✍ 已签字 {count} 项，仍待核实（还需其他牵头单位签字）：",
                f"✍ {count} signed and still to be reviewed (other lead departments sign, too):",
            )
        )
        parts += [in_a_line(each) for each in signed]
    if found.refused:
        parts.append(both(f"⚠️ 没有确认 {len(found.refused)} 项：", f"⚠️ {len(found.refused)} not confirmed:"))
        parts += [
            f"{in_a_line(each)}{both('：', ': ')}{sentence(code, values)}" for each, code, values in found.refused
        ]
    return messages(parts)


def notices(found: tuple[Claimed, ...]) -> tuple[Message, ...]:
    """Tell somebody in one message what was decided about several submissions."""
    return messages(notice(each).text for each in found)
