"""Edges of free text: replies, answers to what is open, files, edited messages, /cancel, and plain sentences."""

from typing import cast

from telegram import Message, Update

from handlers import phrases
from handlers.context import Context
from handlers.conversation import views
from handlers.conversation.actions import guided, keyboards, listening, offers, questions, replies, working
from handlers.conversation.results import EditAsked, KeyboardShown, Offered, Step, StepShown, Worked, Working
from handlers.conversation.texts import TEXTS
from handlers.journey import Command, Draft, Journey, Letter, Owners, Press, Tick, no_submission, payload_of
from handlers.reporting.actions import evidence
from handlers.results import Edit, Owed, Reaction, RepliedTo, Text
from handlers.texts import text
from handlers.turn import Turn


async def reply(update: Update, context: Context, owners: Owners) -> None:
    """Read a reply to a card, to a later message about a submission, or to the message that reported it."""
    message = cast("Message", update.message)
    answered = cast("Message", message.reply_to_message)
    own = answered.from_user is not None and answered.from_user.id == context.account
    said = message.text or message.caption or ""
    decided = phrases.decision(said)
    shown, edited_at = (answered.text or answered.caption or "", None) if own else (None, answered.edit_date)
    replied = RepliedTo(answered.message_id, shown, edited_at)
    await context.act(replies.reply, update, replied, decided, said, owners)


def is_table(message: Message) -> bool:
    """Say whether a message is a table or a rulebook by its name, or a template for one.

    What answers anything but a file belongs to that.
    """
    answered = message.reply_to_message
    if message.document is None or (answered is not None and answered.document is None):
        return False
    name = message.document.file_name or ""
    is_template = name.lower().endswith(".docx") and phrases.names_template(name + (message.caption or ""))
    return is_template or name.lower().endswith((".xlsx", ".xlsm", ".xls", ".csv", ".toml"))


async def table(update: Update, context: Context, said: str, owners: Owners) -> None:
    """Take a table that was sent: for a lead values of many units, for others evidence."""
    await context.act(listening.table, update, said, owners)


async def anything(update: Update, context: Context, said: str, owners: Owners) -> None:
    """Take a text that is nothing else: the answer to an open question, or not understood."""
    await context.act(listening.hear, update, said, phrases.decision(said), owners)


async def begin(update: Update, context: Context, command: str) -> None:
    """Ask step by step what a command without words leaves open."""
    await context.act(guided.begin, update, command)


async def cancel(update: Update, context: Context, rest: str) -> None:
    """`/cancel`: ends what was half done."""
    del rest
    await context.act(listening.cancel, update)


async def edited(update: Update, context: Context, words: str, command: tuple[str, str] | None) -> None:
    """Say that an edited message executes nothing, or ask whether the new value of a report is meant."""
    lines = phrases.report_lines(command[1]) if command is not None and command[0] == "report" else ()
    await context.act(questions.edited, update, words, lines)


async def album(update: Update, context: Context) -> None:
    """Take an item without words of an album in the group: it follows the one that carries the report."""
    await context.act(evidence.came, update)


def _step(turn: Turn, owed: Owed[StepShown]) -> tuple[Step, int | None]:
    return guided.step(turn, owed.payload.draft, owed.payload.page), owed.payload.message


JOURNEY = Journey(
    name="conversation",
    texts=TEXTS,
    commands=(Command("cancel", cancel, ("取消",), looks=True),),
    presses=(
        Press("answer", questions.press_question, before="q", of="draft"),
        Press("step", guided.press, before="d", of="draft"),
        Press("edit", questions.press_edit, before="e", of="draft"),
        Press("resume", guided.resume, takes=1, numbers=1, of="draft"),
        Press("meant", offers.press, takes=3, numbers=3, names="version", of="draft"),
        Press("report", guided.begin, takes=0, rest=("report",), before="rep"),
    ),
    letters=(
        Letter(
            "text",
            Text,
            payload_of,
            lambda found: text(found.code, found.values),
            in_group=True,
            about=replies.said_of,
        ),
        Letter("reaction", Reaction, payload_of, lambda found: found, counted=False, again=True),
        Letter(
            guided.LETTER,
            StepShown,
            _step,
            lambda found: views.step(found[0]),
            answered=guided.reply,
            wants_files=guided.wants_evidence,
        ),
        Letter("step_page", StepShown, _step, lambda found: Edit(found[1], views.step(found[0])), again=True),
        Letter(
            "keyboard",
            KeyboardShown,
            keyboards.renewed,
            views.keyboard,
            again=True,
            edits="keyboard",
            refused=keyboards.lost,
        ),
        Letter(
            working.WORKING,
            Working,
            working.still,
            views.working,
            about=no_submission,
        ),
        Letter(
            working.WORKED,
            Worked,
            payload_of,
            views.worked,
            again=True,
            about=no_submission,
        ),
        Letter(offers.KIND, Offered, offers.offered, views.offered),
        Letter(questions.EDITED, EditAsked, questions.changes, views.edited, answered=questions.reply_to_edit),
    ),
    drafts=(
        Draft(guided.KIND, guided.answered, guided.asks_for_evidence, guided.file),
        Draft(offers.KIND),
        Draft(questions.EDIT, questions.answer_edit),
        Draft("report", questions.answer_by_text, files=questions.file),
    ),
    ticks=(Tick("keyboards", keyboards.fading, keyboards.fade),),
)
