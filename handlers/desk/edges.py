"""Edges of the office's desk: /bureau, its pages and files, and the groups that the bot is taken into."""

from telegram import ChatMember, ChatMemberUpdated, Update

from handlers.context import Context
from handlers.desk.actions import drill, group, pages, records, roster
from handlers.desk.results import DeskShown, Nothing, RecordsWanted, RosterAsked, RosterFaults, RosterWanted
from handlers.desk.texts import TEXTS
from handlers.desk.views import files
from handlers.desk.views import pages as views
from handlers.journey import Command, Draft, Journey, Letter, Press, Tick, payload_of
from handlers.results import Leave

OUTSIDE = (ChatMember.BANNED, ChatMember.LEFT)


async def bureau(update: Update, context: Context, rest: str) -> None:
    """`/bureau`, `/bureau 页`, `/bureau 锁定 +6天 12:00`: the office's desk."""
    await context.act(pages.desk, update, rest)


async def membership(change: ChatMemberUpdated, context: Context) -> None:
    """Note that the bot was taken into a group, thrown out of one, or has other rights there."""
    was, now = change.old_chat_member.status in OUTSIDE, change.new_chat_member.status in OUTSIDE
    title, by = change.chat.title or "", change.from_user.id
    await context.note(group.moved, change.chat.id, title, by, inside=not now, came=was and not now)


JOURNEY = Journey(
    name="desk",
    texts=TEXTS,
    commands=(Command("bureau", bureau, ("管理",), menu=12, readers=("admin",), looks=True),),
    presses=(
        Press("desk", pages.turn_to),
        Press("desk_extend", pages.extend),
        Press("desk_close", pages.close, takes=0, numbers=1),
        Press("desk_again", pages.send_again, takes=0, numbers=1),
        Press("drill_begin", drill.begin, takes=1, numbers=1),
        Press("drill_end", drill.end),
        Press("roster_fetch", roster.fetch, takes=0, numbers=1),
        Press("roster_invite", roster.invite, takes=0, numbers=1),
        Press("roster_take", roster.take, takes=3, numbers=3, of="draft"),
        Press("roster_drop", roster.drop, takes=1, numbers=1, of="draft"),
        Press("group_choose", group.choose, takes=1, numbers=1),
        Press("group_leave", group.leave, takes=1, numbers=1),
        Press("records_export", records.export, takes=0, numbers=1),
    ),
    letters=(
        Letter("desk", DeskShown, pages.page, views.shown),
        Letter("desk_page", DeskShown, pages.page, views.shown, again=True, edits="message"),
        Letter("roster", RosterWanted, roster.roster_file, files.roster),
        Letter("roster_plan", RosterAsked, roster.plan, views.plan, answered=roster.answered, long=True),
        Letter("roster_faults", RosterFaults, payload_of, views.faults),
        Letter("records", RecordsWanted, records.records_file, files.records),
        Letter("leave", Nothing, payload_of, lambda _: Leave(), counted=False, again=True),
    ),
    drafts=(Draft(roster.SENT), Draft(roster.PLAN)),
    ticks=(Tick("group", group.look_due, group.look),),
)
