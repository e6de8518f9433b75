"""The posts, when they are due, how they are checked, and what an admin answers about one that may not have arrived."""

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from handlers import phrases
from handlers.journey import Journey, Letter, Press, Rendered, Tick, Word, repeated
from handlers.publishing.actions import arriving, checking, circulars, documents, posts, workbooks, years
from handlers.publishing.results import Checked, Circular, Doubt, Filed, Posted, Refused, SentAsked
from handlers.publishing.texts import TEXTS
from handlers.publishing.views import circular, template, workbook, year
from handlers.publishing.views import posts as views
from handlers.results import Owed
from handlers.standings.results import Filed as UnitFile
from handlers.standings.views import pictures
from handlers.texts import text
from handlers.turn import Turn

log = logging.getLogger(__name__)
B = TypeVar("B")
R = TypeVar("R")
Posts = tuple[Letter[Any, Any], Letter[Any, Any]]


def _posts(kind: str, query: Callable[[Turn, Owed[Posted]], R], view: Callable[[R], Rendered]) -> Posts:
    """Declare a kind of post, and the picture that follows one whose text went out without it."""
    whole = Letter(kind, Posted, query, view, public=True, late=f"{kind}_picture")
    return whole, repeated(f"{kind}_picture", public=True)


def _maker(
    query: Callable[[Turn, int], Iterable[tuple[str, B]]], name: Callable[[B], str], build: Callable[[B], bytes]
) -> Callable[[Turn, int], Iterator[documents.Made]]:
    """Compose how a kind of document is made: of which units there is one, what stands in it, its name and bytes."""
    return lambda turn, number: ((unit, name(found), build(found)) for unit, found in query(turn, number))


def lay_out(found: Circular) -> bytes:
    """Make a circular by the bureau's own template, where it has one; by the standard where that fails after all."""
    if found.template:
        try:
            return template.build(found)
        except Exception:
            log.exception("a circular could not be made by its template, and is laid out by the standard")
    return circular.build(found)


MAKERS = {
    "circular": _maker(circulars.circular, circular.file_name, lay_out),
    "workbook": _maker(workbooks.workbook, workbook.file_name, workbook.build),
    "evaluation": _maker(years.evaluation, year.list_name, year.build_list),
}


def _files(turn: Turn, number: int, unit: str) -> Iterator[documents.Made]:
    found = years.file(turn, number, unit)
    return ((kind, name(found), build(found)) for kind, (name, build) in year.FILES.items())


OF_UNITS = (years.units, _files)
JOURNEY = Journey(
    name="publishing",
    texts=TEXTS,
    words=(
        Word(phrases.CHECK, alone=checking.how_to_check, quoting=checking.quoted),
        Word(phrases.SEND_AGAIN, alone=arriving.to_send_again),
    ),
    presses=(
        Press("post_arrived", arriving.settle_unknown, takes=3, numbers=3, before="out", of="letter"),
        Press("publication_again", arriving.send_again, takes=1, numbers=1),
    ),
    letters=(
        *_posts("week", posts.week, pictures.post),
        *_posts("result", posts.result, views.tell_result),
        Letter("unit_file", UnitFile, years.asked, lambda found: year.hand_over(*found)),
        Letter("document", Filed, documents.document, lambda found: views.hand_over(*found), public=True),
        Letter("checked", Checked, checking.check, lambda found: text(found.code, found.values), in_group=True),
        Letter("sent_list", SentAsked, arriving.sent_list, views.tell_sent),
        Letter("ask_arrived", Doubt, arriving.doubted, views.ask_arrived),
        Letter("post_refused", Refused, arriving.refused, lambda found: views.tell_refused(*found)),
    ),
    ticks=(
        Tick("week_post", posts.weeks_due, posts.post_weeks),
        Tick("documents", documents.lacking, partial(documents.make, makers=MAKERS)),
        Tick("unit_files", documents.files_lacking, partial(documents.make_files, of_units=OF_UNITS)),
        Tick("post_again", arriving.refused_due, arriving.try_again),
    ),
)
