"""From an empty house to the first confirmed report and the group, in the chat alone: played, and counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.files import read_sample
from tests.cast import ADMIN, HEAD, OTHER_GROUP, REVIEWER, SECOND_ADMIN
from tests.journeys.inviting.conftest import CODE, cards, first_code, on_roster, unnumbered
from tests.stage import Stage, labels, playing, staged, without_posts

MOST = 15


@dataclass
class Counted:
    """People on the stage, each of whose acts counts: what they send, press, or scan."""

    stage: Stage
    steps: int = 0

    def say(self, person: int, *words: str, **how: object) -> str:
        self.steps += 1
        self.stage.say(person, *words, **how)
        return self.stage.last(person).text

    def press(self, person: int, label: str) -> str:
        """Press a button of the last message that bears one of this name; returns what is said last then."""
        self.steps += 1
        message = next(seen for seen in reversed(self.stage.said(person)) if label in labels(seen))
        assert self.stage.press(person, message.id, label)[1] is False
        return self.stage.last(person).text


@pytest.fixture
def nothing(tmp_path: Path) -> Iterator[Stage]:
    """The running bot in a house without anybody and without a group."""
    with staged("in process", tmp_path / "data", without_posts(tmp_path)) as stage:
        stage.settings["LEITAI_GROUP"] = ""
        with playing(stage):
            yield stage


def test_from_nothing_to_the_first_confirmed_report_and_the_group_in_fifteen_steps(nothing: Stage) -> None:
    stage, people = nothing, Counted(nothing)
    stage.chat.add_group(OTHER_GROUP, "云溪局工作群", members=[ADMIN, HEAD, REVIEWER], bot="left")
    own = read_sample().replace("五赛五比".encode(), "云溪擂台".encode())

    assert "您已成为第一个管理员。接下来：发 /bureau ，" in people.say(ADMIN, f"/start {first_code(stage)}")
    people.say(ADMIN, document=("云溪方案.toml", own))
    assert "竞赛方案自2026年11月起生效" in people.press(ADMIN, "2026年11月起")
    plan = people.say(ADMIN, document=("名册.csv", unnumbered().encode()))
    assert "请点您是哪一位管理员" in plan
    assert "停用" not in plan
    before = stage.counts()
    people.press(ADMIN, "✅ 全部生效，并发邀请单，我是韩管理员")
    assert any("停用 0 行" in one for one in stage.new(before)[ADMIN]), "who was without a name is the same person"
    assert ("", "韩管理员", "admin", ADMIN) in on_roster(stage)
    assert "管理员" not in {name for _, name, _, _ in on_roster(stage)}
    secrets = cards(stage, ADMIN)
    assert "韩管理员" not in secrets
    assert "杨管理员" in secrets
    for person, name in ((HEAD, "王所长"), (REVIEWER, "李科长")):
        shown = people.say(person, f"/start {secrets[name]}")
        assert CODE.search(shown)
        people.press(person, "是我，申请绑定")
        people.press(ADMIN, "通过")
    people.steps += 1
    stage.chat.add_bot(OTHER_GROUP, ADMIN)
    stage.settle()
    assert "工作群已设为" in people.press(ADMIN, "设为工作群")
    assert "已收到" in people.say(HEAD, "/report 工单按期回复率 98/100")
    assert "已确认" in people.press(REVIEWER, "✅ 确认")

    assert people.steps <= MOST
    assert stage.books()["state"] == "confirmed"
    assert stage.row()["metrics"]["reply_rate"]["value"] == "98/100"
    assert "继续按生效的方案计分" in stage.leitai("check", "--offline").out, "it is the one that was sent"
    stage.say(ADMIN, "/bureau 工作群")
    assert str(OTHER_GROUP) in stage.last(ADMIN).text


def test_an_admin_without_a_name_says_who_of_the_roster_they_are_and_a_word_suffices_where_only_one_can_be(
    empty: Stage,
) -> None:
    stage = empty
    stage.say(ADMIN, f"/start {first_code(stage)}")
    both = unnumbered().splitlines()
    stage.say(ADMIN, document=("名册.csv", "\n".join(both).encode()))
    plan = stage.last(ADMIN)
    stage.say(ADMIN, "确认", reply_to=plan.id)
    assert "有几位管理员，不知道您是哪一位" in stage.last(ADMIN).text
    one = [line for line in both if "韩管理员" not in line]
    stage.say(ADMIN, document=("名册.csv", "\n".join(one).encode()))
    plan = stage.last(ADMIN)
    assert [label for label in labels(plan) if "我是" in label] == [
        "✅ 全部生效，并发邀请单，我是杨管理员",
        "✅ 先不发邀请单，只生效，我是杨管理员",
    ]
    stage.say(ADMIN, "确认", reply_to=plan.id)
    assert "名册已生效" in stage.last(ADMIN).text
    assert ("", "杨管理员", "admin", ADMIN) in on_roster(stage)
    stage.say(ADMIN, document=("名册.csv", unnumbered(SECOND_ADMIN).encode()))
    assert "您就不是管理员了" in stage.last(ADMIN).text, "who has a name is that person"
    assert str(ADMIN) in stage.last(ADMIN).text
