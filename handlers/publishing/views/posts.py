"""The result of a period as it is posted, and what an admin is told of a post that did not simply arrive."""

import html

from handlers.publishing.results import Doubted, Result, Sent
from handlers.results import Button, Content, Document, Message
from handlers.standings.views import pictures
from handlers.texts import open_in, sentence, why_refused

SHOWN = 4
"""Corrections that a caption names."""


def tell_result(found: Result) -> tuple[Content, ...]:
    """Return the result of a period as a post: who is first, who rose most, what was corrected, until when 公示 runs."""
    return pictures.post(found.board, [html.unescape(line) for line in _lead(found)])


def _lead(found: Result) -> list[str]:
    """Write the lines before the units."""
    lines = []
    if found.version > 1:
        lines.append(sentence("result_version", {"version": found.version}))
    first = [row for row in found.board.rows if row.rank == "1"]
    if first:
        lines.append(sentence("result_first", {"names": [row.name for row in first], "total": first[0].total}))
    risen = max((row.movement or 0 for row in found.board.rows), default=0)
    if risen > 0 and found.version == 1:
        names = [row.name for row in found.board.rows if row.movement == risen]
        lines.append(sentence("result_risen", {"names": names, "count": risen}))
    for one in found.corrections[:SHOWN]:
        values = {"unit": one.unit, "metric": one.metric, "was": one.before, "now": one.after, "text": one.why}
        lines.append(sentence("result_corrected", values))
    if len(found.corrections) > SHOWN:
        lines.append(sentence("result_more", {"count": len(found.corrections) - SHOWN}))
    if found.notice is not None:
        lines.append(sentence("result_notice", {"due": found.notice}))
    return lines


def hand_over(kind: str, name: str, content: bytes) -> Document:
    """Hand over a document of a result; where it is refused nothing else goes out for it."""
    if kind == "evaluation":
        caption = sentence("evaluation_told", {})
    else:
        caption = sentence("circular_told", {}) if kind == "circular" else sentence("workbook_told", {})
    return Document(name, caption, lambda: content, "")


def tell_sent(found: tuple[Sent, ...]) -> Message:
    """List what was made public lately and whether it arrived, with a button to send each again."""
    lines = [sentence("sent_head", {})]
    buttons = []
    for place, one in enumerate(found, 1):
        values = {
            "place": place,
            "kind": one.kind,
            "week": one.occasion,
            "version": one.version,
            "arena": one.arena,
            "letter": one.state,
            "day": one.at,
        }
        lines.append(sentence("sent_one", values))
        buttons.append(Button(sentence("sent_again", {"place": place}), f"publication_again:{one.number}"))
    return Message("\n".join(lines), (tuple(buttons[:3]), tuple(buttons[3:])) if buttons[3:] else (tuple(buttons),))


def ask_arrived(post: Doubted) -> Message:
    """Ask an admin whether a public post arrived whose outcome nobody knows."""
    values = {"arena": post.arena, "week": post.slot, "what": _what(post)}
    arrived = Button(sentence("post_is_out", {}), f"post_arrived:{post.letter}:{post.attempt}:1")
    again = Button(sentence("post_not_out", {}), f"post_arrived:{post.letter}:{post.attempt}:0")
    rows = ((arrived, again),)
    return Message(sentence("post_doubted", values), rows, open=open_in("post_doubted", values, rows))


def tell_refused(post: Doubted, reason: str, picture: bool) -> Message:  # noqa: FBT001 - what is found is handed on
    """Tell an admin that a public post, or its picture, was refused, and that it can be sent again."""
    values = {"arena": post.arena, "week": post.slot, "reason": why_refused(reason), "what": _what(post)}
    code = "post_picture_refused" if picture else "post_refused"
    rows = ((Button(sentence("post_again_now", {}), f"post_arrived:{post.letter}:{post.attempt}:0"),),)
    return Message(sentence(code, values), rows, open=open_in(code, values, rows))


def _what(post: Doubted) -> str:
    if post.kind in ("document", "flag_post"):
        return sentence("post_document" if post.kind == "document" else "post_flag_post", {})
    return sentence("post_week" if post.kind == "week" else "post_result", {})
