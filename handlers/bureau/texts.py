"""What is said about the house as it is set up."""

from handlers.results import Values
from handlers.texts import Said, when, why_refused
from scoring.language import Words

UNSOUND = Words(
    {
        "damaged": ("数据库已损坏", "the database is damaged"),
        "altered": (
            "数据库的结构在程序之外被改动过",
            "the structure of the database was changed outside the program",
        ),
        "chain": ("存证链不符", "the audit chain does not fit"),
        "torn": ("数据库缺少 -wal 文件", "the -wal file of the database is missing"),
        "UnavailableError": ("数据库暂时不能用", "the database cannot be used for now"),
    }
)
QUEUES = Words(
    {
        "inbox": ("收件", "Incoming messages"),
        "outbox": ("发件", "Outgoing messages"),
        "flood": ("被限流的会话", "The limited chat"),
        "webhook": ("消息送达", "Delivery by the chat server"),
    }
)


def _times(v: Values) -> dict[str, str]:
    return {name: when(v[name]) for name in ("begun", "ended") if name in v}


TEXTS = {
    "no_rulebook": Said(
        "⚠️ 没有受理：还没有竞赛方案。请管理员先设置 LEITAI_RULEBOOK 并启动一次。",
        "⚠️ Not accepted: there is no rulebook yet. Please ask an admin to set LEITAI_RULEBOOK and start the bot once.",
    ),
    "rest_days_unknown": Said(
        "🔧 还不知道 {year} 年的节假日和调休，暂按周六、周日休息。请在数据文件夹的 restdays.txt 里逐行写上（如 {year}-02-06 rest），重新启动后生效。",
        "🔧 The public holidays and working weekends of {year} are not known yet; until then only Saturdays and Sundays are rest days. Please write them into restdays.txt in the data folder, one a line (for example {year}-02-06 rest); they hold after the next start.",
    ),
    "next_year_lacking": Said(
        "📅 还有 {count} 天就是 {year} 年，还没有 {year} 年的竞赛方案，到时报不了那一年的数。请把新方案（.toml）私聊发给我，从 {year} 年 1 月起启用；今年的照常办完。",
        "📅 {year} begins in {count} days and has no rulebook yet; nothing can be reported for it then. Please send me the new rulebook (.toml) in private and put it in force from January {year}; this year goes on as before.",
    ),
    "next_year_begun": Said(
        "📅 {year} 年已经开始，还没有竞赛方案：{year} 年的数一律不收，上一年的照常办完。请把新方案（.toml）私聊发给我，从 {year} 年 1 月起启用。",
        "📅 {year} has begun and has no rulebook yet: nothing is accepted for {year}; last year goes on as before. Please send me the new rulebook (.toml) in private and put it in force from January {year}.",
    ),
    "clock_back": Said(
        "🔧 机器的时钟曾走到 {until}，已拨回现在：那时提前发过或跳过的 {count} 项定时事项重新列入，到时照常，已记下的数据不受影响。请检查这台机器的时间。",
        "🔧 This machine's clock had run ahead to {until} and is right again: {count} timed jobs that were sent too early or skipped then are on the list again and run at their time; what was recorded is as it was. Please check the time of this machine.",
        lambda v: {"until": when(v["at"])},
    ),
    "no_room": Said(
        "🔧 磁盘满了（还剩 {free} MB），机器人让出了预留空间：消息照常处理，佐证等有空间再存档。请尽快清理或扩大磁盘，有空间后自动恢复，不用重启。不要删数据库（leitai.db 和同名的几个文件）和 evidence 文件夹。",
        "🔧 The disk is full ({free} MB left). The bot gave up its reserve: messages are handled as usual, evidence is stored once there is room. Please clear the disk or enlarge it soon; then all goes on by itself, without a restart. Do not delete the database (leitai.db and the files named like it) or the evidence folder.",
    ),
    "shelf_shut": Said(
        "🔧 佐证存档的存储桶连不上，或不让进：收到的佐证先留在聊天服务器上，通了自动存档，不用重发。请检查 LEITAI_EVIDENCE_URL 和存储服务，原因在日志和 leitai check 里。",
        "🔧 The storage bucket for evidence cannot be reached, or lets nobody in: evidence stays on the chat server for now and is stored by itself later; nobody need send it again. Please check LEITAI_EVIDENCE_URL and the storage service; the cause is in the log and in leitai check.",
    ),
    "backup_failed": Said(
        "🔧 每天的备份没有成功（{reason}），机器人照常工作，一小时后再试。请检查 LEITAI_BACKUP_DIR 的磁盘空间和权限，也可以在机器上运行 leitai check。",
        "🔧 The daily backup failed ({reason}). The bot works as usual and tries again in an hour. Please check room and rights of LEITAI_BACKUP_DIR, or run leitai check on the machine.",
        lambda v: {"reason": UNSOUND.get(v["reason"], str(v["reason"]))},
    ),
    "incident": Said(
        "⚠️ 没有受理：这条消息处理失败，没有任何内容计入。事件号 {incident}，管理员已知悉，请稍后重发或联系局办公室。",
        "⚠️ Not accepted: this message could not be handled and nothing was counted. Incident {incident}; the admins know. Please send it again later, or ask the office.",
    ),
    "too_fast": Said(
        "⏳ 没有受理：您一分钟内发了 20 条，太快了，从这一条起都不处理，也不逐条提示，停发一分钟就恢复。请到时重发这一条；一条消息里可以写多行，一行一项。",
        "⏳ Not accepted: 20 messages within a minute are too fast: this one and those right behind it are not handled, without a notice for each. After a minute without any, all goes on; please send this one again then. One message may hold many lines, an item each.",
    ),
    "incident_admin": Said(
        "🔧 一条消息处理失败，已搁置，其他消息照常处理。事件号 {incident}，详情见日志。",
        "🔧 A message could not be handled and was put aside; the others go on as usual. Incident {incident}; see the log.",
    ),
    "letter_lost": Said(
        "🔧 有一条消息没有送达（会话 {chat}）：{why}。请检查机器人是否还在群里、有没有被禁言。",
        "🔧 A message was not delivered (chat {chat}): {why}. Please check whether the bot is still in the group and may write there.",
        lambda v: {"why": why_refused(v["reason"])},
    ),
    "put_off": Said(
        "🔧 聊天服务器要求 {count} 小时之内不再往会话 {chat} 发消息，太久了：每小时再试一次，其他会话照常。请留意机器人是否被限制。",
        "🔧 The chat server wants no more messages to chat {chat} for {count} hours. That is too long: it is tried again every hour, other chats go on as usual. Please see whether the bot was restricted.",
    ),
    "inbox_stands": Said(
        "🔧 收件停住了：{begun} 起有消息等着办，5 分钟没有动（事件号 {row}）。消息都已存下，不会丢，也不会重复计入。请看日志，在机器上运行 leitai check；还是不动就重启机器人，会从这一条接着办。",
        "🔧 Incoming messages stand still: some have waited since {begun}, and nothing moved for 5 minutes (incident {row}). All are stored; nothing is lost or counted twice. Please read the log and run leitai check on the machine; if nothing moves, restart the bot: it goes on with this message.",
        _times,
    ),
    "webhook_stands": Said(
        "🔧 聊天服务器送不进消息：{begun} 起有消息等在那里，5 分钟没有一条送到。24 小时以内发的它都留着，不会丢。请检查 LEITAI_WEBHOOK_URL 指向的域名、证书、反向代理和防火墙；它说的原因见日志。",
        "🔧 The chat server cannot deliver: messages have waited there since {begun}, and none came for 5 minutes. It keeps those of the last 24 hours; nothing is lost. Please check the domain of LEITAI_WEBHOOK_URL, its certificate, the reverse proxy and the firewall; the server's own words are in the log.",
        _times,
    ),
    "outbox_stands": Said(
        "🔧 发件停住了：{begun} 起有消息等着发往会话 {chat}，聊天服务器有应答，5 分钟没有发出。消息都已存下，会一直重试，不会丢。原因见日志里 letter id={row} 一行。",
        "🔧 Outgoing messages stand still: some for chat {chat} have waited since {begun}; the chat server answers, but nothing went out for 5 minutes. All are stored and tried again; nothing is lost. See the log, line letter id={row}.",
        _times,
    ),
    "flood_waits": Said(
        "🔧 聊天服务器限流，{ended} 以前不往会话 {chat} 发消息：不是故障，到时自动接着发，其他会话照常。",
        "🔧 The chat server limits us: nothing goes to chat {chat} before {ended}. This is no fault; it goes on by itself, other chats go on as usual.",
        _times,
    ),
    "goes_on": Said(
        "✅ {what}恢复了：{begun} 停住，{ended} 起照常，积下的按顺序办。",
        "✅ {what} have moved again since {ended}, after standing still from {begun}; what has piled up is done in order.",
        lambda v: {**_times(v), "what": QUEUES[v["queue"]]},
    ),
    "server_back": Said(
        "🔧 聊天服务器有一段时间没有应答：{begun} 起，{ended} 恢复，共 {count} 分钟（机器人停着的时间也算）。24 小时以内发的消息聊天服务器都留着，现在按顺序补办。",
        "🔧 The chat server did not answer for a while: from {begun} to {ended}, in minutes: {count} (the time the bot was off counts, too). The chat server keeps messages of the last 24 hours; they are now done in order.",
        _times,
    ),
    "chain_broken": Said(
        "🔧 存证链从第 {row} 条起不符：数据库在程序之外被改动过。请运行 leitai audit verify 逐处查看，必要时从备份恢复。",
        "🔧 The audit chain does not fit from row {row} on: the database was changed outside the program. Please run leitai audit verify to see each place, and restore a backup if need be.",
    ),
}
