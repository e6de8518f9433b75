"""HTML is read as Telegram's server reads it."""

import pytest

from bot.sandbox.api.html import parsed
from bot.sandbox.refusals import Refused
from bot.sandbox.world.entities import found


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("<b>重</b>", "重", [("bold", 0, 1)]),
        ("😀<i>斜</i>", "😀斜", [("italic", 2, 1)]),
        ("<b><u>x</u>y</b>", "xy", [("bold", 0, 2), ("underline", 0, 1)]),
        ("&lt;b&gt; &amp; &quot;&#20013;&#x4e2d; &nbsp;", '<b> & "中中 &nbsp;', []),
        ("<code>/start</code> /start", "/start /start", [("code", 0, 6), ("bot_command", 7, 6)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<blockquote expandable>长</blockquote>", "长", [("expandable_blockquote", 0, 1)]),
        (
            '<span class="tg-spoiler">密</span><tg-spoiler>密</tg-spoiler>',
            "密密",
            [("spoiler", 0, 1), ("spoiler", 1, 1)],
        ),
        ('<a href="https://x.cn/?a=1&amp;b=2">看</a>', "看", [("text_link", 0, 1)]),
        ("<a href=x>看</a>", "看", []),
        ("<b>  空 </b>\n", "空", [("bold", 0, 1)]),
        ("<del>a</del><ins>b</ins><em>c</em>", "abc", [("strikethrough", 0, 1), ("underline", 1, 1), ("italic", 2, 1)]),
        ('<tg-emoji emoji-id="53">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
        ("<b></b>x", "x", []),
    ],
)
def test_html_becomes_text_and_entities(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    got, marks = parsed(html, "HTML", None)
    assert (got, [(one["type"], one["offset"], one["length"]) for one in marks]) == (text, entities)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("好 < 坏", 'Unsupported start tag "" at byte offset 4'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x"', 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<i =a>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<i a = ", 'Unclosed start tag "i" at byte offset 0'),
        ("<a href=x,y>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_broken_html_is_refused_with_the_place(html: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        parsed(html, "html", None)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/report 满意率 98", [("bot_command", 0, 7)]),
        ("/rank@leitai_bot 11月", [("bot_command", 0, 16)]),
        ("上报/report", []),
        ("1/2 98/100", []),
        ("找 @leitai_bot #擂台", [("mention", 2, 11), ("hashtag", 14, 3)]),
        ("见https://x.cn/a?b=1，谢谢", [("url", 1, 18)]),
    ],
)
def test_commands_mentions_and_links_are_found(text: str, entities: list[tuple[str, int, int]]) -> None:
    assert [(one["type"], one["offset"], one["length"]) for one in found(text)] == entities
