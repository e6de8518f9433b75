"""What is said about flags."""

from handlers.results import Values
from handlers.texts import FLAGS, MARKS, Said, cut, listed
from scoring.calendar import worded
from scoring.language import Words, both, named

LABELS = Words(
    {
        "issue": ("发", "Issue"),
        "refuse": ("不发", "Do not issue"),
        "change": ("改为", "Change"),
        "withdraw": ("撤销", "Withdraw"),
    }
)
"""What leaders press."""
SAID = Words({act: (said, "change to" if act == "change" else act) for act, (said, _) in LABELS.pairs.items()})
"""What they write."""
STATES = Words(
    {
        "proposed": ("还没有决定", "is not decided yet"),
        "issued": ("已经发出", "was issued"),
        "refused": ("已决定不发", "was refused"),
        "withdrawn": ("已经撤销", "was withdrawn"),
    }
)


def _flag(values: Values) -> dict[str, str]:
    return {"flag": FLAGS[values["colour"]], "mark": MARKS[values["colour"]]}


def _card(values: Values) -> dict[str, str]:
    """Say by which rule, and how long the unit has been at the bottom."""
    red = values["colour"] == "red"
    count, below, many = values["count"], values["below"], values["streak"]
    first = both(f"前 {count} 名", f"the first {count}")
    last = both(f"后 {count} 名，且总分低于 {below}", f"the last {count} with a total below {below}")
    streak = both(f"\n已连续 {many} 期排在末位", f"\nLast for {many} periods in a row") if many > 1 else ""
    return {**_flag(values), "rule": first if red else last, "streak": streak}


def _done(values: Values) -> dict[str, str]:
    flag, unit = FLAGS[values["colour"]], cut(named(values["unit"]))
    did = {
        "issue": both(f"发{flag}", f"{flag} issued"),
        "refuse": both(f"不发{flag}", f"{flag} not issued"),
        "change": both(f"改为 {unit} {flag}", f"changed to {unit}, {flag}"),
        "withdraw": both(f"撤销{flag}", f"{flag} withdrawn"),
    }
    return {"did": did[values["flag_act"]], "reason": values["reason"]}


def _asks(values: Values) -> dict[str, str]:
    """Say how to reply with each of what is possible."""
    change = both("改为 单位或旗 理由", "change to UNIT REASON (or red, black for the unit)")
    ways = {act: f"{said} {both('理由', 'REASON')}" for act, said in SAID.items()} | {"change": change}
    return {"ways": both(" ／ ", " / ").join(ways[act] for act in values["possible"])}


def _why(values: Values) -> dict[str, str]:
    """Say what to write; of a change first for whom."""
    flag, act = FLAGS[values["colour"]], values["flag_act"]
    target = both(
        "改成哪家单位（或哪种旗）和理由，例如：西溪所 更正后应为该所",
        "the other unit (or red, black) and the reason, for example: black last after the correction",
    )
    wanted = target if act == "change" else both("理由", "the reason")
    return {"act": LABELS[act] + both("", " ") + flag, "wanted": wanted}


def _told(values: Values) -> dict[str, str]:
    """Say what was issued, and what it was before where that was told."""
    flag, before = FLAGS[values["colour"]], values["flag_before"]
    issued = both(f"发{flag}", f"Issued: {flag}") if before is None else both(f"改发{flag}", f"Changed: {flag}")
    did = both(f"撤销{flag}", f"Withdrawn: {flag}") if values["flag_act"] == "withdraw" else issued
    was = ""
    if before and values["flag_act"] == "change":
        unit, colour = named(before[0]), FLAGS[before[1]]
        was = both(f"（原为{unit} {colour}）", f" (before: {unit}, {colour})")
    return {**_flag(values), "did": did, "was": was, "reason": values["reason"]}


def _changed(values: Values) -> dict[str, str]:
    """Name whom flags were proposed for, and whom they would be now."""
    told = {
        name: listed(f"{named(unit)} {FLAGS[colour]}" for unit, colour in values[name])
        for name in ("flags_old", "flags_new")
    }
    return {name: flags or both("无", "none") for name, flags in told.items()}


def _places(values: Values) -> dict[str, str]:
    told = (
        both(f"{period} 第 {rank} 名 {total} 分", f"{worded(period)} rank {rank}, {total} points")
        for period, rank, total in values["bottoms"]
    )
    return {"told": listed(told, both("；", "; "))}


TEXTS = {
    "flag_card": Said(
        "{mark} <b>{flag}提名</b> {period} {arena}\n{unit}：{place}（通报第 {publication} 号）\n依据：{rule}{streak}",
        "{mark} <b>Proposed: {flag}</b>, {period} {arena}\n{unit}: {place} (publication no. {publication})\nRule: {rule}{streak}",
        _card,
    ),
    "flag_later": Said(
        "更正后（第{version}版）：{place}，{told}",
        "After the correction (version {version}): {place}, {told}",
        lambda v: {
            "told": both("仍在提名之列", "still proposed") if v["still"] else both("已不在提名之列", "proposed no more")
        },
    ),
    "flag_earlier": Said("（在此之前还决定过 {count} 次）", "({count} earlier decisions)"),
    "flag_done": Said("{at} {by}：{did}，理由：{reason}", "{at} {by}: {did}, reason: {reason}", _done),
    "flag_asks": Said(
        "",
        "",
        _asks,
        open="只发局领导，没有局领导决定就不发。回复本条：{ways}",
        open_en="Only leaders see this; without a leader’s decision no flag is issued. Tap below, or reply to this: {ways}",
    ),
    "flag_place": Said("第 {rank} 名，{total} 分", "rank {rank}, {total} points"),
    "flag_no_place": Said("没有名次", "no rank"),
    "flag_why": Said(
        "请回复这条消息，写明{wanted}（至少两个字），回复后才{act}：{unit}，{period}。",
        "Please reply to this message with {wanted} (at least two characters); only then is it done: {act}, {unit}, {period}.",
        _why,
    ),
    "flag_told": Said(
        "{mark} {period} {arena}\n{did}：<b>{unit}</b>，{place}{was}\n理由：{reason}\n由局领导决定，依据通报第 {publication} 号。",
        "{mark} {period} {arena}\n{did}, <b>{unit}</b>, {place}{was}\nReason: {reason}\nDecided by a leader, based on publication no. {publication}.",
        _told,
    ),
    "flags_changed": Said(
        "⚠️ {period} {arena}更正后（第{version}版）提名有变：\n原来：{flags_old}\n现在：{flags_new}\n"
        "已发的旗没有任何改动；要撤销或改发，请在旗的卡片上办，写明理由。只告诉局领导。",
        "⚠️ {period} {arena}: after the correction (version {version}) other flags would be proposed:\nBefore: {flags_old}\nNow: {flags_new}\nFlags that were issued stand as they were; to withdraw or change one, please use the card of the flag and give a reason. Only leaders are told this.",
        _changed,
    ),
    "flag_streak": Said(
        "📉 {arena} {unit}已连续 {count} 期排在末位：{told}。只告诉局领导，不公布，也不自动处理任何人。",
        "📉 {arena}: {unit} has been last {count} periods in a row: {told}. Only leaders are told this; it is not published, and nobody is dealt with automatically.",
        _places,
    ),
    "flag_leaders_only": Said(
        "🔒 发不发红黑旗只由局领导决定。没有任何改动。有意见请向局领导反映。",
        "🔒 Only leaders decide about red and black flags. Nothing has changed. If you think otherwise, please tell a leader.",
    ),
    "flag_in_drill": Said(
        "⚠️ 没有办理：正在演练，什么都不作数，没有任何改动。请等演练结束再决定。",
        "⚠️ Not done: this is a rehearsal, in which nothing counts. Nothing has changed. Please decide after the rehearsal.",
    ),
    "flag_overtaken": Said(
        "🔄 {by}已先决定（已更新），没有新的改动。请看最新的卡片，或发“红黑旗”。",
        "🔄 {by} decided before you (updated); nothing more has changed. Please look at the newest card, or send: flags.",
    ),
    "flag_not_so": Said(
        "⚠️ 没有办理：这面旗{told}，没有任何改动。请看最新的卡片，或发“红黑旗”。",
        "⚠️ Not done: this flag {told}; nothing has changed. Please look at the newest card, or send: flags.",
        lambda v: {"told": STATES[v["flag_state"]]},
    ),
    "flag_target": Said(
        "⚠️ 没有改动：请先写改成哪家单位或哪种旗，再写理由，例如：改为 黑旗 理由。同一擂台的其他单位：{units}",
        "⚠️ Nothing has changed: please write the other unit or the other flag first, then the reason, for example: change to black REASON. The other units of the arena: {units}",
    ),
    "flag_twice": Said(
        "⚠️ 没有办理：{unit}{period}已经有{told}，一家单位一期只有一面旗，没有任何改动。要换请先撤销那一面。",
        "⚠️ Not done: {unit} has a {told} for {period} already; a unit has one flag a period. Nothing has changed. To change it please withdraw that one first.",
        lambda v: {"told": FLAGS[v["colour"]]},
    ),
    "flags_none": Said(
        "还没有提名过红黑旗。按方案在定榜时提名，到时发给局领导。看榜请发 /rank。",
        "No flags were proposed yet. They are proposed when a period is closed, as the rulebook says, and go to the leaders then. For the standings send /rank.",
    ),
    "post_flag_post": Said("红黑旗", "flag"),
}
