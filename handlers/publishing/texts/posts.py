"""What is said about posts."""

from handlers.results import Values
from handlers.texts import Said
from scoring.language import Words, both

KINDS = Words(
    {
        "week": ("周榜", "weekly standings"),
        "drill": ("演练周榜", "rehearsal standings"),
        "month": ("月度通报", "monthly result"),
        "quarter": ("季度通报", "quarterly result"),
        "year": ("全年通报", "yearly result"),
        "correction": ("更正通报", "corrected result"),
    }
)
SENT = Words(
    {
        "none": ("没有发过", "never sent"),
        "ready": ("正在发送", "being sent"),
        "sending": ("正在发送", "being sent"),
        "held": ("等免打扰时段过后发送", "waits for the end of the quiet hours"),
        "sent": ("已发出", "sent"),
        "dead": ("没有送达", "not delivered"),
        "unknown": ("不知是否送达", "not known whether it arrived"),
    }
)


def _sent(values: Values) -> dict[str, str]:
    """Say which publication it is, and how the letter stands by which it was sent last."""
    version = values["version"]
    which = both(f"第{version}版", f" version {version}") if version > 1 else ""
    return {"what": KINDS[values["kind"]], "which": which, "told": SENT[values["letter"]]}


TEXTS = {
    "week_frozen": Said(
        "🔒 {week}：{period}已封榜，暂定排名不再公布；请看锁定、定榜后的正式结果。",
        "🔒 {week}: {period} is frozen and provisional standings are not shown any more; please wait for the official result after lock and closing.",
    ),
    "post_lacking": Said(
        "⚠️ {arena}的周榜没有发出：单位“{unit}”指标“{metric}”{period} 没有目标。请在竞赛方案中补上目标，再启用新方案。",
        "⚠️ {arena}: the weekly post was not sent: unit “{unit}”, metric “{metric}”, {period} has no target. Please add the target to the rulebook and put the new one in force.",
    ),
    "post_week": Said("每周通报", "weekly post"),
    "post_result": Said("通报", "published result"),
    "post_result_picture": Said("通报的图片", "picture of the published result"),
    "post_document": Said("通报的文件", "file of the published result"),
    "circular_told": Said("📄 正式通报", "📄 Official circular (in Chinese)"),
    "evaluation_told": Said(
        "📋 年度考核名单：各擂台全年名次和各季名次",
        "📋 List for the annual evaluation: ranks of the year and of each quarter, by arena (in Chinese)",
    ),
    "workbook_told": Said(
        "📊 成绩工作簿：排名、指标、数值、佐证目录、方案、存证码",
        "📊 Workbook of the result: standings, metrics, values, list of evidence, rulebook, Seal codes (in Chinese)",
    ),
    "unit_file_told": Said(
        "🗂 全年竞赛档案：各期名次和总分、事项、更正。",
        "🗂 The file of the year: ranks and totals by period, events, corrections. The official one is in Chinese.",
    ),
    "post_week_picture": Said("每周通报的图片", "picture of the weekly post"),
    "result_version": Said("第{version}版，更正前一版", "Version {version}, corrects the one before"),
    "result_first": Said("第 1 名：{names}，{total} 分", "Rank 1: {names}, {total} points"),
    "result_risen": Said(
        "比上期上升最多：{names}，{count} 位", "Rose most since the last period: {names}, {count} places"
    ),
    "result_corrected": Said(
        "更正：{unit} {metric} {was} → {now}（{text}）",
        "Correction: {unit} {metric} {was} → {now} ({text})",
        lambda v: {"was": v["was"] or both("未确认", "not confirmed")},
    ),
    "result_more": Said("另有更正 {count} 处", "{count} more corrections"),
    "result_notice": Said("公示至 {due}", "Notice period until {due}"),
    "post_settled": Said(
        "{name} 已处理：{arrived}。",
        "{name} has dealt with it: {arrived}.",
        lambda v: {
            "arrived": both("通报已记为发出", "noted as sent")
            if v["arrived"]
            else both("通报将重新发出", "it will be sent again")
        },
    ),
    "post_arrived": Said("已记为发出。", "Noted as sent."),
    "post_again": Said("将重新发出。", "It will be sent again."),
    "post_refused": Said(
        "⚠️ {arena} {week} 的{what}没有送达：{reason}。",
        "⚠️ {arena} {week}: the {what} was not delivered: {reason}.",
        open="请检查机器人是否在群里、能否发言。原因消除后 7 天内会自动补发，也可以现在重发。",
        open_en=" Please check whether the bot is in the group and may write there. It is sent again by itself within 7 days once that is mended, or now, if you tap below.",
    ),
    "post_picture_refused": Said(
        "⚠️ {arena} {week} 的{what}只发出了文字，图片没有送达：{reason}。",
        "⚠️ {arena} {week}: of the {what} only the text went out, the picture was not delivered: {reason}.",
        open="请检查群里是否允许机器人发图片。原因消除后 7 天内会自动补发，也可以现在重发。",
        open_en=" Please check whether the bot may send pictures to the group. It is sent again by itself within 7 days once that is mended, or now, if you tap below.",
    ),
    "post_doubted": Said(
        "❓ {arena} {week} 的{what}不知是否已发出：发送时连接中断。",
        "❓ {arena} {week}: it is not known whether the {what} went out: the connection broke while it was sent.",
        open="请看一眼群里，再选一个；在此之前不会自动重发。",
        open_en=" Please look at the group, then choose; until then nothing is sent again.",
    ),
    "post_again_now": Said("现在重发", "Send again now"),
    "post_is_out": Said("已发出", "It is there"),
    "post_not_out": Said("重发", "Send again"),
    "check_by_reply": Said(
        "没有核对：请回复群里的一条周榜，只写“核对”两个字。",
        "Nothing was checked: please reply to a post of standings in the group with “check” and nothing else.",
    ),
    "post_checked": Said(
        "✅ {arena} {week}：存证码 {seal} 在存证链上（第 {row} 条，{at}）。按当时已知的数据和方案重新计算，名次和得分与公布的完全一致。",
        "✅ {arena} {week}: Seal {seal} is on the audit chain (row {row}, {at}). Scored again from the data and the rulebook of that time, ranks and points are exactly as published.",
    ),
    "post_differs": Said(
        "❗ {arena} {week}：存证码 {seal} 在存证链上（第 {row} 条，{at}），但按当时的数据和方案重新计算，结果与公布的不一致。请告诉局办公室。",
        "❗ {arena} {week}: Seal {seal} is on the audit chain (row {row}, {at}), but scored again from the data and the rulebook of that time the result is not as published. Please tell the office.",
    ),
    "post_forged": Said(
        "❗ 存证码 {seal} 在存证链上（第 {row} 条，{at}），但数据库里的这份通报与存证的不一致，被改动过。请告诉局办公室。",
        "❗ Seal {seal} is on the audit chain (row {row}, {at}), but this publication in the database is not what was sealed: it was changed. Please tell the office.",
    ),
    "post_lost": Said(
        "❗ 存证码 {seal} 在存证链上（第 {row} 条，{at}），但数据库里没有这份通报。请告诉局办公室。",
        "❗ Seal {seal} is on the audit chain (row {row}, {at}), but the database does not have this publication. Please tell the office.",
    ),
    "post_not_sealed": Said(
        "❗ 存证码 {seal} 不在存证链上，存证链可能被截断或重写过。请告诉局办公室。",
        "❗ Seal {seal} is not on the audit chain; the chain may have been cut or rewritten. Please tell the office.",
    ),
    "post_gone": Said(
        "❗ 没有核对：数据库里没有这份通报。请回复写着存证码的那条通报再试，并告诉局办公室。",
        "❗ Nothing was checked: the database does not have this publication. Please reply to the post that shows it (Seal and a code), and tell the office.",
    ),
    "sent_head": Said(
        "最近公布的通报。点按钮把其中一份原样重发到工作群，不点就不会发：",
        "Published recently. Tap a button to send that one to the work group again as it was; nothing is sent otherwise:",
    ),
    "sent_one": Said(
        "{place}. {what} {week}{which} {arena}：{told} {day}",
        "{place}. {what} {week}{which} {arena}: {told} {day}",
        _sent,
    ),
    "sent_again": Said("重发 {place}", "Send {place} again"),
    "nothing_published": Said(
        "还没有公布过通报，没有可以重发的。", "Nothing was published yet; there is nothing to send again."
    ),
    "no_group": Said(
        "⚠️ 没有重发：还没有工作群。请管理员在工作群里登记后再试。",
        "⚠️ Not sent again: there is no work group yet. Please let an admin register one, then try again.",
    ),
    "post_on_its_way": Said(
        "这份通报正在发送，没有再发一次。请过一会儿看群里。",
        "This is being sent; it was not sent a second time. Please look at the group in a while.",
    ),
    "post_just_arrived": Said(
        "这份通报刚刚发到群里，没有再发一次。确实要再发，请过 10 分钟。",
        "This has just come to the group; it was not sent a second time. If you do need it again, please wait 10 minutes.",
    ),
    "settled_before": Said(
        "已有人处理过了（已更新），没有新的改动。",
        "Somebody has dealt with this (updated); nothing more has changed.",
    ),
}
