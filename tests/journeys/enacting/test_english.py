"""A rulebook and a schedule are changed in English."""

from tests.cast import ADMIN, LEADER
from tests.journeys.enacting.test_rulebooks import SAMPLE, confirmed, send, weighted
from tests.stage import Stage, english, labels

PEOPLE = ("韩管理员", "沈局长")


def test_a_rulebook_is_judged_offered_and_signed_in_english(stage: Stage) -> None:
    for person in (ADMIN, LEADER):
        stage.say(person, "/language en")
    confirmed(stage)
    faulty = send(stage, SAMPLE.replace('input = "rate"', 'input = "ratio"', 1), name="new.toml")
    assert faulty.text.startswith("⚠️ Not accepted: faults of new.toml: ")
    offered = send(stage, weighted(8, 2), name="new.toml")
    assert "metric Requests replied in time, full marks: 5.00 → 8.00" in offered.text
    assert labels(offered) == ["From November 2026 (2)", "From December 2026", "Cancel"]
    assert stage.press(ADMIN, offered.id, "From November 2026 (2)") == ("", False)
    asked = stage.last(LEADER)
    assert asked.text.startswith("✍️ 韩管理员 asks for this, from November 2026 on; it comes into force once you sign.")
    assert stage.press(LEADER, asked.id, "Agree") == ("✅ Signed; it is in force.", False)
    assert stage.last(ADMIN).text == (
        "✅ In force from November 2026 on: rulebook (韩管理员, 沈局长). Earlier periods go by what held then."
    )
    for message in (offered, asked, *stage.said(ADMIN)[-2:]):
        english(message, *PEOPLE)
