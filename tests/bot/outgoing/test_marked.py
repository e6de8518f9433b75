"""The mark of a rehearsal: before all words, at the head of every picture, and in the name of every file."""

from bot.outgoing.marked import marked
from handlers import texts
from handlers.results import Button, Document, Edit, Message, Picture, Reaction
from scoring.language import Spoken, speaking
from tests.handlers.pictures.boards_made import made_board

DRILL = texts.DRILL[0]


def test_whatever_is_sent_bears_the_mark_and_is_else_as_it_was() -> None:
    rows = ((Button("确认", "confirm:1:1"),),)
    assert marked(Message("已收到", rows)) == Message(f"{DRILL}已收到", rows)
    assert marked(Edit(7, Message("已收到"))) == Edit(7, Message(f"{DRILL}已收到"))
    assert marked(Reaction(7, "👌")) == Reaction(7, "👌")
    board = made_board(3)
    found = marked(Picture(((board, 1),), caption="【市场监管所擂台】", file="board.png"))
    assert isinstance(found, Picture)
    ((shown, page),) = found.pages
    assert (shown.badge, page) == (f"{DRILL}{board.badge}", 1)
    assert (found.caption, found.instead, found.file) == (f"{DRILL}【市场监管所擂台】", "", f"{DRILL}board.png")
    file = marked(Document("表.xlsx", "填报表", lambda: b"", "填报表"))
    assert isinstance(file, Document)
    assert (file.name, file.caption, file.instead) == (f"{DRILL}表.xlsx", f"{DRILL}填报表", f"{DRILL}填报表")


def test_the_mark_is_in_the_language_that_is_spoken() -> None:
    with speaking(Spoken("en")):
        assert marked(Message("Taken in")) == Message("[Rehearsal] Taken in")
