"""A batch and what became of it, several decisions in one message, and the questions that decisions ask."""

from handlers.deciding.results import Batch, BatchDone, Levels, Proposed, Question
from handlers.results import Button, Message
from handlers.submissions.results import Claimed
from handlers.submissions.texts import OUTLYING, standing_out
from handlers.submissions.views.cards import notice
from handlers.submissions.views.lines import in_a_line
from handlers.submissions.views.sealed import sealed
from handlers.submissions.views.values import seen_beside, value_of
from handlers.texts import escape, mention, messages, numbered, open_in, sentence
from scoring.language import both

QUESTION = ("请回复这条消息", "Please reply to this message")
"""What every question that waits for a reply says, by language: such a reply is never taken for a command."""

QUESTIONS = {
    "ask_appeal": "写明异议的理由，回复后才提出。",
    "ask_uphold": "写明维持的理由，回复后才生效。",
    "ask_revise": "写新的数值和理由，例如：97/100 漏计3件。回复后才生效。",
    "ask_correct": "写更正后的数值和原因，例如：97/100 漏计3件。回复后才提出。",
    "ask_decline": "写明不同意更正的原因，回复后才生效。",
}
"""What each question asks for, after the words that ask for a reply."""

SEEN = 20
"""At most so many buttons for what is left out."""
BATCH = Button("📋 批量确认（先看清单）", "batch:0:0")


def ask(found: Question) -> Message:
    """Ask for the reason of a return or a new value; nothing has changed yet."""
    claimed = found.claimed
    what = f"{numbered(claimed.number)}（第{claimed.version}版）{escape(claimed.unit)} {escape(claimed.metric)}"
    asks = both(*QUESTION)
    wanted = {
        "ask_reason": f"{asks}写明退回原因，回复后才退回。",
        "ask_value": f"{asks}写新的数值，回复后才改动。",
        "ask_new": f"{asks}写新的数值，回复后才改动。",
        **{name: f"{asks}{what}" for name, what in QUESTIONS.items()},
    }[found.kind]
    return Message(f"{mention(found.person, found.name)}：{what}\n{wanted}", ask=True)


def ask_level(found: Levels) -> Message:
    """Offer the levels of an event; nothing has changed yet."""
    claimed = found.question.claimed
    values = {"number": claimed.number, "title": claimed.title, "now": value_of(claimed)}
    key = f"{claimed.number}:{claimed.version}"
    rows = tuple((sealed(name, f"level:{key}:{level}", claimed.seal),) for level, name in found.levels)
    asker = mention(found.question.person, found.question.name)
    return Message(f"{asker}：{sentence('ask_level', values)}", rows, open=open_in("ask_level", values, rows))


def choose(found: tuple[Claimed, ...]) -> Message:
    """List several submissions that a reply could have meant, with a button each."""
    lines = ["这条消息涉及多项申报，刚才没有任何改动。请逐项决定："]
    lines += [f"{numbered(c.number)} {escape(c.unit)} {escape(c.metric)} {escape(value_of(c))}" for c in found]
    rows = tuple(
        (
            sealed(f"✅ 确认 {c.number:04}", f"confirm:{c.number}:{c.version}", c.seal),
            sealed(f"↩️ 退回 {c.number:04}", f"return:{c.number}:{c.version}", c.seal),
        )
        for c in found
    )
    return Message("\n".join(lines), rows)


def batch(found: Batch) -> tuple[Message, ...]:
    """List what one press would confirm, and what it leaves out; the buttons are under the last message."""
    rows: list[tuple[Button, ...]] = []
    parts, last = [], []
    if found.taken:
        parts.append(f"📋 批量确认预览：下面 {len(found.taken)} 项")
        parts += [f"{place} {_line(each)}" for place, each in enumerate(found.taken, 1)]
        label = f"✅ 全部确认 {len(found.taken)} 项"
        rows = [(Button(label, f"batch_confirm:{found.draft}:0"), Button("取消", f"batch_cancel:{found.draft}:0"))]
        last = [sentence("batch_open", {})]
    opened = open_in("batch_open", {}, tuple(rows))
    if found.left:
        parts.append(f"⚠️ 另有 {len(found.left)} 项不在这一批，请逐项核实：")
        parts += [f"{_line(each)}：{_why(each)}" for each in found.left]
        rows += [(see(each.claimed),) for each in found.left[:SEEN]]
    if found.beyond:
        parts.append(f"还有 {found.beyond} 项，这一批办完再发“批量确认”。")
    return messages([*parts, *last], tuple(rows), opened)


def see(claimed: Claimed) -> Button:
    """Return the button that shows a card again."""
    label = f"看 {claimed.number:04} {claimed.unit}"[:40]
    return sealed(label, f"see:{claimed.number}:{claimed.version}", claimed.seal)


def _line(each: Proposed) -> str:
    return f"{in_a_line(each.claimed)}，{each.claimed.period}{escape(seen_beside(each.claimed))}"


def _why(each: Proposed) -> str:
    """Say why it is refused, and how a value stands out."""
    refused = [sentence(code, values) for code, values in each.reasons if code not in OUTLYING]
    return "；".join(filter(None, (*refused, escape(standing_out(each.reasons)))))


def batch_done(found: BatchDone) -> tuple[Message, ...]:
    """Tell what a batch confirmed, what still waits for another lead, and what was not confirmed and why."""
    confirmed = [each for each in found.done if each.state == "confirmed"]
    signed = [each for each in found.done if each.state != "confirmed"]
    parts = []
    if confirmed:
        parts.append(f"✅ 已确认 {len(confirmed)} 项，30分钟内可回复各自的核实卡“撤销”：")
        parts += [in_a_line(each) for each in confirmed]
    if signed:
        parts.append(f"✍ 已签字 {len(signed)} 项，仍待核实（还需其他牵头单位签字）：")
        parts += [in_a_line(each) for each in signed]
    if found.refused:
        parts.append(f"⚠️ 没有确认 {len(found.refused)} 项：")
        parts += [f"{in_a_line(each)}：{sentence(code, values)}" for each, code, values in found.refused]
    return messages(parts)


def notices(found: tuple[Claimed, ...]) -> tuple[Message, ...]:
    """Tell somebody in one message what was decided about several submissions."""
    return messages(notice(each).text for each in found)
