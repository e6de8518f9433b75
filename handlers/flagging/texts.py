"""What is said about flags."""

from handlers.results import Values
from handlers.texts import FLAGS, MARKS, Said, cut, listed

LABELS = {"issue": "发", "refuse": "不发", "change": "改为", "withdraw": "撤销"}
"""What leaders say and press."""
STATES = {"proposed": "还没有决定", "issued": "已经发出", "refused": "已决定不发", "withdrawn": "已经撤销"}


def _flag(values: Values) -> dict[str, str]:
    return {"flag": FLAGS[values["colour"]], "mark": MARKS[values["colour"]]}


def _card(values: Values) -> dict[str, str]:
    """Say by which rule, and how long the unit has been at the bottom."""
    red = values["colour"] == "red"
    rule = f"前 {values['count']} 名" if red else f"后 {values['count']} 名，且总分低于 {values['below']}"
    streak = f"\n已连续 {values['streak']} 期排在末位" if values["streak"] > 1 else ""
    return {**_flag(values), "rule": rule, "streak": streak}


def _done(values: Values) -> dict[str, str]:
    flag = FLAGS[values["colour"]]
    did = {
        "issue": f"发{flag}",
        "refuse": f"不发{flag}",
        "change": f"改为 {cut(values['unit'])} {flag}",
        "withdraw": f"撤销{flag}",
    }
    return {"did": did[values["flag_act"]], "reason": values["reason"]}


def _asks(values: Values) -> dict[str, str]:
    """Say how to reply with each of what is possible."""
    ways = {"change": "改为 单位或旗 理由"}
    return {"ways": " ／ ".join(ways.get(act, f"{LABELS[act]} 理由") for act in values["possible"])}


def _why(values: Values) -> dict[str, str]:
    """Say what to write; of a change first for whom."""
    wanted = "改成哪家单位（或哪种旗）和理由，例如：西溪所 更正后应为该所" if values["flag_act"] == "change" else "理由"
    return {"act": f"{LABELS[values['flag_act']]}{FLAGS[values['colour']]}", "wanted": wanted}


def _told(values: Values) -> dict[str, str]:
    """Say what was issued, and what it was before where that was told."""
    flag, before = FLAGS[values["colour"]], values["flag_before"]
    did = {"withdraw": f"撤销{flag}"}.get(values["flag_act"], f"发{flag}" if before is None else f"改发{flag}")
    was = f"（原为{before[0]} {FLAGS[before[1]]}）" if before and values["flag_act"] == "change" else ""
    return {**_flag(values), "did": did, "was": was, "reason": values["reason"]}


def _changed(values: Values) -> dict[str, str]:
    """Name whom flags were proposed for, and whom they would be now."""
    both = {
        name: listed(f"{unit} {FLAGS[colour]}" for unit, colour in values[name]) for name in ("flags_old", "flags_new")
    }
    return {name: told or "无" for name, told in both.items()}


def _places(values: Values) -> dict[str, str]:
    return {"told": listed((f"{period} 第 {rank} 名 {total} 分" for period, rank, total in values["bottoms"]), "；")}


TEXTS = {
    "flag_card": Said(
        "{mark} <b>{flag}提名</b> {period} {arena}\n{unit}：{place}（通报第 {publication} 号）\n依据：{rule}{streak}",
        "",
        _card,
    ),
    "flag_later": Said(
        "更正后（第{version}版）：{place}，{told}",
        "",
        lambda v: {"told": "仍在提名之列" if v["still"] else "已不在提名之列"},
    ),
    "flag_earlier": Said("（在此之前还决定过 {count} 次）", ""),
    "flag_done": Said("{at} {by}：{did}，理由：{reason}", "", _done),
    "flag_asks": Said("", "", _asks, open="只发局领导，没有局领导决定就不发。回复本条：{ways}"),
    "flag_place": Said("第 {rank} 名，{total} 分", ""),
    "flag_no_place": Said("没有名次", ""),
    "flag_why": Said("请回复这条消息，写明{wanted}（至少两个字），回复后才{act}：{unit}，{period}。", "", _why),
    "flag_told": Said(
        "{mark} {period} {arena}\n{did}：<b>{unit}</b>，{place}{was}\n理由：{reason}\n由局领导决定，依据通报第 {publication} 号。",
        "",
        _told,
    ),
    "flags_changed": Said(
        "⚠️ {period} {arena}更正后（第{version}版）提名有变：\n原来：{flags_old}\n现在：{flags_new}\n"
        "已发的旗没有任何改动；要撤销或改发，请在旗的卡片上办，写明理由。只告诉局领导。",
        "",
        _changed,
    ),
    "flag_streak": Said(
        "📉 {arena} {unit}已连续 {count} 期排在末位：{told}。只告诉局领导，不公布，也不自动处理任何人。", "", _places
    ),
    "flag_leaders_only": Said("🔒 发不发红黑旗只由局领导决定。没有任何改动。有意见请向局领导反映。", ""),
    "flag_in_drill": Said("⚠️ 没有办理：正在演练，什么都不作数，没有任何改动。请等演练结束再决定。", ""),
    "flag_overtaken": Said("🔄 {by}已先决定（已更新），没有新的改动。请看最新的卡片，或发“红黑旗”。", ""),
    "flag_not_so": Said(
        "⚠️ 没有办理：这面旗{told}，没有任何改动。请看最新的卡片，或发“红黑旗”。",
        "",
        lambda v: {"told": STATES[v["flag_state"]]},
    ),
    "flag_target": Said(
        "⚠️ 没有改动：请先写改成哪家单位或哪种旗，再写理由，例如：改为 黑旗 理由。同一擂台的其他单位：{units}", ""
    ),
    "flag_twice": Said(
        "⚠️ 没有办理：{unit}{period}已经有{told}，一家单位一期只有一面旗，没有任何改动。要换请先撤销那一面。",
        "",
        lambda v: {"told": FLAGS[v["colour"]]},
    ),
    "flags_none": Said("还没有提名过红黑旗。按方案在定榜时提名，到时发给局领导。看榜请发 /rank。", ""),
    "post_flag_post": Said("红黑旗", ""),
}
