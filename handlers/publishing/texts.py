"""What is said about posts."""

from handlers.texts import Said

TEXTS = {
    "post_week": Said("每周通报"),
    "post_week_picture": Said("每周通报的图片"),
    "post_settled": Said(
        "{name} 已处理：{arrived}。",
        lambda v: {"arrived": "每周通报已记为发出" if v["arrived"] else "每周通报将重新发出"},
    ),
    "post_arrived": Said("已记为发出。"),
    "post_again": Said("将重新发出。"),
    "settled_before": Said("已有人处理过了（已更新），没有新的改动。"),
}
