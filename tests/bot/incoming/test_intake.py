"""Updates as they come: kept while the bot was down, in any order, twice, and by numbers that begin anew."""

from tests.cast import HEAD, OTHER_HEAD, REVIEWER
from tests.stage import Stage


def test_what_was_said_while_the_bot_was_down_is_done_on_return(stage: Stage) -> None:
    stage.stop()
    stage.chat.say(HEAD, "/report 工单按期回复率 98/100")
    stage.chat.say(OTHER_HEAD, "/report 工单按期回复率 90/100")
    stage.start()
    stage.settle()
    assert [row["unit"] for row in stage.json("submissions")] == ["donghu", "xixi"]
    assert len(stage.cards(REVIEWER)) == 2


def test_update_ids_that_begin_anew_are_new_updates(stage: Stage) -> None:
    stage.report(HEAD)
    first = stage.chat.updates.recent[0]["update_id"]
    stage.until(lambda: not stage.chat.updates.pending)
    stage.chat.updates.restart_ids(first)
    stage.stop()
    stage.start()
    stage.report(OTHER_HEAD)
    assert len(stage.json("submissions")) == 2


def test_duplicated_and_reordered_updates_count_once(stage: Stage) -> None:
    stage.chat.faults.updates(duplicate=0.5, reorder=0.5, seed=3)
    for number in range(4):
        stage.chat.say(HEAD, f"/highlight 亮点提报 市级 第{number}件")
    stage.settle()
    stage.chat.faults.clear()
    assert sorted(row["title"] for row in stage.json("submissions")) == [f"第{number}件" for number in range(4)]
