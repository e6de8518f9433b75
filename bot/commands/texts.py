"""What commands say of the house's own keeping: files, the database, and what does not fit the audit chain."""

import json
from collections.abc import Iterable
from typing import Any

from handlers.desk.texts import ACTS
from handlers.matters.actions.verifying import Off
from handlers.texts import numbered
from scoring.language import Words, both
from scoring.matters.cells import entry
from storage.audit import Link
from storage.replay import KEYS
from storage.sealed import Difference

UNUSABLE = Words(
    {
        "newer": (
            "数据库 {path} 来自更新的版本（{detail}），请升级 leitai 后再用",
            "The database {path} is of a newer version ({detail}); please upgrade leitai to use it",
        ),
        "older": (
            "数据库 {path} 是旧版本的结构（{detail}）：请运行 leitai migrate，或启动 leitai run",
            "The database {path} is of an older schema ({detail}): please run leitai migrate, or start leitai run",
        ),
        "not_upgraded": (
            "数据库 {path} 没有升级（{detail}），结构和内容都和原来一样：请继续用原来的版本，并把这句话告诉维护者",
            "The database {path} was not upgraded ({detail}) and is as it was: please go on with the former version, and tell the maintainers this",
        ),
        "unreadable": (
            "数据库 {path} 不是可用的数据库文件，什么都没有改动：请检查 LEITAI_DATABASE_URL，或用 leitai restore 恢复备份",
            "The database {path} is no usable database file; nothing has changed: please check LEITAI_DATABASE_URL, or put a backup back with leitai restore",
        ),
        "foreign": (
            "数据库 {path} 是别的程序的，没有动它：请检查 LEITAI_DATABASE_URL",
            "The database {path} belongs to another program and was left alone: please check LEITAI_DATABASE_URL",
        ),
        "empty": (
            "数据库 {path} 是空的：请先启动 leitai run，或运行 leitai migrate；若是复制来的，请连同名的 -wal 文件一起复制",
            "The database {path} is empty: please start leitai run first, or run leitai migrate; if it was copied, copy the -wal file of the same name as well",
        ),
        "torn": (
            "数据库 {path} 是使用中单独复制出来的，缺少同名的 -wal 文件，最近的改动不在里面：请连同 -wal 文件重新复制，或用 leitai restore 恢复备份；只剩这一份时，运行 leitai restore {path} --force",
            "The database {path} was copied alone while in use: its -wal file is lacking and with it the last changes. Please copy it again with the -wal file, or put a backup back with leitai restore; if this copy is all there is, run leitai restore {path} --force",
        ),
        "chain": (
            "数据库 {path} 的存证链从第 {detail} 条起不符，没有备份：数据库在程序之外被改动过，请运行 leitai audit verify，并另外保存整个数据文件夹",
            "The audit chain of the database {path} does not fit from row {detail} on, so it was not backed up: it was changed outside the program; please run leitai audit verify, and save the whole data folder aside",
        ),
        "altered": (
            "数据库 {path} 的结构在程序之外被改动过（{detail}），没有动它：请停止 leitai run，另外保存整个数据文件夹，再用 leitai restore 备份文件 --force 恢复最近的备份",
            "The schema of the database {path} was changed outside the program ({detail}), so it was left alone: please stop leitai run, save the whole data folder aside, then put the newest backup back with leitai restore FILE --force",
        ),
        "damaged": (
            "数据库 {path} 已损坏（{detail}），没有动它：请停止 leitai run，用 leitai restore 备份文件 --force 恢复最近的备份",
            "The database {path} is damaged ({detail}) and was left alone: please stop leitai run and put the newest backup back with leitai restore FILE --force",
        ),
    }
)
"""Why a database cannot be used, by the code of its fault."""
UNUSABLE_SERVER = Words(
    {
        "login": (
            "数据库 {path} 登录不了（{detail}），没有任何改动：请核对 LEITAI_DATABASE_URL 里的用户和口令，以及服务器的 pg_hba.conf",
            "The database {path} lets nobody in ({detail}); nothing has changed: please check user and password in LEITAI_DATABASE_URL, and pg_hba.conf on the server",
        ),
        "absent": (
            "服务器上没有数据库 {path}，没有任何改动：请先建库（createdb），或核对 LEITAI_DATABASE_URL",
            "The server has no database {path}; nothing has changed: please create it first (createdb), or check LEITAI_DATABASE_URL",
        ),
        "rights": (
            "数据库 {path} 的权限不够（{detail}），没有任何改动：请让数据库管理员把这个库交给 LEITAI_DATABASE_URL 里的用户（ALTER DATABASE … OWNER TO …）",
            "The rights in the database {path} do not suffice ({detail}); nothing has changed: please let its administrator give it to the user in LEITAI_DATABASE_URL (ALTER DATABASE … OWNER TO …)",
        ),
        "old_server": (
            "数据库 {path} 的 PostgreSQL 版本太旧，没有任何改动：请升级到 14 或更新的版本",
            "The PostgreSQL of the database {path} is too old; nothing has changed: please upgrade it to 14 or newer",
        ),
        "unreadable": (
            "数据库 {path} 读不了，什么都没有改动：请查看 PostgreSQL 的日志",
            "The database {path} cannot be read; nothing has changed: please look into the log of PostgreSQL",
        ),
        "empty": (
            "数据库 {path} 是空的：请先启动 leitai run，或运行 leitai migrate",
            "The database {path} is empty: please start leitai run first, or run leitai migrate",
        ),
        "altered": (
            "数据库 {path} 的结构在程序之外被改动过（{detail}），没有动它：请停止 leitai run，用 pg_dump 另外保存，再恢复最近的备份",
            "The schema of the database {path} was changed outside the program ({detail}), so it was left alone: please stop leitai run, save it aside with pg_dump, then put the newest backup back",
        ),
        "damaged": (
            "数据库 {path} 已损坏（{detail}），没有动它：请停止 leitai run，查看 PostgreSQL 的日志，恢复最近的备份",
            "The database {path} is damaged ({detail}) and was left alone: please stop leitai run, look into the log of PostgreSQL and put the newest backup back",
        ),
    }
)
"""The same of a database on a server, where it is another."""
UNAVAILABLE = Words(
    {
        "full": ("磁盘空间不足", "the disk is full"),
        "busy": ("别的程序正占着它，或磁盘读写出错", "another program holds it, or the disk cannot be read or written"),
    }
)
"""Why a database cannot be used just now, by the code of what passes."""
KINDS = Words(
    {
        "week": ("周榜", "week"),
        "month": ("月度", "month"),
        "quarter": ("季度", "quarter"),
        "year": ("全年", "year"),
        "correction": ("更正", "correction"),
    }
)
"""What the kinds of publications are called."""
TABLES = Words(
    {
        "templates": ("通报模板", "template"),
        "submissions": ("申报", "submission"),
        "versions": ("申报内容", "submission"),
        "reviews": ("核实记录", "review"),
        "cell_values": ("得分数据", "value that counts"),
        "nil_returns": ("本月无", "none this month"),
        "attachments": ("附件", "attachment"),
        "evidence": ("佐证", "evidence"),
        "kept_files": ("佐证存档", "copy of evidence"),
        "gone_files": ("佐证到期清理", "evidence cleared"),
        "roster": ("名册", "roster"),
        "invites": ("邀请", "invite"),
        "identities": ("身份", "identity"),
        "chats": ("会话", "chat"),
        "fixtures": ("本局设置", "setting of the bureau"),
        "rulebooks": ("竞赛方案", "rulebook"),
        "changes": ("方案和日程的变更", "change of rulebook or schedule"),
        "publications": ("通报", "publication"),
        "documents": ("通报的文件", "document of a publication"),
        "ledger": ("定时事项", "what goes by the clock"),
        "preferences": ("提醒方式", "reminders"),
        "vetoes": ("一票否决", "veto"),
        "veto_answers": ("一票否决会签", "signature of a veto"),
        "veto_evidence": ("一票否决的佐证", "evidence of a veto"),
        "matter_evidence": ("督办件的佐证", "evidence of a matter"),
        "flags": ("红黑旗提名", "proposed flag"),
        "flag_acts": ("红黑旗的决定", "decision about a flag"),
        "entries": ("台账号", "number of the ledger"),
        "matters": ("督办件", "matter"),
        "parts": ("承办", "part"),
        "matter_acts": ("督办件的办理", "act about a matter"),
    }
)
INVITES = Words(
    {
        "none": ("没有邀请", "no invite"),
        "open": ("已发邀请", "has an invite"),
        "over": ("邀请已过期", "the invite has expired"),
        "opened": ("已打开邀请", "has opened the invite"),
        "waiting": ("等管理员通过", "waits for an admin"),
    }
)
"""Where the invite of somebody without a number stands."""
SHOWN = 20
"""Differences that are told one by one."""
LONGEST = 60
_SENTENCES = Words(
    {
        "check_settings": ("设置：可用", "Settings: fine"),
        "check_passed": ("检查通过", "All is well"),
        "check_noted": (
            "检查通过，没有错误；上面有 {count} 处提醒，请逐条看一看",
            "No fault; please look at the notes above: {count}",
        ),
        "check_sample_office": (
            "提醒：publish.office 还是示例里虚构的“{office}”，正式通报会用它的名义，请换成本局的",
            "Note: publish.office is still the invented one of the sample, and circulars would be issued in its name; please put your own",
        ),
        "check_doubt": ("提醒：{doubt}", "Note: {doubt}"),
        "check_year_over": (
            "提醒：竞赛方案是 {year} 年的，现在是 {now} 年，{now} 年的上报会被拒绝；{year} 年照常收尾，{now} 年请另备一份，year 改为 {now}",
            "Note: the rulebook is of {year}, and this is {now}: reports of {now} are refused; please prepare one of {now}.",
        ),
        "check_rulebook": ("竞赛方案：可用，{name} {year} 年，{short}…", "Rulebook: fine, {name} {year}, {short}…"),
        "check_fonts": ("字体：可用", "Fonts: fine"),
        "check_no_database": (
            "数据库：还没有，首次启动时建立 {path}",
            "Database: none yet, the first start makes {path}",
        ),
        "check_database": ("数据库：可用 {path}", "Database: fine, {path}"),
        "check_sqlite": (
            "提醒：SQLite {version} 低于 3.51.3，只由 leitai run 进程整理预写日志",
            "Note: SQLite {version} is older than 3.51.3, so only leitai run tidies the write-ahead log",
        ),
        "check_other_rulebook": (
            "提醒：LEITAI_RULEBOOK 的文件与数据库中生效的方案不同，继续按生效的方案计分；换用须由管理员指定生效周期",
            "Note: the file of LEITAI_RULEBOOK is not the rulebook in force in the database, by which scoring goes on; to change it an admin must say from which period",
        ),
        "check_token": (
            "聊天服务器：机器人令牌无效（回答 401），请核对 LEITAI_TOKEN",
            "Chat server: the bot's token is not valid (answer 401); please check LEITAI_TOKEN",
        ),
        "check_server": ("聊天服务器：可用，机器人 @{name}", "Chat server: fine, bot @{name}"),
        "demo_tour_where": ("--tour 需要 --out 文件夹", "--tour needs --out FOLDER"),
        "demo_out_alone": ("--out 只和 --tour 一起用", "--out goes with --tour only"),
        "witness_alone": (
            "不认识 {text}：存证码写在 --witness 后面",
            "{text} is not known: a seal stands behind --witness",
        ),
        "no_database": (
            "还没有数据库 {path}：请先启动 leitai run 或导入名册（leitai roster import）",
            "There is no database {path} yet: please start leitai run first, or import a roster (leitai roster import)",
        ),
        "database_shut": (
            "数据库 {path} 打不开（{reason}），请检查文件夹的权限",
            "The database {path} cannot be opened ({reason}); please check the rights of the folder",
        ),
        "run_stops": (
            "leitai run 正在结束：手头的做完就停，还没有发出的、还没有处理的，下次启动接着做",
            "leitai run is stopping: what is in hand comes to its end; what is not yet sent or done follows at the next start",
        ),
        "run_twice": (
            "已经有一个 leitai run 在用数据库 {path}，没有启动第二个",
            "A leitai run uses the database {path} already; no second one was started",
        ),
        "roster_taken": (
            "名册已导入：新增 {added} 行，原有 {kept} 行，停用 {removed} 行",
            "Roster imported. Rows added: {added}, kept: {kept}, removed: {removed}",
        ),
        "roster_refused": (
            "名册没有导入：{file} 有 {count} 处错误，请改正后重新导入",
            "The roster was not imported, faults in {file}: {count}; please mend them and import it again",
        ),
        "values_unfit": ("数值没有导入：{fault}", "No values were imported: {fault}"),
        "values_taken": ("已导入 {count}", "Imported: {count}"),
        "values_refused": (
            "数值没有导入：{file} 有 {count} 处错误，什么都没有改动，请改正后重新导入",
            "No values were imported, faults in {file}: {count}; nothing has changed, please mend them and import it again",
        ),
        "ledger_unreadable": (
            "台账推算的结果读不懂：数据库在程序之外被改动过",
            "What is computed from the ledger cannot be read: the database was changed outside the program",
        ),
        "matters_as_of": ("看这一时刻的台账（ISO 8601）", "The ledger as of this moment (ISO 8601)"),
        "matters_formats": (
            "--format 不能是 {format}，请从中选一个：json xlsx",
            "--format cannot be {format}; please choose one: json xlsx",
        ),
        "matters_file": (
            "交办表：.xlsx 或 UTF-8 的 .csv，列 序号 种类 标题 单位 时限 数量 配合 责任人 措施 来源 上级",
            "Table of matters: .xlsx or .csv in UTF-8 with the columns No., Kind, Title, Units, Deadline, Quantity, Helpers, Responsible, Measure, Source, Parent",
        ),
        "matters_by": (
            "能交办这些种类的人的 Telegram 数字编号：以谁的名义交办",
            "The Telegram id of somebody who may assign these kinds: in whose name it is done",
        ),
        "matters_unfit": ("没有交办：{fault}", "Nothing was assigned: {fault}"),
        "matters_refused": (
            "没有交办：{file} 有 {count} 处错误，什么都没有改动，请改正后重新导入",
            "Nothing was assigned, faults in {file}: {count}; nothing has changed, please mend them and import it again",
        ),
        "matters_taken": ("已交办 {count} 件", "Matters assigned: {count}"),
        "matters_terminal": (
            "--format xlsx 输出的是工作簿，请转存到文件，例如 > 台账.xlsx",
            "--format xlsx writes a workbook; please send it to a file, for example > ledger.xlsx",
        ),
        "demo_roster_alone": (
            "--roster 不能和 --tour、--empty 一起用",
            "--roster cannot go with --tour or --empty",
        ),
        "demo_no_tour": ("--empty 不能和 --tour 一起用", "--empty cannot go with --tour"),
        "backup_made": ("已备份：{path}（{size}，存证码 {code}）", "Backed up: {path} ({size}, seal {code})"),
        "backup_missing": (
            "有 {count} 份佐证存档缺失或与存证不符，没有放进备份：请运行 leitai audit verify 查看",
            "Copies of evidence that are missing or not as sealed and so not in the backup: {count}; please run leitai audit verify",
        ),
        "backup_exists": (
            "已经有 {path}，没有覆盖，也没有备份：请换一个文件名或文件夹",
            "There is {path} already; it was left alone and nothing was backed up: please take another file or folder",
        ),
        "backup_no_folder": (
            "{path} 不是文件夹，也不是以 .tar 结尾的文件名，没有备份",
            "{path} is no folder and no file name that ends in .tar; nothing was backed up",
        ),
        "backup_not_written": (
            "没有备份，{path} 写不成（{reason}）：请检查磁盘空间和文件夹的权限",
            "Nothing was backed up, {path} cannot be written ({reason}): please check the room on the disk and the rights of the folder",
        ),
        "backup_unset": (
            "提醒：没有设置 LEITAI_BACKUP_DIR，不会每天自动备份",
            "Note: LEITAI_BACKUP_DIR is not set, so there is no daily backup",
        ),
        "backup_none": (
            "提醒：LEITAI_BACKUP_DIR（{folder}）里还没有备份，leitai run 运行时每天做一份",
            "Note: LEITAI_BACKUP_DIR ({folder}) holds no backup yet; leitai run makes one daily",
        ),
        "backup_age": ("备份：最近一次备份是 {age}前（{path}）", "Backup: the newest one is {age} old ({path})"),
        "backup_old": (
            "提醒：最近一次备份是 {age}前（{path}），请检查 leitai run 是否在运行、LEITAI_BACKUP_DIR 能否写入",
            "Note: the newest backup is {age} old ({path}); please check that leitai run is running and LEITAI_BACKUP_DIR can be written",
        ),
        "minutes": ("{count} 分钟", "{count} minutes"),
        "hours": ("{count} 小时", "{count} hours"),
        "days": ("{count} 天", "{count} days"),
        "restored": (
            "已恢复：{path}（备份做于 {made_at}，存证码 {code}）",
            "Put back: {path} (backup of {made_at}, seal {code})",
        ),
        "restored_aside": (
            "原来的另存在 {folder}，确认无误后可以删除",
            "What was there is kept in {folder} and can be deleted once all is well",
        ),
        "restored_rulebook": ("竞赛方案放在 {path}", "The rulebook is at {path}"),
        "restore_missing": (
            "备份里缺 {count} 份佐证存档：请运行 leitai audit verify 查看",
            "Copies of evidence that the backup lacks: {count}; please run leitai audit verify",
        ),
        "restore_no_file": (
            "找不到备份文件 {path}，什么都没有改动：请检查路径",
            "There is no backup {path}; nothing has changed: please check the path",
        ),
        "restore_broken": (
            "{path} 不是完好的备份，什么都没有改动：请换一份备份",
            "{path} is no sound backup; nothing has changed: please take another one",
        ),
        "restore_newer": (
            "{path} 来自更新的版本（{detail}），什么都没有改动：请升级 leitai 后再恢复",
            "{path} is of a newer version ({detail}); nothing has changed: please upgrade leitai first",
        ),
        "restore_running": (
            "数据库 {path} 正在使用，什么都没有改动：请先停止 leitai run 再恢复",
            "The database {path} is in use; nothing has changed: please stop leitai run first",
        ),
        "restore_over": (
            "已经有数据库 {path}，没有动它：要用备份替换，请加 --force（原来的另存在旁边）",
            "There is a database {path}, which was left alone: to replace it by the backup, please add --force (it is kept aside)",
        ),
        "restore_not_written": (
            "没有恢复，{path} 读不出来或写不进去（{reason}）：请检查磁盘空间和权限",
            "Nothing was put back, {path} cannot be read or written ({reason}): please check the room on the disk and the rights",
        ),
        "working_migrate": (
            "正在逐行搬到另一个数据库，两边都要核对",
            "Moving every row to the other database, verified on both sides",
        ),
        "working_backup": ("正在备份并核对", "Making the backup, which is read again"),
        "working_restore": ("正在核对备份，然后换上", "Verifying the backup, then putting it back"),
        "working_verify": ("正在重算存证链，逐行核对", "Computing the chain again, every row against it"),
        "working_demo": ("正在演示例的一周", "Playing the sample week"),
        "working_import": ("正在核对整张表", "Checking the whole table"),
        "migrated": ("数据库 {path} 已是最新结构", "The database {path} has the newest schema"),
        "taken_nothing": ("没有搬：还没有数据库 {path}", "Nothing was moved: there is no database {path} yet"),
        "taken_not_opened": (
            "没有搬：数据库 {path} 打不开（{reason}），请检查文件夹的权限",
            "Nothing was moved: the database {path} cannot be opened ({reason}); please check the rights of the folder",
        ),
        "taken_running": (
            "没有搬，什么都没有改动：数据库 {path} 正在使用，请先停止 leitai run",
            "Nothing was moved and nothing has changed: the database {path} is in use, please stop leitai run first",
        ),
        "taken_filled": (
            "没有搬，什么都没有改动：{path} 里已经有数据，请另建一个空的数据库",
            "Nothing was moved and nothing has changed: {path} holds data already; please create an empty database",
        ),
        "taken_unsealed": (
            "没有搬，什么都没有改动：数据库 {path} 和存证链有 {count} 处不符，请先运行 leitai audit verify 查清",
            "Nothing was moved and nothing has changed: the database {path} does not fit the audit chain, places: {count}; please run leitai audit verify first",
        ),
        "taken_rows": ("共 {count} 行：{tables}", "{count} rows: {tables}"),
        "taken": (
            "已搬到 {path}，存证链和每一条记录核对无误（存证码 {code}）。原来的 {source} 没有改动；请把 LEITAI_DATABASE_URL 设为新的地址，再启动 leitai run",
            "Moved to {path}; the audit chain and every row check (seal {code}). {source} is as it was; please set LEITAI_DATABASE_URL to the new address, then start leitai run",
        ),
        "taken_evidence": (
            "佐证存档没有搬：请把文件夹 {folder} 放到 {to}",
            "The copies of evidence were not moved: please put the folder {folder} at {to}",
        ),
        "forgotten": (
            "已注销：编号 {id} 的姓名和编号都换成了“{name}”，存证链照样核对得上。以前的备份里还有，备份到期即清；已印发的通报附件、别人写在事由和说明里的名字不会改。",
            "Forgotten: “{name}” now stands for the name and id of {id}, and the audit chain still checks. Older backups hold them until they run out; names in printed circulars and in reasons and notes of others stay.",
        ),
        "invites_made": (
            "邀请单已写到 {file}：{count} 人，一人一张，72 小时内有效，各用一次。文件里有邀请码，印好请删除",
            "Invites written to {file}, people: {count}, one card each, good for 72 hours, once each. The file holds their codes: please delete it once it is printed",
        ),
        "invites_exists": (
            "已经有 {file}，没有覆盖，也没有发邀请：请换一个文件名",
            "There is {file} already; it was left alone and no invites were made: please take another name",
        ),
        "invites_not_written": (
            "邀请单 {file} 写不成（{reason}）：请检查磁盘空间和文件夹的权限，再加 --all 重做",
            "The invites {file} cannot be written ({reason}): please check the room on the disk and the rights of the folder, then make them again with --all",
        ),
        "invites_unreachable": (
            "没有发邀请：聊天服务器连不上（{reason}），问不到机器人的名字，请稍后再试",
            "No invites were made: the chat server cannot be reached ({reason}) to ask for the bot's name; please try again later",
        ),
        "invites_formats": (
            "--format 不能是 {format}，请从中选一个：table json",
            "--format cannot be {format}; please choose one: table json",
        ),
        "unavailable": (
            "数据库暂时不能用（{reason}），没有任何改动：请检查磁盘空间，稍后再试",
            "The database cannot be used just now ({reason}); nothing has changed: please check the room on the disk and try again later",
        ),
        "unreachable": (
            "数据库 {path} 连不上（{detail}），没有任何改动：请确认 PostgreSQL 已经启动，并核对 LEITAI_DATABASE_URL 的地址和端口",
            "The database {path} cannot be reached ({detail}); nothing has changed: please see that PostgreSQL has been started, and check host and port in LEITAI_DATABASE_URL",
        ),
        "upgraded_server": (
            "数据库 {path} 的结构已从 {older} 升级到 {newest}",
            "The schema of the database {path} was upgraded from {older} to {newest}",
        ),
        "restore_server": (
            "没有恢复，什么都没有改动：备份不能直接恢复到 PostgreSQL（{path}）。请去掉 LEITAI_DATABASE_URL 恢复到 SQLite，再用 leitai migrate --to 地址 搬进空的数据库",
            "Nothing was put back and nothing has changed: a backup cannot go straight to PostgreSQL ({path}). Please leave out LEITAI_DATABASE_URL, put it back to SQLite, then move it to an empty database with leitai migrate --to ADDRESS",
        ),
        "upgraded": (
            "数据库 {path} 的结构已从 {older} 升级到 {newest}，升级前的原样另存在 {copy}",
            "The schema of the database {path} was upgraded from {older} to {newest}; as it was before it is kept at {copy}",
        ),
        "upgrade_kept": ("升级前的原样另存在 {copy}", "As it was before the upgrade it is kept at {copy}"),
        "upgrade_running": (
            "数据库 {path} 正在使用，没有升级，什么都没有改动：请先停止 leitai run 再升级",
            "The database {path} is in use; it was not upgraded and nothing has changed: please stop leitai run first",
        ),
        "upgrade_no_copy": (
            "数据库 {path} 没有升级，什么都没有改动：升级前的原样 {copy} 写不成（{reason}），请检查磁盘空间和文件夹的权限",
            "The database {path} was not upgraded and nothing has changed: its copy {copy} cannot be written ({reason}); please check the room on the disk and the rights of the folder",
        ),
        "no_head": (
            "提醒：没有负责人的参赛单位（{count} 家），没有人能替它们上报：{units}。请管理员私聊发 /bureau，在“名册”里补上",
            "Note: units without a head, for which nobody can report, {count}: {units}. Please let an admin send /bureau in private and complete the roster",
        ),
        "unit_left": (
            "提醒：所在单位已退出竞赛、还在名册上的有 {count} 人：{units}。没有别的单位的，请管理员私聊发 /people 离任",
            "Note: people on the roster whose unit has left, {count}: {units}. For those without another unit please let an admin send /people remove in private",
        ),
        "no_reviewer": (
            "提醒：没有核实人的牵头单位（{count} 家），核实卡会转给别人：{units}。请管理员私聊发 /bureau，在“名册”里补上",
            "Note: lead departments without a reviewer, whose cards go to others, {count}: {units}. Please let an admin send /bureau in private and complete the roster",
        ),
        "font": (
            "字体：{wrong}，榜单只能发文字。请重新安装 leitai 的依赖 mpl-font，或安装系统字体 fonts-noto-cjk",
            "Fonts: {wrong}; standings can go out as text only. Please install leitai's dependency mpl-font again, or the system font fonts-noto-cjk",
        ),
        "font_damaged": ("字体文件已损坏", "the font file is damaged"),
        "folder_shut": (
            "文件夹 {folder} 不能用：运行 leitai 的账号在 {there} 里不能写。请用 chown、chmod 让它能写，或更换 {setting}",
            "The folder {folder} cannot be used: the account that runs leitai cannot write in {there}. Please let it by chown or chmod, or change {setting}",
        ),
        "folder_shut_off": (
            "数据文件夹 {folder} 不能用（{reason}），没有任何改动：请检查它的权限，或更换 LEITAI_DATA_DIR",
            "The data folder {folder} cannot be used ({reason}); nothing has changed: please check its rights, or change LEITAI_DATA_DIR",
        ),
        "folder_file": (
            "文件夹 {folder} 不能用：{there} 是文件，不是文件夹。请移走它，或更换 {setting}",
            "The folder {folder} cannot be used: {there} is a file, not a folder. Please move it away, or change {setting}",
        ),
        "clock_fast": (
            "本机时间比聊天服务器快 {seconds} 秒，截止和发榜都会早：请开启自动对时（timedatectl set-ntp true）后再启动",
            "This machine's clock is {seconds} seconds ahead of the chat server's, so deadlines and posts would come early: please have it set by itself (timedatectl set-ntp true) before you start",
        ),
        "clock_slow": (
            "本机时间比聊天服务器慢 {seconds} 秒，截止和发榜都会晚：请开启自动对时（timedatectl set-ntp true）后再启动",
            "This machine's clock is {seconds} seconds behind the chat server's, so deadlines and posts would come late: please have it set by itself (timedatectl set-ntp true) before you start",
        ),
        "rulebook_file": ("竞赛方案（.toml）", "The rulebook (.toml)"),
        "rulebook_from": ("从哪个月起生效，例如 2026-12", "From which month it is in force, for example 2026-12"),
        "rulebook_by": ("提出的管理员的数字编号", "The numeric id of the admin who proposes it"),
        "rulebook_period": (
            "--from 不能是 {text}，请写成月份，例如 2026-12",
            "--from cannot be {text}; please write a month, for example 2026-12",
        ),
        "rulebook_put": ("方案已生效：自 {period} 起", "The rulebook is in force from {period}"),
        "rulebook_waits": (
            "已提出，还没有生效：{period} 起已有确认的数据，已在聊天里请另一名管理员或局领导会签",
            "Proposed, not in force yet: there is confirmed data from {period}, so another admin or a leader has been asked in the chat to sign",
        ),
        "server_slow": (
            "聊天服务器 {url} 连不上：{seconds} 秒内没有回答。请检查网络和防火墙；不能直接访问的网络请设置或更换 LEITAI_PROXY",
            "The chat server {url} cannot be reached: no answer within {seconds} seconds. Please check network and firewall; where there is no direct way please set or change LEITAI_PROXY",
        ),
        "server_nameless": (
            "聊天服务器 {url} 连不上：查不到这个主机名。请核对 LEITAI_API_URL，检查网络和域名解析；不能直接访问的网络请设置 LEITAI_PROXY",
            "The chat server {url} cannot be reached: this host name is not known. Please check LEITAI_API_URL, network and DNS; where there is no direct way please set LEITAI_PROXY",
        ),
        "server_shut": (
            "聊天服务器 {url} 连不上：那里没有接受连接。请核对 LEITAI_API_URL 的地址和端口，并确认那里的服务已经启动",
            "The chat server {url} cannot be reached: nothing takes the connection there. Please check host and port of LEITAI_API_URL, and that the service there has been started",
        ),
        "server_untrusted": (
            "聊天服务器 {url} 连不上：加密连接没有建立（证书不可信，或那里不是 https）。请核对 LEITAI_API_URL 和本机时间；网关换了证书的，请改走 LEITAI_PROXY",
            "The chat server {url} cannot be reached: no encrypted connection (the certificate is not trusted, or there is no https). Please check LEITAI_API_URL and this machine's clock; where a gateway changes certificates please go through LEITAI_PROXY",
        ),
        "server_proxy": (
            "聊天服务器 {url} 连不上：代理没有接通。请确认代理已经启动，并核对 LEITAI_PROXY（没有设置时用的是 ALL_PROXY 等环境变量）里的地址、端口和口令",
            "The chat server {url} cannot be reached: the proxy does not get through. Please see that it has been started, and check host, port and password in LEITAI_PROXY (where that is not set, in ALL_PROXY and the like)",
        ),
        "server_foreign": (
            "聊天服务器 {url} 连不上：回答的不是聊天服务器，多半是上网认证页或网关。请先完成上网认证，再核对 LEITAI_API_URL 和 LEITAI_PROXY",
            "The chat server {url} cannot be reached: what answers is no chat server but perhaps a login page or a gateway. Please log in to the network first, then check LEITAI_API_URL and LEITAI_PROXY",
        ),
        "server_busy": (
            "聊天服务器 {url} 要求等一会儿再连，请过几分钟再试",
            "The chat server {url} asks to wait; please try again in a few minutes",
        ),
        "server_unknown": (
            "聊天服务器 {url} 连不上：连接中断。请稍后再试，并检查网络、LEITAI_API_URL 和 LEITAI_PROXY",
            "The chat server {url} cannot be reached: the connection broke. Please try again later, and check the network, LEITAI_API_URL and LEITAI_PROXY",
        ),
        "webhook": (
            "收消息：消息由聊天服务器送到 {url}，反向代理转到 {http}",
            "Updates: the chat server brings them to {url}, the reverse proxy hands them to {http}",
        ),
        "webhook_none": (
            "提醒：聊天服务器还不知道往哪里送，leitai run 启动时登记",
            "Note: the chat server does not know yet where to bring updates; leitai run tells it when it starts",
        ),
        "webhook_other": (
            "提醒：聊天服务器现在把消息送到 {url}，leitai run 启动时改过来",
            "Note: the chat server brings updates to {url} now; leitai run changes that when it starts",
        ),
        "webhook_fails": (
            "提醒：有 {count} 条消息等在聊天服务器上，最近一次没有送到：{reason}",
            "Note: updates that wait at the chat server: {count}; the last one did not arrive: {reason}",
        ),
        "shelf_shut": (
            "LEITAI_EVIDENCE_URL：佐证存档的存储桶用不了（{reason}），请核对地址、AWS_ 开头的几项设置和存储服务",
            "LEITAI_EVIDENCE_URL: the bucket of evidence cannot be used ({reason}); please check the address, the settings that begin with AWS_ and the store",
        ),
        "shelf_fine": ("佐证存档：可用 {shelf}，{count} 份", "Evidence: fine, {shelf}, {count} copies"),
        "group_unset": (
            "提醒：没有设置 LEITAI_GROUP，周榜和群里的回执不会发出",
            "Note: LEITAI_GROUP is not set, so weekly posts and receipts in the group do not go out",
        ),
        "group_fine": ("工作群：可用，{title}", "Work group: fine, {title}"),
        "group_unknown": (
            "工作群 {group}：机器人找不到它：没有这个群，或机器人不在里面。请核对 LEITAI_GROUP，并把机器人拉进群",
            "Work group {group}: the bot cannot find it: there is none, or the bot is not in it. Please check LEITAI_GROUP and add the bot to the group",
        ),
        "group_outside": (
            "工作群 {title}：机器人不在群里，请先把它拉进群",
            "Work group {title}: the bot is not in it; please add it first",
        ),
        "group_forbids": (
            "工作群 {title}：机器人不能发{what}，请在群的权限里放开，或设为管理员",
            "Work group {title}: the bot cannot send {what}; please allow it in the rights of the group, or make the bot an admin",
        ),
        "group_privacy": (
            "提醒：机器人只看得到群里的命令和对它的回复；要让“排名”等中文词也管用，请把它设为群管理员",
            "Note: the bot sees only commands in the group and replies to it; please make it an admin of the group where Chinese words such as “排名” are to work there, too",
        ),
        "group_forum": (
            "提醒：工作群开了话题，机器人发在“常规”话题",
            "Note: the work group has topics; the bot posts in “General”",
        ),
        "may_text": ("文字", "text"),
        "may_photo": ("图片", "pictures"),
        "may_file": ("文件", "files"),
        "period_only": ("只看一个考核周期", "Only one period"),
        "period_year": (
            "--period {period} 不在本次竞赛（{year}年）内，请改正周期",
            "--period {period} is not in this competition ({year}); please mend it",
        ),
        "period_bad": (
            "--period 不能是 {period}，请写成 2026-03、2026-Q1 或 2026",
            "--period cannot be {period}; please write 2026-03, 2026-Q1 or 2026",
        ),
        "format_bad": (
            "--format 不能是 {format}，请从中选一个：table json",
            "--format cannot be {format}; please choose one: table json",
        ),
        "publications_show": (
            "看一份通报：名次、得分、签字人、更正，并核对能否重算出来",
            "Show one publication: places, scores, signers, corrections, and whether it comes out the same again",
        ),
        "publications_export": (
            "把一期结果的正式通报（.docx，GB/T 9704—2012 版式）和成绩工作簿（.xlsx）写到文件夹，与当时发出的一个字节不差",
            "Write the circular (.docx, GB/T 9704—2012) and the workbook (.xlsx) of a result to a folder, byte by byte as they went out",
        ),
        "publications_folder": ("放通报的文件夹", "The folder for them"),
        "publications_no_result": (
            "编号 {number} 不是定榜的结果，没有写：只有月、季、年的结果和更正才有正式通报，编号见 leitai publications",
            "Number {number} is no closed result, so nothing was written: only results of months, quarters and years and corrections have a circular; for numbers see leitai publications",
        ),
        "publications_no_folder": (
            "{folder} 不是文件夹，没有写：请先建好文件夹",
            "{folder} is no folder, so nothing was written: please make it first",
        ),
        "publications_there": (
            "已经有 {path}，没有覆盖：请换一个文件夹",
            "There is {path} already; it was left alone: please take another folder",
        ),
        "publications_unwritten": (
            "没有写成 {path}（{reason}）：请检查磁盘空间和文件夹的权限",
            "{path} was not written ({reason}): please check the room on the disk and the rights of the folder",
        ),
        "publications_written": ("已写好：{path}", "Written: {path}"),
        "publications_number": (
            "通报的编号，见 leitai publications",
            "The number of the publication, see leitai publications",
        ),
        "publications_head": (
            "编号 种类 期间 擂台 版本 公布时间 存证码",
            "No. Kind Period Arena Version Published Seal",
        ),
        "publications_none": (
            "没有编号为 {number} 的通报：编号见 leitai publications",
            "There is no publication {number}: for numbers see leitai publications",
        ),
        "publications_one": (
            "{kind} {period} {arena} 第{version}版 {published_at} 存证码 {audit_code} 签字：{signed}",
            "{kind} {period} {arena} version {version} {published_at} seal {audit_code} signed by: {signed}",
        ),
        "publications_veto": ("\t一票否决：{words}", "\tveto: {words}"),
        "publications_corrected": (
            "更正：{one.unit} {one.metric} {before} → {one.after}（{one.why}）",
            "Correction: {one.unit} {one.metric} {before} → {one.after} ({one.why})",
        ),
        "publications_same": (
            "按当时已知的数据和方案重新计算，结果完全一致",
            "Computed again from the data and rules of that time, it comes out exactly the same",
        ),
        "publications_differs": (
            "按当时的数据和方案重新计算，结果与公布的不一致：请运行 leitai audit verify",
            "Computed again from the data and rules of that time, it differs from what was published: please run leitai audit verify",
        ),
        "wide": (
            "提醒：其他账号能打开 {count} 个文件或文件夹，例如 {path}；请运行 chmod -R go= {folder}",
            "Note: files or folders that other accounts can open: {count}, for example {path}; please run chmod -R go= {folder}",
        ),
    }
)


def said(code: str, /, **values: object) -> str:
    """Return the sentence of a code."""
    return _SENTENCES[code].format_map(values)


def whole(rows: int, code: str) -> str:
    """Say that everything is as the chain says."""
    return both(
        f"存证链完整（共 {rows} 条），各表与存证逐行相符，存证码 {code}",
        f"The audit chain is whole ({rows} rows) and every table fits it row by row, seal {code}",
    )


def witnessed(code: str, link: Link, at: str) -> str:
    """Say where the head that somebody was shown stands in the chain, and what was done last before it was shown."""
    told = _told(link)
    return both(
        f"存证码 {code} 在存证链上：第 {link.seq} 条，{at}；当时最后一件事是{told}",
        f"The seal {code} is in the audit chain: row {link.seq}, {at}; the last thing done then: {told}",
    )


def unknown(code: str) -> str:
    """Say that a head that somebody was shown stands nowhere in the chain."""
    return both(
        f"存证码 {code} 不在存证链上：抄错了，或者存证链在那以后被截断或重写过",
        f"The seal {code} is not in the audit chain: it was copied wrongly, or the chain has been cut or written anew since",
    )


def listed(told: list[str]) -> tuple[str, ...]:
    """Return differences as lines: the first ones, how many more there are, and last what is the matter."""
    if len(told) == 1:
        return tuple(told)
    left, count, first = len(told) - SHOWN, len(told), told[0]
    more = (both(f"还有 {left} 处没有列出", f"{left} more are not listed"),) if left > 0 else ()
    last = both(
        f"共 {count} 处与存证不符，第一处：{first}",
        f"Places that do not fit the audit chain: {count}, the first: {first}",
    )
    return (*told[:SHOWN], *more, last)


def difference(one: Difference) -> str:
    """Tell a difference between the chain and the tables."""
    seq, which = one.row.get("seq"), _which(one) if one.kind in _OF_ROWS else ""
    match one.kind:
        case "broken":
            return both(
                f"存证链从第 {seq} 条起不符：{OUTSIDE[0]}",
                f"The audit chain does not fit from row {seq} on: {OUTSIDE[1]}",
            )
        case "unreadable":
            return both(
                f"存证链第 {seq} 条的内容读不懂：{OUTSIDE[0]}",
                f"Row {seq} of the audit chain cannot be read: {OUTSIDE[1]}",
            )
        case "sealed_again":
            return both(
                f"存证链第 {seq} 条重新封存了已有存证的数据：{OUTSIDE[0]}",
                f"Row {seq} of the audit chain seals again what was sealed: {OUTSIDE[1]}",
            )
        case "missing":
            return both(f"{which}：存证链上有，数据库里没有", f"{which}: in the audit chain, not in the database")
        case "extra":
            return both(f"{which}：数据库里有，存证链上没有", f"{which}: in the database, not in the audit chain")
        case "changed":
            told = [_column(*column) for column in one.columns]
            return both(f"{which}：{'，'.join(told) or '与存证不符'}", f"{which}: {', '.join(told) or 'not as sealed'}")
        case "recomputed":
            return both(
                f"{which}：按当时的数据和方案重新计算，结果与公布的不一致",
                f"{which}: computed again from the data and rules of that time, it differs from what was published",
            )


OUTSIDE = ("数据库在程序之外被改动过", "the database was changed outside the program")
_OF_ROWS = ("missing", "extra", "changed", "recomputed")
"""The kinds of difference that are about a row of a table."""


def ledger(one: Off) -> str:
    """Tell what is kept of matters otherwise than their acts say."""
    part = f"{entry(one.number)} {one.unit}"
    match one.what:
        case "standing":
            return both(
                f"台账 {part}：按办理记录重新推算，状态与库里的不一致",
                f"Ledger {part}: worked out again from its acts, its state is not what the database says",
            )
        case "counts":
            return both(
                f"台账 {part}：按办理记录重新推算，计入的周期与库里的不一致",
                f"Ledger {part}: worked out again from its acts, its period is not what the database says",
            )
        case "cell":
            kept, reckoned, cell = _value(one.kept), _value(one.reckoned), f"{one.period} {one.metric} {one.unit}"
            return both(
                f"得分数据 {cell}：按台账重新计算为 {reckoned}，库里是 {kept}",
                f"Value {cell}: by the ledger it is {reckoned}, the database says {kept}",
            )


def evidence(missing: Iterable[str], changed: Iterable[str], surplus: Iterable[str], shelf: object) -> list[str]:
    """Tell what is wrong with the copies of evidence on the shelf."""
    lost = list(missing)
    count = len(lost)
    return [
        *(
            both(
                f"佐证存档 {path} 与存证不符：文件在程序之外被改动过",
                f"The copy of evidence {path} is not as sealed: the file was changed outside the program",
            )
            for path in changed
        ),
        *(
            both(
                f"佐证存档里多出 {path}：没有哪条申报用它",
                f"There is a needless copy of evidence {path}: no submission uses it",
            )
            for path in surplus
        ),
        *(
            both(
                f"佐证存档里没有 {path}（共少 {count} 份）：请把备份里 evidence 文件夹的内容放回 {shelf}",
                f"The copy of evidence {path} is lacking ({count} in all): please put what the folder evidence of a backup holds back into {shelf}",
            )
            for path in lost
        ),
    ]


def _which(one: Difference) -> str:
    """Name a row by its table and number, or by its key."""
    row = one.row
    words = [numbered(row["number"])] if isinstance(row.get("number"), int) else []
    for name in KEYS[one.table]:
        value = row.get(name)
        if name == "version":
            words.append(both(f"第 {value} 版", f"version {value}"))
        elif name == "id":
            words.append(both(f"第 {value} 条", f"row {value}"))
        elif name != "number" and value not in (None, ""):
            words.append(str(value))
    return f"{TABLES.get(one.table, one.table)} {' '.join(words)}"


def _column(name: str, sealed: object, found: object) -> str:
    if len(str(sealed)) > LONGEST or len(str(found)) > LONGEST:
        return both(f"{name} 与存证不符", f"{name} is not as sealed")
    said, there = _value(sealed), _value(found)
    return both(f"{name} 存证为 {said}，库里是 {there}", f"{name} was sealed as {said}, the database says {there}")


def _value(value: object) -> str:
    return both("空", "nothing") if value in (None, "") else str(value)


def _told(link: Link) -> str:
    """Say what was done in a row of the chain, and about which submission."""
    facts: list[tuple[str, dict[str, Any]]] = json.loads(link.body).get("facts", [])
    number = next((row["number"] for _, row in facts if "number" in row), None)
    about = "" if number is None else both(f"（{numbered(number)}）", f" ({numbered(number)})")
    return f"{ACTS.get(link.act, link.act)}{about}"
