"""Every sentence the bot says, by code: what happened, what did not, and the next step."""

import html
from collections.abc import Callable, Iterable
from datetime import date, datetime

from handlers.results import Button, Message, Values
from handlers.views.refusals import REFUSALS, SAID
from scoring.faults import words

ROLES = {"head": "负责人", "reviewer": "核实人", "leader": "局领导", "admin": "管理员"}
STATES = {"pending": "待核实", "confirmed": "已确认", "returned": "已退回", "withdrawn": "已撤回"}
CELLS = {"pending": "待核实", "confirmed": "已确认", "missing": "未报", "not_applicable": "不涉及"}
KINDS = {"month": "按月（如 2026-11）", "quarter": "按季度（如 2026-Q4）", "year": "按年（如 2026）"}
_INVISIBLE = dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))


ECHOED = 80


def escape(value: object) -> str:
    """Return a value as HTML text: the one place where names and notes meet the markup."""
    return html.escape(str(value).translate(_INVISIBLE), quote=False)


def listed(items: Iterable[object], joint: str = "、") -> str:
    """Join names for reading."""
    return joint.join(str(item) for item in items)


def when(moment: datetime | str) -> str:
    """Return a moment as people write it: 11月5日 12:00."""
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{found.month}月{found.day}日 {found.hour:02}:{found.minute:02}"


def day(written: str) -> str:
    """Return a day as people write it: 11月5日."""
    found = date.fromisoformat(written)
    return f"{found.month}月{found.day}日"


def numbered(number: int) -> str:
    """Return 编号 with at least four digits."""
    return f"编号 {number:04}"


# A sentence may use the values of its refusal; lists are joined, moments written as people do, everything escaped.
SENTENCES: dict[str, str] = {
    # who
    "stranger": "🔒 没有受理：您不在名册上，没有任何改动。请把这个数字告诉局办公室，由管理员加入名册：{id}",
    "forged": "🔒 没有受理：{how}，没有任何改动。请用本人账号直接发送。",
    "start_stranger": "您好，我是擂台助手，帮各单位上报、核实、查排名。\n您还不在名册上。请把这个数字告诉局办公室，由管理员加入名册：{id}",
    "other_group": "本机器人在另一个群里工作，这里不提供服务。",
    "no_group_yet": "本机器人还没有绑定工作群。请管理员把 LEITAI_GROUP 设为 {chat} 后重新启动。",
    "write_to_me_first": "我有话要私下告诉您，但您还没有和我说过话：请点我的头像，发送 /start 后再试一次。",
    "no_rulebook": "⚠️ 没有受理：还没有竞赛方案。请管理员先设置 LEITAI_RULEBOOK 并启动一次。",
    "admins_only": "🔒 这件事只有管理员能做。没有任何改动。请联系局办公室。",
    # reading a report
    "too_many_lines": "⚠️ 没有受理：一次最多 {most} 行，请分几条发送。",
    "nothing_to_report": "🔒 没有受理：上报由各单位负责人和牵头单位核实人进行，名册上您没有这两种身份。没有任何改动。要开通请联系局办公室更新名册。",
    "other_unit": "🔒 没有受理：您不能替{unit}上报，没有任何改动。报本单位的请不写单位名，例如：/report 指标 数值",
    "unit_needed": "⚠️ 没有受理：不知道是哪个单位的数。请写 /report 单位 指标 数值（没有叫“{text}”的单位）。",
    "unit_not_competing": "⚠️ 没有受理：{unit}不参加任何擂台，没有可报的指标。看排名请发 /rank。",
    "unknown_metric": "⚠️ 没有受理：没有叫“{name}”的指标。{suggestions}",
    "use_highlight": "⚠️ 没有受理：{metric}按事项申报，请发：/highlight {metric} 级别 标题",
    "use_report": "⚠️ 没有受理：{metric}按数值上报，请发：/report {metric} {example}",
    "value_missing": "⚠️ 没有受理：{metric}后面没有数值。请写成：/report {metric} {example}",
    "value": "⚠️ 没有受理：{metric}{sentence}。没有任何改动，请改正后重发。",
    "highlight_incomplete": "⚠️ 没有受理：请写全 指标 级别 标题。{metric}的级别有：{levels}。",
    "unknown_level": "⚠️ 没有受理：{metric}没有“{level}”这一级别，请从中选：{levels}。",
    "title_too_long": "⚠️ 没有受理：标题有 {length} 个字，请缩短到 100 字以内。",
    "two_readings": "🤔 “{text}”有两种读法，还没有上报：",
    "one_reading": "🤔 “{text}”是不是这个数？还没有上报：",
    "which_metric": "🤔 没有受理：“{name}”不能确定是哪项指标，还没有上报。请点选，或回复序号、名称：{choices}",
    "which_unit": "🤔 没有受理：“{name}”不能确定是哪个单位，还没有上报。请点选，或回复序号、名称：{choices}",
    "two_periods": "🤔 {metric}是哪一期的数？还没有上报，请选：",
    "lead_reports": "🔒 没有受理：{metric}由{leads}统一填报，各单位不用报。没有任何改动。有疑问请联系牵头单位。",
    "not_yours_to_report": "🔒 没有受理：{unit}的{metric}由该单位负责人或牵头单位（{leads}）上报。没有任何改动。请转告他们上报。",
    "period_kind": "⚠️ 没有受理：{metric}{kind}上报，与“{period}”不符。请改正周期后重发。",
    "period_year": "⚠️ 没有受理：{period}不在本次竞赛（{year}年）内。请改正周期后重发。",
    "period_future": "⚠️ 没有受理：{period}还没有开始。请改正周期，或到期后再报。",
    "locked": "⚠️ 没有受理：{period}已锁定（{lock} 起），没有任何改动。确需更改请联系局办公室办理更正。",
    "locked_claim": "⚠️ 没有受理：{period}已锁定（{lock} 起），没有任何改动。确需更改，请回复 {number} 的消息：更正为 数值 原因（须两人签字）。",
    "locked_missing": "⚠️ 没有受理：{period}已锁定（{lock} 起），没有任何改动。确需补报可以申请更正，须两人签字。",
    "only_leads_exempt": "🔒 没有受理：{metric}是否不涉及由牵头单位（{leads}）认定，没有任何改动。请联系他们。",
    # evidence
    "evidence_held": "📎 还差佐证：{metric}必须附佐证，还没有上报。请在30分钟内发来照片、文件或网页链接，一到就自动上报；不报了请发“取消”。",
    "evidence_awaited": "没有看懂，没有任何改动。现在等的是佐证：请发照片、文件或网页链接，不发了请发“取消”。",
    "evidence_wanted": "📎 请在30分钟内发来 {number} 的佐证：照片、文件（{endings}）或网页链接，可以多张。不补了请发“取消”。",
    "evidence_added": "📎 已收到佐证，{number} 现有 {count} 份，待核实。",
    "evidence_when_confirmed": "⚠️ {number} 已确认，不再收佐证，没有任何改动。确需补充请核实人先撤销，或联系局办公室办理更正。",
    "evidence_when_withdrawn": "⚠️ {number} 已撤回，不收佐证，没有任何改动。请先恢复或重新上报。",
    "evidence_not_taken": "{metric}不收佐证，没有任何改动。",
    "evidence_lost": "⚠️ 有佐证取不到了：聊天服务器不再保存，也没有存档。请让上报人重新补充。",
    "evidence_full": "⚠️ 没有受理：{number} 的佐证已有 {most} 份，到了上限，没有任何改动。请合成一份 PDF，或去掉重复的。",
    "evidence_for_which": "⚠️ 没有受理：这条消息涉及 {numbers} 几项，不知道佐证给哪一项，没有任何改动。请回复其中一项的回执或点它的“补充佐证”。",
    "evidence_expired": "⌛ 已过期：先前发来的 {count} 份材料放了30分钟没有用上，不算佐证。需要的请重新发送。",
    "evidence_draft_expired": "⌛ 已过期：等佐证超过30分钟，先前那一项没有上报。请重新发送上报；刚发来的材料会附在下一条上报里。",
    "evidence_sent": "📎 佐证发到您的私聊了。",
    "evidence_not_yours": "🔒 {number} 的佐证只给本单位、牵头单位、局领导和管理员看。没有任何改动。需要查看请联系牵头单位。",
    "no_evidence": "{number} 没有佐证，没有任何改动。需要的话可退回，请对方补充。",
    "evidence_needed": "⚠️ 没有受理：{metric}必须附佐证，不能成批导入。请用 /report 或 /highlight 逐项上报并附上佐证。",
    "contributors": "⚠️ 没有受理：人员里的“{text}”看不懂。请只写姓名，最多 {most} 人，例如 人员：张三、李四。",
    "event_date": "⚠️ 没有受理：日期“{text}”看不懂、还没到或不在本年度。请写成例如 日期：11月5日。",
    "nothing_to_finish": "{number} 这类事项没有“完成”这一步，没有任何改动。",
    "finish_when_open": "⚠️ {number} 还没有确认，不能报完成，没有任何改动。请等核实人确认。",
    "evidence_gone": "这些材料已经用上或已过期，没有任何改动。需要的请重新发送。",
    "evidence_missing": "⚠️ {number} 还没有可用的佐证，这项指标必须附佐证，不能确认，没有任何改动。请退回并写明原因。",
    "evidence_unreadable": "⚠️ 没有受理：编号 {numbers} 的佐证“{name}”打不开（已损坏，或内容与类型不符），不算佐证，数据没有任何改动。请换一份重发。",
    "evidence_pixels": "⚠️ 没有受理：编号 {numbers} 的佐证“{name}”像素过多（照片最多 6400 万，其他图片最多 1600 万），不算佐证，数据没有任何改动。请缩小后重发。",
    "evidence_unsafe": "⚠️ 没有受理：编号 {numbers} 的佐证“{name}”解开后过大或带宏，不算佐证，数据没有任何改动。请另存为 PDF 再发。",
    "evidence_too_big": "⚠️ 没有受理：编号 {numbers} 的佐证“{name}”超过 20 MB，机器人取不到，不算佐证，数据没有任何改动。请压缩或拆成几份再发。",
    "evidence_not_kept": "⚠️ 编号 {numbers} 的佐证“{name}”没能存档（聊天服务器一直不给），仍算佐证，数据没有任何改动。请再发一次。",
    "file_too_big": "⚠️ 没有受理：“{name}”超过 20 MB，机器人取不到，不算佐证，其余内容照常处理。请压缩或拆成几份再发。",
    "file_type": "⚠️ 没有受理：“{name}”不是能收的类型，不算佐证，其余内容照常处理。请发照片，或存成 {endings} 再发。",
    # questions
    "not_your_question": "🔒 这个问题由发起的人回答。没有任何改动。您要办的请自己点按钮或回复核实卡，上报请发 /report。",
    "question_answered": "这个问题已经过去了（已更新）：已经答过，或被后来的命令取代，没有新的改动。有没有报上请看 /pending 或 /mine。",
    "draft_expired": "⌛ 已过期：超过30分钟没有回答，什么都没有上报。请重新发送 /report 指标 数值。",
    "asked_again": "什么都没有上报。请重新发送：/{command} {line}",
    # step by step
    "step_unit": "要替哪个单位上报？请选，或直接写单位名：",
    "step_metric": "{unit}要上报哪一项？请选，或直接写指标名：",
    "step_value": "{metric}（{unit}）：请发送数值，例如 {example}。还没有上报。",
    "step_level": "{metric}（{unit}）：请选级别，或直接写：",
    "step_day": "“{title}”是哪一天的事？请选，或直接写，如 11月18日；可以跳过。",
    "step_contributors": "“{title}”由谁完成？请写姓名，几个人用顿号分开；可以跳过。",
    "step_evidence": "“{title}”的佐证：请发照片、文件或网页链接，可以多份。{so_far}",
    "unknown_unit": "⚠️ 没有叫“{text}”的单位，还没有上报。{meant}请再写一次，或点按钮。",
    "evidence_step": "没有看懂，还没有上报。现在等的是佐证：请发照片、文件或网页链接；发完了点“提交”，不报了发“取消”。",
    "day_not_read": "⚠️ 没有看懂日期“{text}”，还没有上报。请写成 11月18日 或 2026-11-18，不能晚于今天；不写请发 跳过。",
    "contributors_not_read": "⚠️ 没有看懂姓名，还没有上报。请写姓名，用顿号分开，最多 {most} 人，每个不超过 {length} 个字；不写请发 跳过。",
    "step_title": "{metric} {level}（{unit}）：请写标题，100 字以内。还没有上报。",
    "by_reply": "请点按钮，或请回复这条消息。",
    "only_reply": "请回复这条消息；也可以回复 上一步 或 取消。",
    "no_events": "⚠️ 没有受理：{unit}没有要申报的事项类指标，没有任何改动。数值类指标请发 /report。",
    "nothing_open": "✅ {unit}现在没有还要上报的指标，没有任何改动。改数请发：/report 指标 新数值；亮点等事项请发 /highlight；进度见 /pending。",
    "dialogue_expired": "⌛ 已过期：超过30分钟没有回答，没有任何改动。要重新开始请发 /{command}。",
    "old_step": "这一步已经过去了（已更新），没有任何改动。请看最新的一条，或发 /{command} 重新开始。",
    "first_step": "这已经是第一步，没有任何改动。不想继续请发 /cancel。",
    "step_words": "请写下想对管理员说的话（500 字以内）：",
    # a word to the admins
    "feedback_sent": "✉️ 已转给管理员，谢谢。数据没有任何改动。",
    "feedback_admin": "✉️ {name}（{who}）留言：\n{words}",
    "feedback_too_long": "⚠️ 还没有转达：有 {length} 个字，请缩短到 {most} 字以内。",
    "feedback_enough": "您这一小时的 {most} 条留言都已转给管理员，这一条还没有转。请过一会儿再发，急事请直接联系局办公室。",
    "feedback_nobody": "⚠️ 还没有转达：名册上还没有管理员。请直接联系局办公室。",
    # deciding
    "unknown_number": "⚠️ 没有找到 {number}。没有任何改动。请核对编号，或发 /pending 查看。",
    "not_a_lead": "🔒 这项指标由 {leads} 核实，您{mine}不能代为决定。没有任何改动。已调岗请联系局办公室更新名册。",
    "own_unit": "🔒 {number} 是您自己单位的申报，须回避，由 {leads} 核实。没有任何改动。请等待核实，急的可在 /pending 里催办。",
    "own_report": "🔒 {number} 是您本人上报的，须由另一人核实。没有任何改动。请等另一人核实。",
    "signed_before": "您已为 {number} 签过。还需要 {leads} 另派人核实。没有任何改动。",
    "outdated": "🔄 {number} 已更新为第{version}版，刚才的决定没有生效。请看新的核实卡再决定。",
    "amend_two_readings": "🤔 “{text}”有两种读法（{options}），没有任何改动。请写明，例如：改为 {first}",
    "amend_one_reading": "🤔 “{text}”写法不明确，没有任何改动。请写明，例如：改为 {first}",
    "no_decision": "这句话不是决定，{number} 没有任何改动。请整条回复：确认 ／ 退回 原因 ／ 改为 数值",
    "reply_not_understood": "没有看懂，{number} 没有任何改动。上报请发 /report 指标 数值，帮助请发 /help。",
    "reply_to_nothing": "没有看懂您回复的是哪一条申报，没有任何改动。请回复核实卡，或发 /pending 查看待办。",
    "reason_too_short": "⚠️ 还没有退回：原因至少写两个字（标点不算），没有任何改动。请重新回复这条消息。",
    "reason_too_long": "⚠️ 还没有退回：原因有 {length} 个字，请缩短到 {most} 字以内，没有任何改动。",
    "nothing_to_take_back": "{number} 没有可以撤销的决定，没有任何改动。",
    "not_your_decision": "🔒 {number} 由 {by} 决定，只能由本人撤销。没有任何改动。需要改动请联系本人。",
    "take_back_too_late": "⚠️ {number} 的决定已超过30分钟，不能撤销，没有任何改动。确需更改请回复本条：更正为 数值 原因（须两人签字）。",
    "confirmed": "✅ {number} 已确认。30分钟内可回复“撤销”。",
    "signed": "✅ 已为 {number} 签字，仍待核实：还需其他牵头单位签字。",
    "returned": "↩️ {number} 已退回。",
    "taken_back": "↶ {number} 的决定已撤销，恢复为待核实。",
    "received": "✅ 已收到。",
    "ask_reason": "请回复原因，退回才会生效。",
    "ask_value": "请回复新的数值，修改才会生效。",
    # several at once
    "nothing_to_confirm": "✅ 没有等您核实的申报，没有任何改动。",
    "nothing_prepared": "没有等您确认的清单或填报表，没有任何改动。请先发“批量确认”或“填报表”。",
    "batch_changed": "预览之后已更新为第{version}版，没有任何改动。请看新的核实卡再决定。",
    "batch_confirmed": "✅ 已确认 {count} 项，没有确认 {refused} 项，详见消息。",
    "desk_expired": "⌛ 已过期：超过30分钟没有确认，没有任何改动。请重新开始。",
    # many units at once
    "leads_only": "🔒 没有受理：成批报数由牵头单位核实人进行，名册上您没有这种身份。没有任何改动。要开通请联系局办公室更新名册。",
    "no_form": "现在没有可以成批报的指标，没有任何改动。事项请发 /highlight。",
    "import_changed": "⚠️ 没有受理：核对之后情况有变，一项都没有上报，没有任何改动。请看详细消息，改好后重发。",
    "import_done": "✅ 已收到 {count} 项，详见消息。",
    "import_empty": "⚠️ 没有受理：表里没有填任何数值。没有任何改动。请填好后重新发送。",
    "import_state": "⚠️ 没有受理：成批报数不能写状态“{state}”，请留空；不涉及的请在核实卡上办理。没有任何改动。",
    "import_event": "⚠️ 没有受理：事项请在 event 列写明标题。没有任何改动。",
    "import_note": "⚠️ 没有受理：未通过的必达项还不能成批登记，请留空 note。没有任何改动。",
    # withdrawing
    "not_your_submission": "🔒 没有您可以处理的 {number}。没有任何改动。请核对编号，或发 /mine 查看本单位的申报。",
    "undo_usage": "您没有可以撤回的申报，没有任何改动。已确认的请核实人先撤销。",
    "restore_too_late": "⚠️ {number} 撤回已超过10分钟，不能恢复，没有任何改动。请重新上报。",
    "restore_when_replaced": "⚠️ 该项已有新的申报，{number} 不能恢复，没有任何改动。请发 /mine 查看新的申报。",
    "withdrawn": "↶ {number} 已撤回。",
    "restored": "{number} 已恢复，待核实。",
    # of the bot's own accord, and what people answer to it
    "remind_usage": "⚠️ 没有受理：请写 项号 数值，一行一项，例如：1 3/3。没有任何改动。",
    "no_such_item": "⚠️ 没有受理：那条提醒里没有第 {place} 项（共 {most} 项）。没有任何改动，请看清项号后重发。",
    "nil_which": "请选哪一项本月没有，还没有任何改动。",
    "nil_done": "已记下，不再提醒这一项。",
    "nil_noted": "已记下：{metrics} 本期没有，不再提醒，已告诉牵头单位。这不是上报：没有数值、不计分，仍列为“未报”。误点了或后来有了，直接上报即可。",
    "nil_told": "ℹ️ {unit} 说 {period}没有“{metric}”的数（{by}）。没有数值、不计分，仍列为“未报”。确实不涉及的，请发：/report {unit} {metric} 不涉及 {period}",
    "nothing_missing": "这一项已经报过或说过没有了（已更新），没有任何改动。",
    "muted": "今天不再提醒。没有报的项目仍在 /pending。",
    "units_unreached": "🔧 {period}有 {count} 个单位还有未报项目，提醒却送不到任何负责人：{units}{more}。请让负责人给机器人发 /start，或在名册上补负责人。",
    "digest_chosen": "以后不再逐张发核实卡：每个工作日 {hours} 汇总一次，有等您核实的才发。随时可看 /pending；改回请发：汇总 关",
    "at_once_chosen": "以后每张核实卡都立即发给您。现在等您核实的见 /pending；改为汇总请发：汇总 开",
    "digest_usage": "没有看懂，没有任何改动。每天 {hours} 汇总请发：汇总 开；每张核实卡立即发请发：汇总 关",
    "digest_not_for_you": "🔒 汇总是给核实人的，名册上您没有这个身份。没有任何改动。要开通请联系局办公室更新名册。",
    "nudged": "⏰ 已为 {number} 催办。{later}",
    "nudged_before": "{number} 没有再催：核实人今天已经被催过（每人每天一次）。没有任何改动。{later}",
    "nudge_when_closed": "{number} 已不在等核实（{state}，已更新），不用催办。没有任何改动。",
    "nudge_unreachable": "⚠️ {number} 没有催成：核实人都还没有启用机器人，催办送不到。请直接联系牵头单位。没有任何改动。",
    "rest_days_unknown": "🔧 还不知道 {year} 年的节假日和调休，暂按周六、周日休息。请在数据文件夹的 restdays.txt 里逐行写上（如 {year}-02-06 rest），重新启动后生效。",
    # asking
    "unknown_arena": "⚠️ 没有叫“{name}”的擂台、类别或单位。擂台：{arenas}。类别：{categories}。例如：/rank {first}，或 /rank 走势",
    "theme_chosen": "✅ 这个聊天里的图片改为{theme}。看一看：/rank",
    "nothing_counts": "⚠️ {period}没有可以计分的指标，请换一个周期。",
    "no_unit_of_own": "名册上您不是单位负责人，没有“我的”。查排名请发 /rank，待办请发 /pending。",
    "mine_usage": "没有看懂，没有任何改动。看本单位请发 /mine，看别的月份请写期间，例如 /mine 上月；看一项请发 /why 指标 期间。",
    "why_usage": "请写明单位：/why 单位 指标，看别的月份在后面写期间，例如：/why 单位 上月",
    # the rest
    "edited": "✏️ 没有受理：修改过的消息不会执行，数据没有任何改动。请把新的内容作为新消息重新发送。",
    "edit_expired": "⌛ 已过期：超过30分钟没有回答，保留原值，没有任何改动。要改请重新发送 /report 指标 新数值。",
    "edit_not_answered": "没有任何改动。请回复 用新值 或 保留原值。",
    "edit_kept": "已保留原值，没有任何改动。",
    "not_understood": "没有看懂，没有任何改动。回答我的提问请回复那一条；上报请发：/report 指标 数值；待办 /pending；排名 /rank；帮助 /help。",
    "decide_by_reply": "没有任何改动：不知道您要决定哪一项。请回复那张核实卡（选中它，点“回复”）再写，或点卡上的按钮；等您核实的见 /pending，帮助 /help。",
    "unknown_command": "没有这个命令，没有任何改动。看看能做什么：/help",
    "cancelled": "已取消，没有任何改动。",
    "nothing_to_cancel": "没有进行到一半的事，没有任何改动。",
    "not_open_yet": "这项功能还没有开通，没有任何改动。请直接联系局办公室。",
    "old_button": "这个按钮已经过时（已更新），没有任何改动。请看最新的消息，或发 /pending。",
    "incident": "⚠️ 没有受理：这条消息处理失败，没有任何内容计入。事件号 {incident}，管理员已知悉，请稍后重发或联系局办公室。",
    "press_failed": "⚠️ 没有受理：处理失败，没有任何改动，管理员已知悉。请稍后再试。",
    "incident_admin": "🔧 一条消息处理失败，已搁置，其他消息照常处理。事件号 {incident}，详情见日志。",
    "letter_lost": "🔧 有一条消息没有送达（{what}，会话 {chat}）：{reason}。请检查机器人是否还在群里、有没有被禁言。",
    "card_lost": "🔧 {number} 的核实卡没有送到任何人，也没有发到工作群。请核实人先给机器人发 /start，并检查工作群（LEITAI_GROUP）。",
    "post_settled": "{name} 已处理：{arrived}。",
    "post_arrived": "已记为发出。",
    "post_again": "将重新发出。",
    "settled_before": "已有人处理过了（已更新），没有新的改动。",
}

SENTENCES |= REFUSALS | SAID

FORGED = {
    "anonymous": "匿名管理员的消息不能作数",
    "channel": "频道身份的消息不能作数",
    "forward": "转发的消息不能作数",
    "via_bot": "通过其他机器人发送的消息不能作数",
}


def sentence(code: str, values: Values) -> str:
    """Return the sentence of a code as HTML."""
    shown = {name: escape(_show(name, value)) for name, value in values.items()}
    extra = _EXTRA.get(code)
    if extra is not None:
        shown |= {name: escape(text) for name, text in extra(values).items()}
    return SENTENCES[code].format_map(shown)


def _show(name: str, value: object) -> object:
    if name == "number" and isinstance(value, int):
        return numbered(value)
    if name in ("lock", "due") and isinstance(value, str):
        return when(value)
    if isinstance(value, list):
        return listed((_cut(str(item)) for item in value), "；" if name == "arenas" else "、")
    return "" if value is None else _cut(str(value))


def _cut(text: str) -> str:
    """Return what somebody wrote, short enough to be echoed in a sentence."""
    return text if len(text) <= ECHOED else f"{text[:ECHOED]}…"


def _value(values: Values) -> dict[str, str]:
    texts = {name: _cut(str(value)) for name, value in values.items() if name not in ("reason", "metric")}
    return {"sentence": words(values["reason"], texts)}


def _suggestions(values: Values) -> dict[str, str]:
    found = values.get("suggestions") or []
    return {"suggestions": f"您是不是要报：{listed(found)}？" if found else "可报的指标见 /pending。"}


def _updated(values: Values) -> dict[str, str]:
    return {"updated": "（已更新）" if values.get("pressed") else ""}


def _so_far(values: Values) -> dict[str, str]:
    if "count" in values:
        return {"so_far": f"已有 {values['count']} 份，发完请点“提交”。"}
    return {"so_far": "这项必须附佐证，还没有上报。" if values["needed"] else "没有就直接提交，还没有上报。"}


_EXTRA: dict[str, Callable[[Values], dict[str, str]]] = {
    "value": _value,
    "forged": lambda v: {"how": FORGED[v["how"]]},
    "step_evidence": _so_far,
    "unknown_unit": lambda v: {"meant": f"您是不是要找：{listed(v['suggestions'])}？" if v["suggestions"] else ""},
    "unknown_metric": _suggestions,
    "period_kind": lambda v: {"kind": KINDS[v["kind"]]},
    "not_a_lead": lambda v: {
        "mine": f"（{listed(v['mine'])}）" if v["mine"] else "",
        "leads": listed(v["leads"]) or "管理员",
    },
    "own_unit": lambda v: {"leads": listed(v["leads"]) or "管理员"},
    "signed_before": lambda v: {"leads": listed(v["leads"])},
    **dict.fromkeys(REFUSALS, _updated),
    "amend_two_readings": lambda v: {"first": _cut(v["options"][0])},
    "amend_one_reading": lambda v: {"first": _cut(v["options"][0])},
    "unknown_arena": lambda v: {"first": v["arenas"][0]},
    "theme_chosen": lambda v: {"theme": "深色" if v["theme"] == "dark" else "浅色"},
    "feedback_admin": lambda v: {"who": _roles(v), "words": v["words"][:500]},
    "units_unreached": lambda v: {"more": "等" if v["count"] > len(v["units"]) else ""},
    "nudge_when_closed": lambda v: {"state": STATES[v["state"]]},
    "nudged": lambda v: {"later": f"现在不打扰，{when(v['at'])} 送达。" if v["at"] else ""},
    "nudged_before": lambda v: {"later": f"前一次催办 {when(v['at'])} 送达。" if v["at"] else ""},
    "post_settled": lambda v: {"arrived": "每周通报已记为发出" if v["arrived"] else "每周通报将重新发出"},
}


def text(code: str, values: Values) -> Message:
    """Return the message of a code."""
    if code == "start_known":
        return Message(_start(values))
    if code == "help":
        return Message(_help(values))
    if code == "undo_choose":
        rows = tuple((Button(f"↶ 撤回 {n:04} {what}"[:40], f"wd:{n}:{v}"),) for n, v, what in values["items"])
        return Message("请选择要撤回的申报：", rows)
    if code == "appeal_choose":
        rows = tuple((Button(f"⚖️ 有异议 {n:04} {what}"[:40], f"ap:{n}:{v}"),) for n, v, what in values["items"])
        return Message("请选择有异议的一项，还没有任何改动：", rows)
    if code == "transfer_choose":
        key = f"to:{values['number']}:{values['version']}"
        rows = tuple((Button(f"➡️ {name}"[:40], f"{key}:{person}"),) for person, name in values["items"])
        return Message(f"{numbered(values['number'])} 转交给谁？还没有转交。", rows)
    if code == "evidence_offer":
        return _offer(values)
    return Message(sentence(code, values))


def _roles(values: Values) -> str:
    return listed(f"{role[1] if len(role) > 1 else ''}{ROLES[role[0]]}" for role in values["roles"])


def _offer(values: Values) -> Message:
    """Say what becomes of evidence that came without a word."""
    text = f"📎 收到 {values['count']} 份材料，还没有用于任何申报，没有任何改动。30分钟内您发的下一条上报会附上"
    rows = tuple(
        (Button(f"用于 {number:04} {name}"[:40], f"use:{number}:{version}"),)
        for number, version, name in values["items"]
    )
    return Message(f"{text}{'；也可以用于：' if rows else '。'}", (*rows, (Button("取消", "use:0:0"),)))


def _start(values: Values) -> str:
    return (
        f"{escape(values['name'])}，您好，我是擂台助手，帮您上报、核实、查排名。\n"
        f"名册身份：{escape(_roles(values))}。\n看看能做什么：/help"
    )


_HELP = {
    "head": "上报：/report 指标 数值，多项每行一项；只发 /report 就一步步问\n事项：/highlight 指标 级别 标题；只发 /highlight 也一步步问\n我的 /mine ｜ 撤回 /undo ｜ 异议 /appeal 编号 理由",
    "reviewer": "核实：回复核实卡 确认 ／ 退回 原因 ／ 改为 数值；30分钟内可回复 撤销；改收汇总 /digest\n一次多项：/batch 批量确认 ｜ /form 填报表，填好发回",
    "leader": "排名：/rank 擂台 期间；/rank 类别、/rank 走势、/rank 单位",
    "admin": "名册与方案由局办公室在机器上维护（leitai roster import）",
}


def _help(values: Values) -> str:
    roles = values["roles"]
    if not roles:
        return sentence("start_stranger", values)
    lines = [line for role in roles for line in _HELP[role].split("\n")][:5]
    lines.append(
        "待办 /pending ｜ 排名 /rank（深色图片 /rank 深色）｜ 为什么 /why ｜ 规则 /rules ｜ 反馈 /feedback ｜ 取消 /cancel"
    )
    return escape("\n".join(lines))
