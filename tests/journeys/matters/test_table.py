"""Every cell of the table of acts on a matter, as it is written: what is done, what is refused with what sentence."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from handlers.matters.actions import acting, assigning, saying, stepping, which
from handlers.results import Answer, Refusal, Sender
from handlers.texts import sentence
from handlers.turn import Turn
from scoring.reading.acts import WORDS
from storage import audit, matters, parts, rulebooks, values
from storage.database import Database
from storage.outbox import Letter
from tests.cast import (
    ADMIN,
    COLLEAGUE,
    FOOD_REVIEWER,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    PARTS,
    REVIEWER,
    SECOND_REVIEWER,
)
from tests.engine import newest
from tests.handlers.matters.bureau import Ledgers, rulebook

KIND = """
[[kinds]]
id = "cell"
name = "逐格整改"
form = "problem"
assigners = ["bangongshi"]
verifiers = ["xiaobao"]
propose = true
recheck = 30
"""
RULES = rulebook() + KIND.encode()
CAST = {
    "负责人": HEAD,
    "另一负责人": COLLEAGUE,
    "别的单位负责人": OTHER_HEAD,
    "核查人": REVIEWER,
    "另一核查人": SECOND_REVIEWER,
    "交办人": OFFICE_REVIEWER,
    "别的核实人": FOOD_REVIEWER,
    "局领导": LEADER,
    "管理员": ADMIN,
}
OUTSIDE = ("别的单位负责人", "别的核实人")
"""Who is not told that there is such a matter."""
STATES = {
    "无": None,
    "待立项": "proposed",
    "办理中": "open",
    "申请延期": "asking",
    "待核查": "verifying",
    "已销号": "closed",
    "已撤项": "withdrawn",
}
LINE = "逐格整改 东湖所 11月25日 快检室未启用 数量：40 措施：配齐试剂 责任人：张明"
LIVE = ("待立项", "办理中", "申请延期", "待核查")
# The table of the rules as it is written. In 待核查 and 已销号 the 负责人 finished, in 已销号 the 核查人 verified. What
# is said in another state than its own means there what its word means: 确认 accepts, grants or verifies.
TABLE = """
| act       | said                    | 无     | 待立项 | 办理中   | 申请延期 | 待核查 | 已销号 | who |
| assign    | 整改                    | 办理中 |        |          |          |        |        | 交办人 局领导 管理员 |
| propose   | 整改                    | 待立项 |        |          |          |        |        | 负责人 另一负责人 |
| accept    | 确认                    |        | 办理中 |          |          |        |        | 核查人 另一核查人 |
| refuse    | 退回 重复提出           |        | 已撤项 |          |          |        |        | 核查人 另一核查人 |
| progress  | 进展 25/40              |        |        | 办理中   | 申请延期 |        |        | 负责人 另一负责人 |
| finish    | 完成 38/40              |        |        | 待核查   | 待核查   |        |        | 负责人 另一负责人 |
| recall    | 撤回                    |        | 已撤项 |          |          | 办理中 |        | 负责人 另一负责人 |
| ask       | 延期 12月2日 设备未到货 |        |        | 申请延期 |          |        |        | 负责人 另一负责人 |
| grant     | 确认                    |        |        |          | 办理中   |        |        | 核查人 另一核查人 |
| deny      | 退回 理由不足           |        |        |          | 办理中   |        |        | 核查人 另一核查人 |
| verify    | 确认                    |        |        |          |          | 已销号 |        | 核查人 另一核查人 |
| amend     | 改为 27/40              |        |        |          |          | 已销号 |        | 核查人 另一核查人 |
| return    | 退回 缺少照片           |        |        |          |          | 办理中 |        | 核查人 另一核查人 |
| take_back | 撤销                    |        |        | 已撤项   |          |        |        | 交办人 |
| take_back | 撤销                    |        |        |          |          |        | 待核查 | 核查人 |
| move      | 改期 12月2日 合并办理   |        |        | 办理中   | 办理中   |        |        | 交办人 |
| withdraw  | 撤项 不再需要           |        | 已撤项 | 已撤项   | 已撤项   |        |        | 交办人 |
| withdraw  | 撤项 不再需要           |        | 已撤项 | 已撤项   | 已撤项   | 已撤项 |        | 局领导 |
| settle    | 巩固                    |        |        |          |          |        | 已销号 | 另一核查人 局领导 |
| rebound   | 反弹 12月10日 又出现    |        |        |          |          |        | 办理中 | 另一核查人 局领导 |
| hand_over | 移交 西溪所 机构调整    |        | 已撤项 | 已撤项   | 已撤项   | 已撤项 |        | 管理员 |
| urge      | 催办                    |        |        | 办理中   | 申请延期 | 待核查 |        | 负责人 另一负责人 |
| urge      | 催办                    |        |        | 办理中   | 申请延期 | 待核查 |        | 核查人 另一核查人 |
| urge      | 催办                    |        |        | 办理中   | 申请延期 | 待核查 |        | 交办人 局领导 管理员 |
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: an act, how it is said, who does it, and the state that follows from each."""

    act: str
    said: str
    who: tuple[str, ...]
    ends: dict[str, str]


def _rows() -> Iterator[Row]:
    head, *lines = ([cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.strip().splitlines())
    for act, said, *ends, who in lines:
        yield Row(
            act, said, tuple(who.split()), {state: end for state, end in zip(head[2:-1], ends, strict=True) if end}
        )


ROWS = tuple(_rows())
ACTS = tuple(dict.fromkeys(row.act for row in ROWS))
SAID = {row.act: row.said for row in ROWS}


def wanted(act: str, state: str, who: str) -> str | None:
    """Return the state that is to follow when somebody says the word of an act; None: it is refused."""
    word = SAID[act].partition(" ")[0]
    ends = [row.ends[state] for row in ROWS if state in row.ends and who in row.who and row.said.split()[0] == word]
    assert len(set(ends)) <= 1, "a word means one thing in a state"
    return ends[0] if ends else None


# The house, and how each state comes about


class Cells(Ledgers):
    """A bureau with one kind of which everybody has a part of their own."""

    def books(self) -> tuple[object, ...]:
        """Return all that is kept of matters and their cells, and how long the chain is."""
        with self.turn() as turn:
            told = [act for part in matters.every(turn.tx) for act in part.acts]
            kept = parts.every(turn.tx), parts.every_count(turn.tx), list(values.every_counted(turn.tx))
            return told, kept, audit.length(turn.tx)

    def stands(self, unit: str = "donghu") -> str:
        """Return the state of the part as people call it."""
        with self.turn() as turn:
            found = parts.get(turn.tx, 1, unit)
        return next(word for word, code in STATES.items() if code == (found and found.state))

    def say(self, who: int, words: str) -> None:
        """Let somebody do something with the number."""
        self.do(saying.numbered, who, words.replace(" ", " T1 ", 1) if " " in words else f"{words} T1")


def _to(state: str, bench: Cells) -> None:
    """Bring the part of 东湖所 into a state."""
    if state == "无":
        return
    bench.do(assigning.assign, HEAD if state == "待立项" else OFFICE_REVIEWER, "problem", LINE)
    bench.later(minutes=5)
    steps = {
        "申请延期": [(HEAD, "延期 11月30日 设备未到货")],
        "待核查": [(HEAD, "完成 38/40")],
        "已销号": [(HEAD, "完成 38/40"), (REVIEWER, "确认")],
        "已撤项": [(OFFICE_REVIEWER, "撤项 不再需要")],
    }
    for who, words in steps.get(state, []):
        bench.say(who, words)
        bench.later(minutes=5)


def _without_the_unit() -> bytes:
    """Return rules that no longer have 东湖所."""
    found = RULES.replace(b'id = "donghu"\n', b'id = "donghu"\nuntil = "2026-10"\n')
    assert found != RULES
    return found


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cells]:
    """A bureau in which every cell is tried, and undone."""
    bench = Cells(Database(newest(tmp_path_factory.mktemp("cells") / "leitai.db")), parts=PARTS, rules=RULES)
    bench.furnish()
    yield bench
    bench.database.close()


# The ways


def by_number(bench: Cells, who: int, said: str) -> Answer:
    """Say it with the number; a line that assigns has none yet."""
    word, _, rest = said.partition(" ")
    if word == "整改":
        return bench.do(assigning.assign, who, "problem", LINE)
    return bench.do(saying.numbered, who, f"{word} T1 {rest}".strip())


def by_reply(bench: Cells, who: int, said: str) -> Answer:
    """Say it in reply to a card of the part; a line that assigns may reply to anything."""
    if said == "整改":
        return bench.do(assigning.assign, who, "problem", f"整改 {LINE}")
    card = next(iter(bench.owed("matter_card")), None)
    return bench.do(_replied, who, card, said)


def _replied(turn: Turn, sender: Sender, card: Letter | None, said: str) -> Answer:
    if card is None:  # there is no message about it, and what replies to nothing is about nothing
        return saying.unreplied(turn, sender, said) or _nothing()
    return saying.replied(turn, sender, which.of_letter(turn, card), card, said)


def _nothing() -> Answer:
    raise Refusal("nothing_to_reply_to")


def by_button(bench: Cells, who: int, said: str) -> Answer:
    """Press it, and answer what is asked then; an assignment is made step by step."""
    word, _, rest = said.partition(" ")
    if word == "整改":
        kind, unit, day, *subject = LINE.split()
        got = {"kind": "cell", "owners": "donghu", "until": "2026-11-25T17:00:00+08:00", "subject": " ".join(subject)}
        assert (kind, unit, day) == ("逐格整改", "东湖所", "11月25日")
        return bench.do(_guided, who, got)
    with bench.turn() as turn:
        seen = which.stamp(turn, which.parts_of(turn, 1)[0]) if matters.get(turn.tx, 1) is not None else 0
    answer = bench.do(acting.press, who, 1, parts.key_of("donghu"), seen, WORDS[word], pressed=True)
    if answer.code != "matter_ask":
        return answer
    return bench.do(saying.answered, who, bench.owed("matter_question")[-1], rest, None)


WAYS: tuple[Callable[[Cells, int, str], Answer], ...] = (by_number, by_reply, by_button)


def _guided(turn: Turn, sender: Sender, got: dict[str, str]) -> Answer:
    assert "cell" in stepping.offered(turn, turn.person(sender), "problem", "kind", {})
    return stepping.guided(turn, sender, "problem", got)


def told(bench: Cells, way: Callable[[Cells, int, str], Answer], who: int, said: str) -> Refusal | None:
    """Let somebody try it; returns why not, also where a line of several was refused."""
    owed = len(bench.owed(assigning.RECEIPT))
    try:
        way(bench, who, said)
    except Refusal as refusal:
        return refusal
    for letter in bench.owed(assigning.RECEIPT)[owed:]:
        for one in letter.payload["refused"] if "refused" in letter.payload else letter.payload["others"]:
            return Refusal(one["code"], **one["values"])
    return None


def faults(bench: Cells, act: str, state: str, name: str, way: Callable[[Cells, int, str], Answer]) -> Iterator[str]:
    """Try a cell, and yield what is not as it is written."""
    end, before = wanted(act, state, name), bench.books()
    refused = told(bench, way, CAST[name], SAID[act])
    stands, changed = bench.stands(), bench.books() != before
    if end is not None:
        if refused is not None or stands != end or not changed:
            yield f"is {stands} instead of {end}" + (f" ({refused.code})" if refused else "")
        return
    anew = act in ("assign", "propose") and state in ("已销号", "已撤项")  # another matter of the same title
    if stands != state or (changed and not anew):
        yield f"is {stands}, which should be refused"
    elif refused is None:
        if not anew:
            yield "is not refused"
    elif not (_says(refused, state, name) and _offers(refused, state, name)):
        yield f"is refused without state or way out, or offers another: {refused.code} {_sentence(refused)}"


def _sentence(refused: Refusal) -> str:
    return sentence(refused.code, refused.values)


def _says(refused: Refusal, state: str, name: str) -> bool:
    """Say whether a refusal says how the part stands and what is possible, to whom it concerns."""
    if refused.code in ("nothing_to_reply_to", "old_button"):
        return state == "无"
    said = _sentence(refused)
    if refused.code == "matter_double":
        return state in LIVE
    out = re.search(r"请|现在请回复：|/\w+", said) is not None
    if state == "无" or refused.code.startswith("matter_assign") or refused.code == "matter_not_yours_to_assign":
        return out
    return out and (state in said or (refused.code == "matter_unknown" and name in OUTSIDE))


def _offers(refused: Refusal, state: str, name: str) -> bool:
    """Say whether a refusal offers what the table lets this person do now; whom 催办 reaches, it may leave out."""
    may = {row.act for row in ROWS if state in row.ends and name in row.who} - {"urge", "hand_over"}
    return "acts" not in refused.values or set(refused.values["acts"]) - {"urge", "hand_over"} == may


@pytest.mark.parametrize("state", STATES)
def test_every_cell_answers_as_it_is_written_by_number_by_reply_and_by_button(bench: Cells, state: str) -> None:
    found, tried = [], 0
    with bench.trying():
        _to(state, bench)
        assert bench.stands() == state
        for act in ACTS:
            with bench.trying():
                if act == "hand_over":
                    with bench.turn() as turn:
                        rulebooks.put_in_force(turn.tx, "sha256:ended", _without_the_unit(), bench.now.date())
                        turn.record(ADMIN, "rulebook")
                for name in CAST:
                    for way in WAYS:
                        with bench.trying():
                            tried += 1
                            where = f"{act} in {state} by {name} {way.__name__}"
                            found += [f"{where} {fault}" for fault in faults(bench, act, state, name, way)]
    assert tried == 20 * 9 * 3
    assert not found, "\n".join(found)
