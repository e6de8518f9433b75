"""The demo that starts from nothing: the files of a bureau, and the steps to its first confirmed report."""

import csv
import io
import re
from functools import lru_cache

from bot.demo.bureau import GROUP, Role, group_title, of
from bot.demo.stage import Stage
from bot.demo.texts import ADMIT, ALL_INVITING, CONFIRM, IN_FORCE, MINE, OUR_GROUP
from bot.demo.trying import Done, Try, acts, presses, reported, sends, step
from bot.files import read_sample
from scoring.language import LANGUAGES, both, by_default
from scoring.reading.people import COLUMNS, TITLES, written

RULEBOOK, ROSTER = ("云溪方案.toml", "yunxi.toml"), ("名册.csv", "roster.csv")
"""The names of the files, in the language in which the demo began."""
METRIC = "reply_rate"
OURS = ('name = "五赛五比"', 'name = "云溪擂台"')
FIRST = re.compile(r"/start ([0-9A-Z]{4}-[0-9A-Z]{4})")
LINK = re.compile(r"\?start=([\w-]{32})")


def given(stage: Stage) -> dict[str, bytes]:
    """Return the bureau's own rulebook, and its roster, in which nobody has a number."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(both(TITLES, COLUMNS))
    for person in stage.people:
        unit = stage.rulebook.unit(person.unit).name if person.unit else ""
        rows.writerow((unit, person.name, written(person.role), ""))
    ours = read_sample().decode().replace(*OURS).encode()
    return {_ours(RULEBOOK): ours, _ours(ROSTER): out.getvalue().encode("utf-8-sig")}


def _ours(names: tuple[str, str]) -> str:
    return names[LANGUAGES.index(by_default())]


def first_steps(stage: Stage) -> list[Try]:
    """Return what to do from nothing to the first confirmed report; what is secret stands there once it is known."""
    admin, metric = of(stage.people, "admin", ""), stage.rulebook.metric(METRIC)
    boss, lead = admin.person, metric.leads[0]
    head = next(person for person in stage.people if person.role == "head")
    reviewer = of(stage.people, "reviewer", lead)
    code = FIRST.findall(stage.console[-1])[0] if stage.console else ""
    secrets = _secrets(stage, boss)
    rules, people = _ours(RULEBOOK), _ours(ROSTER)
    inviting, in_english = ALL_INVITING
    everything = (inviting.format(name=admin.name), in_english.format(name=admin.name))

    def joining(one: Role, code: str, number: int) -> list[Try]:
        scan = f"/start {secrets[one.name]}" if one.name in secrets else ""
        unit = stage.rulebook.unit(one.unit).name
        return [
            step(code, one.person, acts(one.person, "invite_open"), text=scan, name=one.name, unit=unit),
            step("ask", one.person, acts(one.person, "invite_ask"), press=MINE),
            step("admit", boss, acts(boss, "admit", times=number), press=ADMIT, name=admin.name),
        ]

    return [
        step("code", boss, acts(boss, "first_admin"), text=f"/start {code}", name=admin.name),
        step("rules", boss, sends(boss, rules), file=rules),
        step("in_force", boss, presses(boss, IN_FORCE), press=IN_FORCE),
        step("roster", boss, sends(boss, people), file=people),
        step("invite", boss, presses(boss, everything), press=everything),
        *joining(head, "scan_head", 1),
        *joining(reviewer, "scan_reviewer", 2),
        step("group", boss, Done.in_group, chat=GROUP, group=group_title()),
        step("here", boss, acts(boss, "group"), press=OUR_GROUP),
        step("first", head.person, acts(head.person, "report"), text=reported(metric, "98/100"), name=head.name),
        step("first_confirmed", reviewer.person, acts(reviewer.person, "confirm"), press=CONFIRM, name=reviewer.name),
    ]


def _secrets(stage: Stage, admin: int) -> dict[str, str]:
    """Return what stands on the newest sheet of invites, by the names on its cards."""
    room = stage.chat.rooms[admin]
    media = (message.now.media for message in reversed(room.messages.values()) if message.hand != admin)
    sheet = next((one.data for one in media if one is not None and one.name.endswith(".docx")), None)
    return {} if sheet is None else _on_sheet(sheet)


@lru_cache(maxsize=1)
def _on_sheet(sheet: bytes) -> dict[str, str]:
    from docx import Document  # noqa: PLC0415 - loaded once somebody has printed one

    cells = [cell for row in Document(io.BytesIO(sheet)).tables[0].rows for cell in row.cells if cell.text]
    return {cell.paragraphs[1].text: LINK.findall(cell.text)[0] for cell in cells}
