"""What commands say of the house's own keeping: files, the database, and what does not fit the audit chain."""

import json
from collections.abc import Iterable
from typing import Any

from handlers.desk.texts import ACTS
from handlers.matters.actions.verifying import Off
from scoring.matters.cells import entry
from storage.audit import Link
from storage.replay import KEYS
from storage.sealed import Difference

UNUSABLE = {
    "newer": "数据库 {path} 来自更新的版本（{detail}），请升级 leitai 后再用",
    "older": "数据库 {path} 是旧版本的结构（{detail}）：请运行 leitai migrate，或启动 leitai run",
    "not_upgraded": "数据库 {path} 没有升级（{detail}），结构和内容都和原来一样：请继续用原来的版本，并把这句话告诉维护者",
    "unreadable": "数据库 {path} 不是可用的数据库文件，什么都没有改动：请检查 LEITAI_DATABASE_URL，或用 leitai restore 恢复备份",
    "foreign": "数据库 {path} 是别的程序的，没有动它：请检查 LEITAI_DATABASE_URL",
    "empty": "数据库 {path} 是空的：请先启动 leitai run，或运行 leitai migrate；若是复制来的，请连同名的 -wal 文件一起复制",
    "torn": "数据库 {path} 是使用中单独复制出来的，缺少同名的 -wal 文件，最近的改动不在里面：请连同 -wal 文件重新复制，或用 leitai restore 恢复备份；只剩这一份时，运行 leitai restore {path} --force",
    "chain": "数据库 {path} 的存证链从第 {detail} 条起不符，没有备份：数据库在程序之外被改动过，请运行 leitai audit verify，并另外保存整个数据文件夹",
    "altered": "数据库 {path} 的结构在程序之外被改动过（{detail}），没有动它：请停止 leitai run，另外保存整个数据文件夹，再用 leitai restore 备份文件 --force 恢复最近的备份",
    "damaged": "数据库 {path} 已损坏（{detail}），没有动它：请停止 leitai run，用 leitai restore 备份文件 --force 恢复最近的备份",
}
"""Why a database cannot be used, by the code of its fault."""
UNUSABLE_SERVER = {
    "login": "数据库 {path} 登录不了（{detail}），没有任何改动：请核对 LEITAI_DATABASE_URL 里的用户和口令，以及服务器的 pg_hba.conf",
    "absent": "服务器上没有数据库 {path}，没有任何改动：请先建库（createdb），或核对 LEITAI_DATABASE_URL",
    "rights": "数据库 {path} 的权限不够（{detail}），没有任何改动：请让数据库管理员把这个库交给 LEITAI_DATABASE_URL 里的用户（ALTER DATABASE … OWNER TO …）",
    "old_server": "数据库 {path} 的 PostgreSQL 版本太旧，没有任何改动：请升级到 14 或更新的版本",
    "unreadable": "数据库 {path} 读不了，什么都没有改动：请查看 PostgreSQL 的日志",
    "empty": "数据库 {path} 是空的：请先启动 leitai run，或运行 leitai migrate",
    "altered": "数据库 {path} 的结构在程序之外被改动过（{detail}），没有动它：请停止 leitai run，用 pg_dump 另外保存，再恢复最近的备份",
    "damaged": "数据库 {path} 已损坏（{detail}），没有动它：请停止 leitai run，查看 PostgreSQL 的日志，恢复最近的备份",
}
"""The same of a database on a server, where it is another."""
UNAVAILABLE = {"full": "磁盘空间不足", "busy": "别的程序正占着它，或磁盘读写出错"}
"""Why a database cannot be used just now, by the code of what passes."""
PERIOD_YEAR = "--period {period} 不在本次竞赛（{year}年）内，请改正周期"
HELP = {
    "demo_empty": "从空的局开始，一步一步上线",
    "backup_where": "文件夹，或以 .tar 结尾的文件名",
    "restore_file": "leitai backup 做的备份（.tar），或单独的数据库文件",
    "restore_force": "替换现有的数据库，原来的另存在旁边",
    "migrate_to": "搬到另一个空的数据库：postgresql://用户:口令@主机:端口/库名，或 sqlite:////绝对路径",
    "invites_file": "要写的 .docx 文件",
    "invites_names": "只给这些人，原有的邀请作废；不写就给还没有邀请的人",
    "invites_all": "给所有还没绑定的人，原有的邀请作废",
    "invites_format": "table 或 json",
    "forget_person": "要注销的人的数字编号",
}
"""What arguments are for."""
KINDS = {"week": "周榜", "month": "月度", "quarter": "季度", "year": "全年", "correction": "更正"}
"""What the kinds of publications are called."""
TABLES = {
    "templates": "通报模板",
    "submissions": "申报",
    "versions": "申报内容",
    "reviews": "核实记录",
    "cell_values": "得分数据",
    "nil_returns": "本月无",
    "attachments": "附件",
    "evidence": "佐证",
    "kept_files": "佐证存档",
    "gone_files": "佐证到期清理",
    "roster": "名册",
    "invites": "邀请",
    "identities": "身份",
    "chats": "会话",
    "fixtures": "本局设置",
    "rulebooks": "竞赛方案",
    "changes": "方案和日程的变更",
    "publications": "通报",
    "documents": "通报的文件",
    "ledger": "定时事项",
    "preferences": "提醒方式",
    "vetoes": "一票否决",
    "veto_answers": "一票否决会签",
    "veto_evidence": "一票否决的佐证",
    "matter_evidence": "督办件的佐证",
    "flags": "红黑旗提名",
    "flag_acts": "红黑旗的决定",
    "entries": "台账号",
    "matters": "督办件",
    "parts": "承办",
    "matter_acts": "督办件的办理",
}
INVITES = {
    "none": "没有邀请",
    "open": "已发邀请",
    "over": "邀请已过期",
    "opened": "已打开邀请",
    "waiting": "等管理员通过",
}
"""Where the invite of somebody without a number stands."""
SHOWN = 20
"""Differences that are told one by one."""
LONGEST = 60
_SENTENCES = {
    "ledger_unreadable": "台账推算的结果读不懂：数据库在程序之外被改动过",
    "matters_as_of": "看这一时刻的台账（ISO 8601）",
    "matters_formats": "--format 不能是 {format}，请从中选一个：json xlsx",
    "matters_file": "交办表：.xlsx 或 UTF-8 的 .csv，列 序号 种类 标题 单位 时限 数量 配合 责任人 措施 来源 上级",
    "matters_by": "能交办这些种类的人的 Telegram 数字编号：以谁的名义交办",
    "matters_unfit": "没有交办：{fault}",
    "matters_refused": "没有交办：{file} 有 {count} 处错误，什么都没有改动，请改正后重新导入",
    "matters_taken": "已交办 {count} 件",
    "matters_terminal": "--format xlsx 输出的是工作簿，请转存到文件，例如 > 台账.xlsx",
    "demo_no_tour": "--empty 不能和 --tour 一起用",
    "backup_made": "已备份：{path}（{size} MB，存证码 {code}）",
    "backup_missing": "有 {count} 份佐证存档缺失或与存证不符，没有放进备份：请运行 leitai audit verify 查看",
    "backup_exists": "已经有 {path}，没有覆盖，也没有备份：请换一个文件名或文件夹",
    "backup_no_folder": "{path} 不是文件夹，也不是以 .tar 结尾的文件名，没有备份",
    "backup_not_written": "没有备份，{path} 写不成（{reason}）：请检查磁盘空间和文件夹的权限",
    "backup_unset": "备份：没有设置 LEITAI_BACKUP_DIR，不会每天自动备份",
    "backup_none": "提醒：LEITAI_BACKUP_DIR（{folder}）里还没有备份，leitai run 运行时每天做一份",
    "backup_age": "备份：最近一次备份是 {age}前（{path}）",
    "backup_old": "提醒：最近一次备份是 {age}前（{path}），请检查 leitai run 是否在运行、LEITAI_BACKUP_DIR 能否写入",
    "minutes": "{count} 分钟",
    "hours": "{count} 小时",
    "days": "{count} 天",
    "restored": "已恢复：{path}（备份做于 {made_at}，存证码 {code}）",
    "restored_aside": "原来的另存在 {folder}，确认无误后可以删除",
    "restored_rulebook": "竞赛方案放在 {path}",
    "restore_missing": "备份里缺 {count} 份佐证存档：请运行 leitai audit verify 查看",
    "restore_no_file": "找不到备份文件 {path}，什么都没有改动：请检查路径",
    "restore_broken": "{path} 不是完好的备份，什么都没有改动：请换一份备份",
    "restore_newer": "{path} 来自更新的版本（{detail}），什么都没有改动：请升级 leitai 后再恢复",
    "restore_running": "数据库 {path} 正在使用，什么都没有改动：请先停止 leitai run 再恢复",
    "restore_over": "已经有数据库 {path}，没有动它：要用备份替换，请加 --force（原来的另存在旁边）",
    "restore_not_written": "没有恢复，{path} 读不出来或写不进去（{reason}）：请检查磁盘空间和权限",
    "migrated": "数据库 {path} 已是最新结构",
    "taken_nothing": "没有搬：还没有数据库 {path}",
    "taken_not_opened": "没有搬：数据库 {path} 打不开（{reason}），请检查文件夹的权限",
    "taken_running": "没有搬，什么都没有改动：数据库 {path} 正在使用，请先停止 leitai run",
    "taken_filled": "没有搬，什么都没有改动：{path} 里已经有数据，请另建一个空的数据库",
    "taken_unsealed": "没有搬，什么都没有改动：数据库 {path} 和存证链有 {count} 处不符，请先运行 leitai audit verify 查清",
    "taken_rows": "共 {count} 行：{tables}",
    "taken": "已搬到 {path}，存证链和每一条记录核对无误（存证码 {code}）。原来的 {source} 没有改动；请把 LEITAI_DATABASE_URL 设为新的地址，再启动 leitai run",
    "taken_evidence": "佐证存档没有搬：请把文件夹 {folder} 放到 {to}",
    "forgotten": "已注销：编号 {id} 的姓名和编号都换成了“{name}”，存证链照样核对得上。以前的备份里还有，备份到期即清；已印发的通报附件、别人写在事由和说明里的名字不会改。",
    "invites_made": "邀请单已写到 {file}：{count} 人，一人一张，72 小时内有效，各用一次。文件里有邀请码，印好请删除",
    "invites_exists": "已经有 {file}，没有覆盖，也没有发邀请：请换一个文件名",
    "invites_not_written": "邀请单 {file} 写不成（{reason}）：请检查磁盘空间和文件夹的权限，再加 --all 重做",
    "invites_unreachable": "没有发邀请：聊天服务器连不上（{reason}），问不到机器人的名字，请稍后再试",
    "invites_formats": "--format 不能是 {format}，请从中选一个：table json",
    "invites_row": "{name}（{unit}{roles}）：{state}",
    "unavailable": "数据库暂时不能用（{reason}），没有任何改动：请检查磁盘空间，稍后再试",
    "unreachable": "数据库 {path} 连不上（{detail}），没有任何改动：请确认 PostgreSQL 已经启动，并核对 LEITAI_DATABASE_URL 的地址和端口",
    "upgraded_server": "数据库 {path} 的结构已从 {older} 升级到 {newest}",
    "restore_server": "没有恢复，什么都没有改动：备份不能直接恢复到 PostgreSQL（{path}）。请去掉 LEITAI_DATABASE_URL 恢复到 SQLite，再用 leitai migrate --to 地址 搬进空的数据库",
    "upgraded": "数据库 {path} 的结构已从 {older} 升级到 {newest}，升级前的原样另存在 {copy}",
    "upgrade_kept": "升级前的原样另存在 {copy}",
    "upgrade_running": "数据库 {path} 正在使用，没有升级，什么都没有改动：请先停止 leitai run 再升级",
    "upgrade_no_copy": "数据库 {path} 没有升级，什么都没有改动：升级前的原样 {copy} 写不成（{reason}），请检查磁盘空间和文件夹的权限",
    "no_head": "提醒：没有负责人的参赛单位（{count} 家），没有人能替它们上报：{units}。请管理员私聊发 /bureau，在“名册”里补上",
    "unit_left": "提醒：所在单位已退出竞赛、还在名册上的有 {count} 人：{units}。没有别的单位的，请管理员私聊发 /people 离任",
    "no_reviewer": "提醒：没有核实人的牵头单位（{count} 家），核实卡会转给别人：{units}。请管理员私聊发 /bureau，在“名册”里补上",
    "font": "字体：{wrong}，榜单只能发文字。请重新安装 leitai 的依赖 mpl-font，或安装系统字体 fonts-noto-cjk",
    "font_damaged": "字体文件已损坏",
    "folder_shut": "文件夹 {folder} 不能用：运行 leitai 的账号在 {there} 里不能写。请用 chown、chmod 让它能写，或更换 {setting}",
    "folder_shut_off": "数据文件夹 {folder} 不能用（{reason}），没有任何改动：请检查它的权限，或更换 LEITAI_DATA_DIR",
    "folder_file": "文件夹 {folder} 不能用：{there} 是文件，不是文件夹。请移走它，或更换 {setting}",
    "clock_fast": "本机时间比聊天服务器快 {seconds} 秒，截止和发榜都会早：请开启自动对时（timedatectl set-ntp true）后再启动",
    "clock_slow": "本机时间比聊天服务器慢 {seconds} 秒，截止和发榜都会晚：请开启自动对时（timedatectl set-ntp true）后再启动",
    "rulebook_file": "竞赛方案（.toml）",
    "rulebook_from": "从哪个月起生效，例如 2026-12",
    "rulebook_by": "提出的管理员的数字编号",
    "rulebook_period": "--from 不能是 {text}，请写成月份，例如 2026-12",
    "rulebook_put": "方案已生效：自 {period} 起",
    "rulebook_waits": "已提出，还没有生效：{period} 起已有确认的数据，已在聊天里请另一名管理员或局领导会签",
    "server_slow": "聊天服务器 {url} 连不上：{seconds} 秒内没有回答。请检查网络和防火墙；不能直接访问的网络请设置或更换 LEITAI_PROXY",
    "server_nameless": "聊天服务器 {url} 连不上：查不到这个主机名。请核对 LEITAI_API_URL，检查网络和域名解析；不能直接访问的网络请设置 LEITAI_PROXY",
    "server_shut": "聊天服务器 {url} 连不上：那里没有接受连接。请核对 LEITAI_API_URL 的地址和端口，并确认那里的服务已经启动",
    "server_untrusted": "聊天服务器 {url} 连不上：加密连接没有建立（证书不可信，或那里不是 https）。请核对 LEITAI_API_URL 和本机时间；网关换了证书的，请改走 LEITAI_PROXY",
    "server_proxy": "聊天服务器 {url} 连不上：代理没有接通。请确认代理已经启动，并核对 LEITAI_PROXY（没有设置时用的是 ALL_PROXY 等环境变量）里的地址、端口和口令",
    "server_foreign": "聊天服务器 {url} 连不上：回答的不是聊天服务器，多半是上网认证页或网关。请先完成上网认证，再核对 LEITAI_API_URL 和 LEITAI_PROXY",
    "server_busy": "聊天服务器 {url} 要求等一会儿再连，请过几分钟再试",
    "server_unknown": "聊天服务器 {url} 连不上：连接中断。请稍后再试，并检查网络、LEITAI_API_URL 和 LEITAI_PROXY",
    "webhook": "收消息：消息由聊天服务器送到 {url}，反向代理转到 {http}",
    "webhook_none": "提醒：聊天服务器还不知道往哪里送，leitai run 启动时登记",
    "webhook_other": "提醒：聊天服务器现在把消息送到 {url}，leitai run 启动时改过来",
    "webhook_fails": "提醒：有 {count} 条消息等在聊天服务器上，最近一次没有送到：{reason}",
    "shelf_shut": "LEITAI_EVIDENCE_URL：佐证存档的存储桶用不了（{reason}），请核对地址、AWS_ 开头的几项设置和存储服务",
    "shelf_fine": "佐证存档：可用 {shelf}，{count} 份",
    "group_unset": "提醒：没有设置 LEITAI_GROUP，周榜和群里的回执不会发出",
    "group_fine": "工作群：可用，{title}",
    "group_unknown": "工作群 {group}：机器人找不到它：没有这个群，或机器人不在里面。请核对 LEITAI_GROUP，并把机器人拉进群",
    "group_outside": "工作群 {title}：机器人不在群里，请先把它拉进群",
    "group_forbids": "工作群 {title}：机器人不能发{what}，请在群的权限里放开，或设为管理员",
    "group_privacy": "提醒：机器人只看得到群里的命令和对它的回复；要让“排名”等中文词也管用，请把它设为群管理员",
    "group_forum": "提醒：工作群开了话题，机器人发在“常规”话题",
    "may_text": "文字",
    "may_photo": "图片",
    "may_file": "文件",
    "period_only": "只看一个考核周期",
    "period_bad": "--period 不能是 {period}，请写成 2026-03、2026-Q1 或 2026",
    "format_bad": "--format 不能是 {format}，请从中选一个：table json",
    "publications_show": "看一份通报：名次、得分、签字人、更正，并核对能否重算出来",
    "publications_export": "把一期结果的正式通报（.docx，GB/T 9704—2012 版式）和成绩工作簿（.xlsx）写到文件夹，与当时发出的一个字节不差",
    "publications_folder": "放通报的文件夹",
    "publications_no_result": "编号 {number} 不是定榜的结果，没有写：只有月、季、年的结果和更正才有正式通报，编号见 leitai publications",
    "publications_no_folder": "{folder} 不是文件夹，没有写：请先建好文件夹",
    "publications_there": "已经有 {path}，没有覆盖：请换一个文件夹",
    "publications_unwritten": "没有写成 {path}（{reason}）：请检查磁盘空间和文件夹的权限",
    "publications_written": "已写好：{path}",
    "publications_number": "通报的编号，见 leitai publications",
    "publications_head": "编号 种类 期间 擂台 版本 公布时间 存证码",
    "publications_none": "没有编号为 {number} 的通报：编号见 leitai publications",
    "publications_one": "{kind} {period} {arena} 第{version}版 {published_at} 存证码 {audit_code} 签字：{signed}",
    "publications_flag": "{flag}：{unit}（{reason}）",
    "publications_veto": "\t一票否决：{words}",
    "publications_corrected": "更正：{one.unit} {one.metric} {before} → {one.after}（{one.why}）",
    "publications_same": "按当时已知的数据和方案重新计算，结果完全一致",
    "publications_differs": "按当时的数据和方案重新计算，结果与公布的不一致：请运行 leitai audit verify",
    "wide": "提醒：其他账号能打开 {count} 个文件或文件夹，例如 {path}；请运行 chmod -R go= {folder}",
}


def said(code: str, /, **values: object) -> str:
    """Return the sentence of a code."""
    return _SENTENCES[code].format_map(values)


def whole(rows: int, code: str) -> str:
    """Say that everything is as the chain says."""
    return f"存证链完整（共 {rows} 条），各表与存证逐行相符，存证码 {code}"


def witnessed(code: str, link: Link, at: str) -> str:
    """Say where the head that somebody was shown stands in the chain, and what was done last before it was shown."""
    return f"存证码 {code} 在存证链上：第 {link.seq} 条，{at}；当时最后一件事是{_told(link)}"


def unknown(code: str) -> str:
    """Say that a head that somebody was shown stands nowhere in the chain."""
    return f"存证码 {code} 不在存证链上：抄错了，或者存证链在那以后被截断或重写过"


def listed(told: list[str]) -> tuple[str, ...]:
    """Return differences as lines: the first ones, how many more there are, and last what is the matter."""
    if len(told) == 1:
        return tuple(told)
    more = (f"还有 {len(told) - SHOWN} 处没有列出",) if len(told) > SHOWN else ()
    return (*told[:SHOWN], *more, f"共 {len(told)} 处与存证不符，第一处：{told[0]}")


def difference(one: Difference) -> str:
    """Tell a difference between the chain and the tables."""
    seq = one.row.get("seq")
    match one.kind:
        case "broken":
            return f"存证链从第 {seq} 条起不符：数据库在程序之外被改动过"
        case "unreadable":
            return f"存证链第 {seq} 条的内容读不懂：数据库在程序之外被改动过"
        case "sealed_again":
            return f"存证链第 {seq} 条重新封存了已有存证的数据：数据库在程序之外被改动过"
        case "missing":
            return f"{_which(one)}：存证链上有，数据库里没有"
        case "extra":
            return f"{_which(one)}：数据库里有，存证链上没有"
        case "changed":
            return f"{_which(one)}：{'，'.join(_column(*column) for column in one.columns) or '与存证不符'}"
        case "recomputed":
            return f"{_which(one)}：按当时的数据和方案重新计算，结果与公布的不一致"


def ledger(one: Off) -> str:
    """Tell what is kept of matters otherwise than their acts say."""
    match one.what:
        case "standing":
            return f"台账 {entry(one.number)} {one.unit}：按办理记录重新推算，状态与库里的不一致"
        case "counts":
            return f"台账 {entry(one.number)} {one.unit}：按办理记录重新推算，计入的周期与库里的不一致"
        case "cell":
            kept, reckoned = _value(one.kept), _value(one.reckoned)
            return f"得分数据 {one.period} {one.metric} {one.unit}：按台账重新计算为 {reckoned}，库里是 {kept}"


def evidence(missing: Iterable[str], changed: Iterable[str], surplus: Iterable[str], shelf: object) -> list[str]:
    """Tell what is wrong with the copies of evidence on the shelf."""
    lost = list(missing)
    return [
        *(f"佐证存档 {path} 与存证不符：文件在程序之外被改动过" for path in changed),
        *(f"佐证存档里多出 {path}：没有哪条申报用它" for path in surplus),
        *(
            f"佐证存档里没有 {path}（共少 {len(lost)} 份）：请把备份里 evidence 文件夹的内容放回 {shelf}"
            for path in lost
        ),
    ]


def _which(one: Difference) -> str:
    """Name a row by its table and number, or by its key."""
    row = one.row
    words = [f"编号 {row['number']:04}"] if isinstance(row.get("number"), int) else []
    for name in KEYS[one.table]:
        if name == "version":
            words.append(f"第 {row[name]} 版")
        elif name == "id":
            words.append(f"第 {row[name]} 条")
        elif name != "number" and row.get(name) not in (None, ""):
            words.append(str(row[name]))
    return f"{TABLES.get(one.table, one.table)} {' '.join(words)}"


def _column(name: str, sealed: object, found: object) -> str:
    if len(str(sealed)) > LONGEST or len(str(found)) > LONGEST:
        return f"{name} 与存证不符"
    return f"{name} 存证为 {_value(sealed)}，库里是 {_value(found)}"


def _value(value: object) -> str:
    return "空" if value in (None, "") else str(value)


def _told(link: Link) -> str:
    """Say what was done in a row of the chain, and about which submission."""
    facts: list[tuple[str, dict[str, Any]]] = json.loads(link.body).get("facts", [])
    number = next((row["number"] for _, row in facts if "number" in row), None)
    about = "" if number is None else f"（编号 {number:04}）"
    return f"{ACTS.get(link.act, link.act)}{about}"
