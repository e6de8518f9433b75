"""What is wrong with a rulebook or a table of values: a place, a code, values — and one table of sentences."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scoring.faults_english import ENGLISH
from scoring.language import both, named

LEDGER_WORDS = ("全部", "逾期", "临期", "待核查", "回头看", "上级", "导入", "导出", "取消")
"""What means something else in a line about a ledger, and so is no name there."""

_SENTENCES: Mapping[str, str] = {
    # a file as a whole
    "not_utf8": "文件不是 UTF-8 编码，请另存为 UTF-8 后再试",
    "toml_syntax": "TOML 写法有误（第 {column} 列附近），请检查引号、等号和方括号是否成对",
    "toml_ends_early": "TOML 写法有误：内容没有写完，请检查最后的引号和方括号是否成对",
    "toml_unreadable": "TOML 无法读取，请检查是否有过长的数字或过深的方括号",
    "float": '数字 {text} 没有加引号，小数会失真，请写成 "{text}"',
    # keys and types of the rulebook
    "key_missing": "缺少必填项 {key}，请补上",
    "key_unknown": "不认识的项 {key}，请改正拼写或删去；这里可以写：{known}",
    "not_table": "应为一个表，请写成 [{name}] 或 {{ … }}",
    "not_tables": "应为若干个表，每个以 [[{name}]] 开头",
    "not_text": '应为文字，请加引号，例如 "岱庙所"',
    "text_empty": "不能为空，请填写",
    "not_number": '{text} 不是数字，请写整数，或带引号的小数或分数，例如 20、"0.5"、"2/3"',
    "not_whole": "{text} 不是整数，请写成不带小数的数",
    "not_boolean": "应为 true 或 false（不加引号）",
    "not_list": "应为列表，请用方括号，例如 [ … ]",
    "not_choice": "“{text}”不在可选范围内，请从中选一个：{options}",
    "bad_id": "编号“{text}”只能用英文字母、数字、_ 和 -，请改名",
    "too_small": "{text} 太小，请改为不小于 {low} 的数",
    "too_large": "{text} 太大，请改为不大于 {high} 的数",
    "not_positive": "{text} 应大于 0，请改大",
    "too_many_places": "{text} 的小数超过 {places} 位，请减少小数，或调大 competition.places",
    "wrong_length": "应有 {wanted} 个，实有 {count} 个，请补齐或删去",
    "not_pair": "应成对书写，例如 [{example}]",
    "list_empty": "至少要写一项",
    "pair_unordered": "{low} 大于 {high}，请把小的写在前面",
    # names and references
    "id_twice": "编号“{text}”重复，请改成不同的编号",
    "name_twice": "名称“{text}”与 {other} 重复，请改名，否则写名称时分不清",
    "name_reserved": "“{text}”在数值表里专指一票否决，指标的编号、名称和别名都不能用它，请改名",
    "name_en_long": "英文名“{text}”超过 {most} 个字符，请改短",
    "name_en_other": "“{name}”在别处的英文名是“{other}”，这里是“{text}”，同一个名称请写同一个英文名",
    "reason_length": "“{text}”应为 {least} 至 {most} 个字，才能放在按钮上，请改写",
    "repeated": "“{text}”写了两次，请删去一个",
    "arena_unknown": "没有编号为“{text}”的擂台，请改为 [[arenas]] 中的编号",
    "unit_unknown": "没有编号为“{text}”的单位，请改为 [[units]] 中的编号",
    "category_unknown": "没有编号为“{text}”的类别，请改为 [[categories]] 中的编号",
    "bad_term": "“{text}”不是考核周期，请写成例如 2026-05、2026-Q2 或 2026；一直都在就不写",
    "unit_ends_early": "until {ends} 比 from {begins} 早，请改正其中之一",
    "timezone_unknown": "没有“{text}”这个时区，请写成例如 Asia/Shanghai",
    "tie_break_unknown": (
        "不认识“{text}”，可以写 base、bonus、deductions、category:类别编号、metric:指标编号，且编号必须存在"
    ),
    "arena_without_units": "擂台“{text}”没有参赛单位，请至少给一家单位写上 arena",
    "arena_without_metrics": "擂台“{text}”没有基础指标（role = base），请至少写一个",
    "category_sum": "类别满分 {points} 与其基础指标满分之和 {sum} 不相等，请改其中之一",
    # metrics and methods
    "method_unknown": "没有“{text}”这种计分方法，请从中选一个：{options}",
    "method_input": "计分方法 {method} 不能用于输入 {input}，请换方法或换输入",
    "rollup_input": "输入 {input} 不能按 {rollup} 汇总，请从中选一个：{options}",
    "percent_ok_input": "percent_ok 只用于 input = rate，请删去",
    "percent_ok_ratio": "percent_ok 与 rollup = ratio 不能并用（百分数没有分母），请写 rollup = mean 或 last",
    "smoothing_input": "smoothing 只用于 input = rate，请删去",
    "smoothing_percent": "smoothing 与 percent_ok 不能并用（百分数没有分母），请删去其一",
    "shrink_zero": "shrink 的两个数之和应大于 0，请改大",
    "range_needed": "输入 rating 必须写 range，即评分的最低分和最高分",
    "range_negative": 'ratio_to_best 只能用于不小于 0 的数，请写 range = ["0", …] 或换方法',
    "ends_equal": "{first} 与 {second} 相等，无法分出高低，请改其中之一",
    "not_monotonic": "应逐个{direction}且不重复（最好的写在最前），请调整顺序",
    "not_strict": "应逐个升高或逐个降低且不重复（最好的写在最前），请调整顺序",
    "over_full": "{text} 超过该指标满分 {points}，请改小",
    "floor_over_cap": "floor {floor} 大于 cap {cap}，请对调或改小",
    "table_and_ends": "table 与 full_at、zero_at 不能并用，请删去其一",
    "target_metric_unknown": "没有编号为“{text}”的指标，请改为 [[metrics]] 中的编号",
    "target_not_own": '指标“{text}”没有写 target = "own"，不能按单位定目标，请改方法或删去',
    "target_unit_elsewhere": "单位“{text}”不在指标“{metric}”的擂台里，请改正或删去",
    "target_period": "“{text}”不是指标“{metric}”的周期，也不包含它，请写成例如 2026-03、2026-Q1、2026，或不写",
    "target_twice": "指标 {metric} 单位 {unit} 同一周期的目标写了两次，请删去一个",
    "target_lacking": "单位“{unit}”指标“{metric}”{period} 没有目标，无法计分，请在 [[targets]] 中补上",
    "round_value_input": "round_value 不能用于输入 {input}，请删去",
    "value_of_unknown": "没有编号为“{text}”的指标，请改为同一擂台里另一个指标的编号",
    "value_of_chain": "指标“{text}”自己也取别的指标的值，请直接写它所取的指标",
    "value_of_elsewhere": "指标“{text}”在别的擂台，请改为同一擂台里的指标",
    "value_of_key": "写了 value_of 的指标不报值，{text} 随它所取的指标，请删去",
    "value_of_levels": "缺少级别 {text}：所取的指标有这个级别，请在 method.levels 中补上",
    "over_hundred": "base {base} 与 span {span} 之和超过 100，得分会超过满分，请改小",
    "full_not_base": "满分起扣（from = full）只用于基础指标，加分、扣分指标请删去 from",
    "repeat_not_sum": "repeat 要与 same_event = sum 一起用，请补上 same_event 或删去 repeat",
    "completes_unfit": "“{text}”不是同一擂台里另一个事项指标，或有这里没有的级别，请改正或删去",
    "level_unknown": "没有“{text}”这个级别，请改为 method.levels 中的级别",
    "level_name_clash": "级别名“{text}”与另一级别重复，请改名",
    # ledgers
    "kind_unknown": "没有编号为“{text}”的督办种类，请改为 [[kinds]] 中的编号",
    "kind_reserved": "“{text}”已是单位、擂台、台账号或台账里的词，督办种类不能这样叫，请改名，否则交办时分不清",
    "kind_unverified": "没有核查单位，办完了无人核查，请在 assigners 或 verifiers 中写上单位编号",
    "source_key": "写了 source 的指标由台账计数，没有人上报，{text} 不起作用，请删去",
    "source_later": "来源 {text} 现在还不能用，请改写为 matters（督办事项），或删去 source 由单位上报",
    "source_input": "来源 matters 不能用于输入 {input}，请写 input = tasks（按期数/应办数）或 events（逾期、反弹）",
    "source_events": '事项指标要写逾期、反弹各记哪个级别，请补上，例如 events = ["overdue", "rebound"]',
    "source_no_events": "events 只用于 input = events，请删去，或换输入",
    "source_count": "count 只用于 input = tasks，请删去",
    "source_swapped": "“{text}”的次序反了：先写逾期的级别，后写反弹的级别，请对调",
    # schedule
    "bad_due": "“{text}”不是截止时间，请写成例如 +3d 17:00（期末后第 3 天 17:00）",
    "bad_week_time": "“{text}”不是每周时刻，请写成例如 mon 09:00，不发周榜写空",
    "bad_freeze": "“{text}”不是封榜时刻，请写成例如 -3d 18:00（期末前 3 天 18:00 起），不封榜写空",
    "bad_symbol": "“{text}”不是发文字号，里面要有 {{serial}}，例如 云市监通〔{{year}}〕{{serial}}号；不编号写空",
    "bad_group": "“{text}”不是群里暂定排名的显示范围，请写 all（全部）、top:5（前 5 名）或 none（不显示）",
    "bad_template": "“{text}”不是通报模板，请写与方案同一文件夹的 .docx 文件名，例如 通报模板.docx；用默认版式写空",
    "bad_title": "“{text}”不是通报标题，花括号里只能写 {{period}} 和 {{competition}}；用默认标题写空",
    "bad_notice": "“{text}”不是公示期，请写成例如 3wd（3 个工作日），不公示写空",
    "quiet_all_day": "免打扰 {start}-{end} 几乎占满一天或不成时段，催办、汇总、周榜发不出去，请至少留出 1 小时",
    "bad_time": "“{text}”不是时刻，请写成例如 08:30",
    # flags
    "flags_never_closed": "[publish] 里 {text} = false，这样的周期不定榜，也就提不出红黑旗，请改正其中之一",
    "flags_for_nothing": "red、black、streak 都是 0，什么也不会提，请改大其中之一，或删去 [flags]",
    # warnings
    "alias_foreign": "榜上简称“{alias}”与单位“{name}”不像：改了名的，aliases 的第一个和 name_en 也要改，请确认",
    "category_heavy": "类别“{name}”占擂台满分的一半以上（{points}/{total}），一个类别就能定胜负，请确认",
    "method_relative": "计分方法 {method} 是相对的：一家改数，全擂台得分都会变，请确认",
    "targets_lacking": "单位“{unit}”没有目标：{periods}，到时有值就无法计分，请在 [[targets]] 中补上",
    "claims_as_source": "只报未核实的事项按所取指标“{source}”的状态算，与本指标的 from 不同，请确认",
    "kind_uncounted": "督办种类“{name}”不计入任何指标，办得好坏都不影响得分，请确认",
    "overdue_earns": "逾期、反弹在这里是得分而不是扣分，请改 role = deduction 或 from = full，或确认",
    "rebound_never": "这些督办种类都没有写 recheck，不会有反弹，请写上回头看的天数，或删去反弹的级别",
    "rebound_swallowed": "反弹的那一轮逾期，same_event = best 只计分高的一次，都要计请改为 sum，或确认",
    "nothing_costs_all": "没有应办事项（0/0）也会按 missing = zero 计 0 分，建议改为 renormalise",
    "flags_unscored": "没有指标计入{kind}的成绩，这样的周期不定榜，也就提不出红黑旗，请确认",
    # ledgers in words
    "kinds_told": "{name}（{form}）：{assigners}交办，{verifiers}核查；{terms}",
    "kinds_same": "{name}（{form}）：{assigners}交办、核查；{terms}",
    "kinds_task": "任务",
    "kinds_problem": "整改",
    "kinds_leaders": "局领导、管理员",
    "kinds_mend": "首次退回后补办 {count} 个工作日",
    "kinds_mend_none": "退回后时限不变",
    "kinds_extensions": "最多延期 {count} 次",
    "kinds_extensions_none": "不能延期",
    "kinds_recheck": "了结 {count} 天后回头看",
    "kinds_propose": "各单位可以自己提出",
    "kinds_required": "报完成必须附佐证",
    "counted_parts": "由督办事项（{kinds}）自动计入：按期办结数/应办数",
    "counted_quantity": "由督办事项（{kinds}）自动计入：按期办结的数量/应办的数量",
    "counted_events": "由督办事项（{kinds}）自动计入：每件逾期未结记“{overdue}”一次",
    "counted_rebound": "，每次反弹记“{rebound}”一次",
    # values
    "header_missing": "没有表头，第一行应为 unit,metric,period,value 等列名",
    "column_missing": "缺少列 {text}，请补上",
    "column_unknown": "不认识的列“{text}”，请删去；可以有：{known}",
    "column_twice": "列“{text}”重复，请删去一个",
    "row_long": "多出没有列名的内容“{text}”，请检查逗号和引号",
    "cell_extra": "“{text}”不在要填的列里，请删去",
    "row_unit_unknown": "没有叫“{text}”的单位，请用竞赛方案中的编号、名称或别名",
    "row_unit_no_arena": "单位“{text}”不参加任何擂台，不能有值，请删去此行",
    "row_unit_not_there": "单位“{unit}”{period} 不在竞赛中（见方案里的 from、until），请删去此行",
    "row_metric_unknown": "擂台“{arena}”没有叫“{text}”的指标，请用竞赛方案中的编号、名称或别名",
    "row_metric_elsewhere": "指标“{text}”属于别的擂台，单位“{unit}”在擂台“{arena}”，请改正",
    "row_value_of": "指标“{text}”取“{source}”的值，不单独报，请删去此行",
    "row_counted": "指标“{text}”由督办事项（{kinds}）自动计入，不用上报，请删去此行；要看办到哪一步，请发：台账",
    "row_period": "“{text}”不是考核周期，请写成 2026-03、2026-Q1 或 2026",
    "row_period_kind": "“{text}”与指标“{metric}”的周期不符，请写成{wanted}",
    "row_state": "状态“{text}”不认识，可以空着（已确认），或写 confirmed、pending、not_applicable",
    "row_value_missing": "状态写了 {state}，却没有值，请填值或删去此行",
    "row_not_applicable": "不涉及（not_applicable）的行不能再写“{text}”，请删去其一",
    "row_twice": "单位“{unit}”指标“{metric}”{period} 已在{line}写过，请删去一行",
    "row_event_value": "事项指标不填值，“{text}”请改写到 level 和 event 列",
    "row_level_missing": "事项缺少级别，请在 level 列写：{known}",
    "row_level_unknown": "没有“{text}”这个级别，可以写：{known}",
    "row_level_extra": "指标“{metric}”不是事项，不能写级别“{text}”，请删去",
    "row_event_extra": "指标“{metric}”不是事项，不能写事项编号“{text}”，请删去",
    "row_own_rating": "单位不能给自己打分（评分单位“{text}”），请删去此行",
    "row_item_unknown": "没有编号为“{text}”的必达项，可以写：{known}",
    "row_items_failed": "未通过的必达项有 {count} 个，多于未通过的总数 {failed}，请核对",
    "row_veto_effect": "一票否决不能写“{text}”，可以空着（按方案的 veto），或写：{known}",
    "row_veto_reason": "一票否决必须在 note 列写明原因",
    "row_veto_extra": "一票否决的行不能写级别或事项编号“{text}”，请删去",
    "row_veto_state": "一票否决的状态只能空着或写 confirmed，“{text}”请删去",
    # what a veto does
    "veto_ineligible": "不参与排名",
    "veto_bottom": "排在最后",
    "veto_zero_category": "“{name}”计 0 分",
    "veto_told": "{effects}（不计否决为第 {rank} 名）",
    # the table of standings
    "table_headers": "名次|单位|总分|基础分|加分|扣分|覆盖率",
    "veto_headers": "不计否决名次|一票否决",
    "against_headers": "另一方案名次|另一方案总分",
    "table_final": "{title} 终榜（满分 {marks}）",
    "table_provisional": "{title} 临时排名（满分 {marks}）",
    # how periods are published
    "publish_kinds": "定榜：{kinds}锁定后由两人定榜{notice}",
    "publish_top": "；群里只显示暂定排名的前 {count} 名",
    "publish_none": "；群里不显示暂定排名",
    "publish_freeze": "；期末前 {days} 天 {at} 起封榜，群里不再显示暂定排名",
    "publish_notice": "，公示 {days} 个工作日，期满后不再受理异议",
    "flags_told": "红黑旗：{kind}定榜时，每个擂台提名{whom}，由局领导决定发不发",
    "flags_red": "前 {count} 名红旗",
    "flags_black": "后 {count} 名且总分低于 {below} 黑旗",
    "flags_nobody": "红黑旗：不提名",
    "flags_streak": "；连续 {count} 期排在末位，只告诉局领导",
    "publish_month": "每月",
    "publish_quarter": "每季度",
    "publish_year": "全年",
    "publish_never": "定榜：没有设定，各期都不定榜",
    # a single value
    "rate_needs_k_n": "“{text}”请写成 办成数/总数，例如 98/100",
    "pair_alone": "“{text}”请只写数字 {pair}，后面不加字",
    "needs_k_n": "“{text}”请写成 通过数/应办数，例如 27/31",
    "k_over_n": "“{text}”前面的数大于后面的数，请核对",
    "k_of_none": "“{text}”总数写的是 0，前面的数却不是 0，请核对",
    "rank_needs_r_n": "“{text}”请写成 名次/总数，例如 3/6",
    "rank_out_of_n": "“{text}”名次应在 1 与总数之间，请核对",
    "not_a_number": "“{text}”不是数字，请写成例如 98.5（不带逗号、加号和字母）",
    "count_not_whole": "“{text}”应为不小于 0 的整数",
    "wrong_unit": "“{text}”的计量单位不对，该指标按“{unit}”计，请改写或只写数字",
    "out_of_range": "“{text}”不在允许范围 {low} 至 {high} 内，请核对",
    "points_out_of_w": "“{text}”应在 0 与满分 {points} 之间",
    "value_about": "“{text}”不是确切的数，请去掉“约、左右、多、近”一类的字，只写一个数",
    "value_range": "“{text}”是一个范围，请只写一个数",
    "value_mixed": "“{text}”混用了阿拉伯数字和中文数字，请只用一种，例如 35 或 三十五",
    "value_commas": "“{text}”的逗号位置不对，请写成 12345 或 12,345",
    "events_take_a_level": "事项指标不填数值，请写级别",
    # a period
    "nothing_counts": "考核周期 {period} 没有可计的基础指标，请换一个周期",
}


_VALUES = {
    "竞赛方案": "rulebook",
    "所有擂台": "all arenas",
    "升高": "rising",
    "降低": "falling",
    "月份，如 2026-03": "a month, for example 2026-03",
    "季度，如 2026-Q1": "a quarter, for example 2026-Q1",
    "年份，如 2026": "a year, for example 2026",
    "（本指标没有必达项）": "(this metric has none)",
    "（此处内容）": "(what stands here)",
}
"""Places and values that others hand over in Chinese, in English."""
_NUMBERED = re.compile(r"第 (\d+) (行|个)")
_COUNTED = {"行": "line", "个": "number"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it stands, which rule it breaks, and the words to say so."""

    place: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    def sentence(self) -> str:
        """Return the fault as one line for a person: the place, what is wrong, how to mend it."""
        said = words(self.code, self.values)
        return both(f"{self.place}：{said}", f"{_in_english(self.place)}: {said}")


class FaultyError(Exception):
    """A file that cannot be used; `faults` holds every fault of it, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.sentence() for fault in self.faults))


def words(code: str, values: Mapping[str, str]) -> str:
    """Return the sentence of a code without a place, in the language that is spoken."""
    zh = _SENTENCES[code]
    return " ".join(
        both(zh, ENGLISH.get(code, zh)).format_map({key: _value(text) for key, text in values.items()}).split()
    )


def _value(text: str) -> str:
    """Return a value as it is said: what the rulebook names by its name in the language that is spoken."""
    return named(both(text, _VALUES.get(text, text)))


def _in_english(place: str) -> str:
    """Say a place of a file in English."""
    return _NUMBERED.sub(lambda found: f"{_COUNTED[found[2]]} {found[1]}", _VALUES.get(place, place))
