"""转交: a card is handed over within a lead."""

import pytest

from tests.cast import (
    ADMIN,
    COLLEAGUE,
    LEGAL_REVIEWER,
    NAMES,
    OTHER_HEAD,
    PARTS,
    REVIEWER,
    SQUAD_REVIEWER,
    TASK_FORCE,
    Part,
    roster_csv,
)
from tests.stage import Stage, labels


@pytest.fixture
def squad(quiet_stage: Stage) -> Stage:
    """Two leads with two reviewers each who sign both, one of them an admin who reviews for the other lead."""
    joining = (
        Part(TASK_FORCE, "蒋组长", "reviewer", "执法大队"),
        Part(COLLEAGUE, "赵副所长", "reviewer", "政策法规科"),
        Part(ADMIN, "韩管理员", "reviewer", "政策法规科"),
    )
    left = tuple(part for part in PARTS if part.person not in (TASK_FORCE, COLLEAGUE))
    file = quiet_stage.folder.with_name("changed.csv")
    file.write_text(roster_csv((*left, *joining)), encoding="utf-8")
    assert quiet_stage.leitai("roster", "import", str(file), "--replace").code == 0
    quiet_stage.report(OTHER_HEAD, "铁拳 4")
    return quiet_stage


def test_a_card_is_handed_over_only_to_reviewers_of_the_same_lead(squad: Stage) -> None:
    card = squad.card(SQUAD_REVIEWER).id
    cards = {person: len(squad.cards(person)) for person in NAMES}
    for other in (LEGAL_REVIEWER, COLLEAGUE, ADMIN, REVIEWER):
        squad.say(SQUAD_REVIEWER, f"转交 {NAMES[other]}", reply_to=card)
        assert "还没有转交" in squad.last(SQUAD_REVIEWER).text
        assert "可以转交给：蒋组长。" in squad.last(SQUAD_REVIEWER).text
    squad.press(SQUAD_REVIEWER, card, "转交")
    choice = squad.last(SQUAD_REVIEWER)
    assert labels(choice) == ["➡️ 蒋组长"]
    data = choice.buttons[0][0].data or ""
    for other in (LEGAL_REVIEWER, COLLEAGUE, ADMIN, REVIEWER):
        squad.forge(SQUAD_REVIEWER, choice.id, data.replace(str(TASK_FORCE), str(other)))
        told, alert = squad.press(SQUAD_REVIEWER, choice.id, "旧")
        assert (alert, "没有任何改动" in told) == (True, True)
    assert {person: len(squad.cards(person)) for person in NAMES} == cards
    squad.say(SQUAD_REVIEWER, "转交 蒋组长", reply_to=card)
    assert "已转交：蒋组长" in squad.card(TASK_FORCE).text
    squad.say(LEGAL_REVIEWER, "转交 蒋组长", reply_to=squad.card(LEGAL_REVIEWER).id)
    assert "可以转交给：赵副所长、韩管理员。" in squad.last(LEGAL_REVIEWER).text
