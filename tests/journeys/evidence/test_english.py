"""Evidence in English: it is shown, and what is none is refused."""

from tests.cast import HEAD, NAMES, REVIEWER
from tests.stage import Stage, english


def test_evidence_is_shown_and_refused_in_english(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, "/language en")
    stage.say(HEAD, photo=picture, caption="/report 工单按期回复率 98/100")
    stage.say(REVIEWER, "/language en")
    stage.say(REVIEWER, "Evidence", reply_to=stage.card(REVIEWER).id)
    shown = next(one for one in reversed(stage.said(REVIEWER)) if one.text.startswith("📎"))
    assert shown.text.startswith("📎 Evidence of No. 0001 (1): ")
    assert "\n1 photo (王所长 19 Nov 09:" in shown.text
    english(shown, *NAMES.values())
    stage.say(HEAD, document=("a.exe", b"MZ"))
    refused = next(one for one in reversed(stage.said(HEAD)) if "a.exe" in one.text)
    assert refused.text.startswith("⚠️ Not accepted: “a.exe” is of a kind that is not taken")
    english(refused)
