"""A veto is asked for, signed and lifted in English."""

from tests.cast import ADMIN, LEADER
from tests.journeys.vetoing.test_vetoing import report
from tests.stage import Stage, english, labels

PEOPLE = ("沈局长", "韩管理员", "杨管理员")


def test_a_veto_is_asked_for_signed_and_lifted_in_english(quiet_stage: Stage) -> None:
    stage = quiet_stage
    report(stage)
    for person in (ADMIN, LEADER):
        stage.say(person, "/language en")
    stage.say(LEADER, "/veto")
    english(stage.last(LEADER))
    stage.say(LEADER, "/veto Donghu Office November 2026 serious accident at work")
    asked, card = stage.last(LEADER), stage.last(ADMIN)
    assert "serious accident at work" in asked.text
    assert "Office serious" not in asked.text
    assert asked.text.startswith("⚖️ Signature asked for: a veto, Donghu Office, November 2026 (")
    assert (
        "Now: rank 1, 4.50 points\nOnce agreed: no rank, 4.50 points\nOther units: Xixi Office rank 2 → 1" in asked.text
    )
    assert labels(card) == ["✅ Agree", "↩️ Disagree"]
    assert stage.press(ADMIN, card.id, "✅ Agree") == ("Signed; in force now.", False)
    signed = stage.last(LEADER)
    assert "Asked for by 沈局长, signed by 韩管理员; in force now." in signed.text
    stage.say(LEADER, "/veto 东湖所 again")
    assert "there is a veto on Donghu Office for November 2026 already" in stage.last(LEADER).text
    for message in (asked, card, signed, stage.last(LEADER)):
        english(message, *PEOPLE)
    stage.say(LEADER, "/veto Donghu Office lift all was mended")
    stage.press(ADMIN, stage.last(ADMIN).id, "✅ Agree")
    assert stage.last(ADMIN).text.startswith("⚖️ Veto lifted: Donghu Office, November 2026 (it was: ")
    english(stage.last(ADMIN), *PEOPLE)
