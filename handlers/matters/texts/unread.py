"""Why words about matters cannot be taken as they stand, said to whoever wrote them."""

from handlers.matters.texts.words import COLUMN
from handlers.results import Values
from handlers.texts import Said, listed
from scoring.language import both, named


def _line(values: Values) -> dict[str, str]:
    """Say what may have been meant, and give an example of a line that would be taken."""
    found, kinds = values.get("suggestions"), values.get("kinds") or []
    word, what = (
        (both("整改", "/problem"), both("快检室未启用", "test room not in use"))
        if values.get("problem")
        else (both("交办", "/task"), both("食品店排查", "check the food shops"))
    )
    kind, unit, day = f"{named(kinds[0])} " if kinds else "", both("单位", "UNIT"), both("11月20日", "20 Nov")
    told = listed(found or ())
    return {
        "meant": both(f"您是不是要找：{told}？", f"Did you mean: {told}? ") if found else "",
        "example": f"{word} {kind}{unit} {day} {what}",
        "known": listed(kinds),
    }


def _label(values: Values) -> dict[str, str]:
    return {"column": COLUMN.get(values["label"], values["label"])}


UNREAD = {
    "kind_missing": Said(
        "⚠️ 没有受理：没有写督办种类，没有任何改动。可用的有：{known}。请照样重发：{example}",
        "⚠️ Not accepted: the kind of matter is missing. Nothing has changed. The kinds are: {known}. Please send it again "
        "like this: {example}",
        _line,
    ),
    "kind_unknown": Said(
        "⚠️ 没有受理：没有叫“{text}”的督办种类，没有任何改动。{meant}请照样重发：{example}",
        "⚠️ Not accepted: there is no kind of matter called “{text}”. Nothing has changed. {meant}Please send it again "
        "like this: {example}",
        _line,
    ),
    "kind_not_yours": Said(
        "⚠️ 没有受理：“{text}”不由您交办，没有任何改动。{meant}请由交办单位办理，或照样重发：{example}",
        "⚠️ Not accepted: “{text}” is not for you to assign. Nothing has changed. {meant}Please leave it to the "
        "assigning department, or send it again like this: {example}",
        _line,
    ),
    "kind_other_form": Said(
        "⚠️ 没有受理：“{text}”要用另一个命令（交办 或 整改），没有任何改动。请照样重发：{example}",
        "⚠️ Not accepted: “{text}” needs the other command (/task or /problem). Nothing has changed. Please send it "
        "again like this: {example}",
        _line,
    ),
    "unit_missing": Said(
        "⚠️ 没有受理：没有写承办单位，没有任何改动。请照样重发：{example}",
        "⚠️ Not accepted: the unit is missing. Nothing has changed. Please send it again like this: {example}",
        _line,
    ),
    "unit_unknown": Said(
        "⚠️ 没有受理：没有叫“{text}”的单位，没有任何改动。{meant}请照样重发：{example}",
        "⚠️ Not accepted: there is no unit called “{text}”. Nothing has changed. {meant}Please send it again like "
        "this: {example}",
        _line,
    ),
    "arena_unknown": Said(
        "⚠️ 没有受理：没有叫“{text}”的擂台，没有任何改动。{meant}请照样重发：{example}",
        "⚠️ Not accepted: there is no arena called “{text}”. Nothing has changed. {meant}Please send it again like "
        "this: {example}",
        _line,
    ),
    "deadline_missing": Said(
        "⚠️ 没有受理：没有看到时限（读到“{text}”），没有任何改动。请写明哪天，照样重发：{example}",
        "⚠️ Not accepted: there is no deadline where “{text}” stands. Nothing has changed. Please write the day, and send "
        "it again like this: {example}",
        _line,
    ),
    "deadline_unread": Said(
        "⚠️ 没有受理：没有看懂时限“{text}”，没有任何改动。请写成 11月20日、下周五 或 3个工作日，照样重发：{example}",
        "⚠️ Not accepted: the deadline “{text}” is not understood. Nothing has changed. Please write it as 20 Nov, "
        "11-20 12:00 or next Friday, and send it again like this: {example}",
        _line,
    ),
    "deadline_past": Said(
        "⚠️ 没有受理：时限已经过去，没有任何改动。请改正日期重发。",
        "⚠️ Not accepted: the deadline has passed. Nothing has changed. Please correct the day and send it again.",
    ),
    "deadline_too_soon": Said(
        "⚠️ 没有受理：时限至少要在一小时以后，没有任何改动。请改正时间重发。",
        "⚠️ Not accepted: the deadline has to be at least an hour from now. Nothing has changed. Please correct the time "
        "and send it again.",
    ),
    "deadline_outside": Said(
        "⚠️ 没有受理：时限不在 {year} 年内，没有任何改动。请改正日期重发。",
        "⚠️ Not accepted: the deadline is not in {year}. Nothing has changed. Please correct the day and send it again.",
    ),
    "title_missing": Said(
        "⚠️ 没有受理：没有写事项标题，没有任何改动。请照样重发：{example}",
        "⚠️ Not accepted: the title is missing. Nothing has changed. Please send it again like this: {example}",
        _line,
    ),
    "title_long": Said(
        "⚠️ 没有受理：标题超过 {most} 字，没有任何改动。请缩短后重发。",
        "⚠️ Not accepted: the title has more than {most} characters. Nothing has changed. Please shorten it and send it again.",
    ),
    "label_twice": Said(
        "⚠️ 没有受理：“{column}”写了两次，没有任何改动。请只写一次重发。",
        "⚠️ Not accepted: “{column}” is written twice. Nothing has changed. Please write it once and send it again.",
        _label,
    ),
    "label_empty": Said(
        "⚠️ 没有受理：“{column}”后面没有内容，没有任何改动。请补上或去掉重发。",
        "⚠️ Not accepted: nothing is written after “{column}”. Nothing has changed. Please add it or leave it out, and "
        "send it again.",
        _label,
    ),
    "label_long": Said(
        "⚠️ 没有受理：“{column}”超过 {most} 字，没有任何改动。请缩短后重发。",
        "⚠️ Not accepted: “{column}” has more than {most} characters. Nothing has changed. Please shorten it and send "
        "it again.",
        _label,
    ),
    "parent_unread": Said(
        "⚠️ 没有受理：没有看懂上级“{text}”，没有任何改动。请写台账号，例如：上级：T0003",
        "⚠️ Not accepted: the parent “{text}” is not understood. Nothing has changed. Please write its number, for "
        "example: parent: T0003",
    ),
    "quantity_unread": Said(
        "⚠️ 没有受理：没有看懂数量“{text}”，没有任何改动。请写成 数量：40户，或 数量：东湖所40、西溪所38",
        "⚠️ Not accepted: the quantity “{text}” is not understood. Nothing has changed. Please write it as "
        "quantity: 40, or quantity: Donghu Office 40, Xixi Office 38",
    ),
    "quantity_unit": Said(
        "⚠️ 没有受理：数量里的“{text}”不是承办单位，或写了两次，没有任何改动。请改正重发。{meant}",
        "⚠️ Not accepted: “{text}” in the quantity is not one of the units, or is written twice. Nothing has changed. "
        "Please correct it and send it again. {meant}",
        _line,
    ),
    "quantity_left": Said(
        "⚠️ 没有受理：数量没有写全各承办单位，没有任何改动。请补上重发。{meant}",
        "⚠️ Not accepted: the quantity does not name all the units. Nothing has changed. Please add them and send it "
        "again. {meant}",
        _line,
    ),
    "figure_unread": Said(
        "⚠️ 没有受理：没有看懂“{text}”，没有任何改动。请写完成数，例如：改为 27/30",
        "⚠️ Not accepted: “{text}” is not understood. Nothing has changed. Please write how much is done, for example: "
        "amend to 27/30",
    ),
    "reason_short": Said(
        "⚠️ 没有受理：原因至少写两个字，没有任何改动。请重新回复，例如：退回 缺少照片",
        "⚠️ Not accepted: the reason needs two characters at least. Nothing has changed. Please reply again, for "
        "example: return photos are missing",
    ),
    "words_long": Said(
        "⚠️ 没有受理：话太长了，请缩短到 {most} 字以内重发，没有任何改动。",
        "⚠️ Not accepted: that is too long, please shorten it to {most} characters and send it again. Nothing has changed.",
    ),
}
"""Why words cannot be taken as they stand, by the codes of the readers."""
TEXTS = {f"matter_{code}": said for code, said in UNREAD.items()}
