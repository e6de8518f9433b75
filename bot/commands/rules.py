"""What stands beside a rulebook in its folder: the bureau's template of circulars, judged before anything is done."""

from pathlib import Path

from bot.files import read_bytes
from bot.incoming.templates import read_template
from bot.incoming.workbooks import UnfitError
from bot.process import RefusedError
from bot.settings import Settings
from handlers.texts import sentence
from scoring.faults import FaultyError
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook


def template_beside(file: Path | None, rulebook: Rulebook) -> bytes | None:
    """Return the template that a rulebook names, from the folder of its file; refused where it cannot be used."""
    name = rulebook.publish.template
    if file is None or not name:
        return None
    data = read_bytes(file.with_name(name))
    try:
        wrong = read_template(name, data)
    except UnfitError as error:
        raise RefusedError(sentence(error.code, error.values)) from None
    if wrong:
        told = [sentence(code, values) for code, values in wrong]
        raise RefusedError(*told, sentence("template_faulty", {"name": name, "count": len(wrong)}))
    return data


def rules_of(settings: Settings) -> tuple[bytes, bytes | None]:
    """Return the rulebook of the settings and the template that it names: what an empty house begins with."""
    body = settings.read_rulebook()
    try:
        return body, template_beside(settings.rulebook, load(body))
    except FaultyError as error:
        raise RefusedError(*(fault.sentence() for fault in error.faults)) from None
