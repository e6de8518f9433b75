"""Who may do anything about people: every act of the office, by everybody."""

from handlers.inviting.actions import opening, staff
from tests.cast import ADMIN, COLLEAGUE, HEAD, LEADER, PARTY_HEAD, REVIEWER, SECOND_ADMIN, STRANGER
from tests.handlers.bench import Bench

OFFICE = (ADMIN, SECOND_ADMIN)


def test_the_acts_of_the_office_are_asked_of_everybody_and_done_for_admins_alone(bench: Bench) -> None:
    bench.do(staff.people, ADMIN, "加人 东湖所 负责人 王五")
    (sheet,) = bench.owed("invite_sheet")
    acts = ((opening.admit, sheet.id), (opening.refuse, sheet.id), (staff.invite_rest, 1), (staff.ask_again, 1))
    for person in (HEAD, COLLEAGUE, REVIEWER, LEADER, PARTY_HEAD, STRANGER, *OFFICE):
        told = {bench.code(act, person, number) for act, number in acts}
        if person in OFFICE:
            assert told <= {"old_button", "invite_sheet_before", "people_none_wait"}
        else:
            assert told == {"stranger" if person == STRANGER else "admins_only"}
        assert bench.code(staff.people, person, "邀请", forged="anonymous") == "forged"
