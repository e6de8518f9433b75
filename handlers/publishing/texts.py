"""What is said about posts."""

from handlers.texts import Said

TEXTS = {
    "post_lacking": Said(
        "⚠️ {arena}的周榜没有发出：单位“{unit}”指标“{metric}”{period} 没有目标。请在竞赛方案中补上目标，再启用新方案。"
    ),
    "post_week": Said("每周通报"),
    "post_result": Said("通报"),
    "post_result_picture": Said("通报的图片"),
    "post_week_picture": Said("每周通报的图片"),
    "post_settled": Said(
        "{name} 已处理：{arrived}。",
        lambda v: {"arrived": "通报已记为发出" if v["arrived"] else "通报将重新发出"},
    ),
    "post_arrived": Said("已记为发出。"),
    "post_again": Said("将重新发出。"),
    "post_refused": Said(
        "⚠️ {arena} {week} 的{what}没有送达：{reason}。",
        open="请检查机器人是否在群里、能否发言。原因消除后 7 天内会自动补发，也可以现在重发。",
    ),
    "post_picture_refused": Said(
        "⚠️ {arena} {week} 的{what}只发出了文字，图片没有送达：{reason}。",
        open="请检查群里是否允许机器人发图片。原因消除后 7 天内会自动补发，也可以现在重发。",
    ),
    "post_doubted": Said(
        "❓ {arena} {week} 的{what}不知是否已发出：发送时连接中断。",
        open="请看一眼群里，再选一个；在此之前不会自动重发。",
    ),
    "post_again_now": Said("现在重发"),
    "check_by_reply": Said("没有核对：请回复群里的一条周榜，只写“核对”两个字。"),
    "post_checked": Said(
        "✅ {arena} {week}：存证码 {seal} 在存证链上（第 {row} 条，{at}）。按当时已知的数据和方案重新计算，名次和得分与公布的完全一致。"
    ),
    "post_differs": Said(
        "❗ {arena} {week}：存证码 {seal} 在存证链上（第 {row} 条，{at}），但按当时的数据和方案重新计算，结果与公布的不一致。请告诉局办公室。"
    ),
    "post_not_sealed": Said(
        "❗ {arena} {week}：存证码 {seal} 不在存证链上，存证链可能被截断或重写过。请告诉局办公室。"
    ),
    "settled_before": Said("已有人处理过了（已更新），没有新的改动。"),
}
