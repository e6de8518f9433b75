"""Every fault there is: how to make it, where it must be found, and by which code."""

from collections.abc import Callable

from tests.scoring.making import Keys, metric, rate, rules

Change = Callable[[Keys], object]


def _set(*path: str | int, to: object) -> Change:
    def change(keys: Keys) -> None:
        inner = keys
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = to

    return change


def _reasons(to: object) -> Change:
    return _set("competition", "return_reasons", to=to)


def _drop(*path: str | int) -> Change:
    def change(keys: Keys) -> None:
        inner = keys
        for step in path[:-1]:
            inner = inner[step]
        del inner[path[-1]]

    return change


def _metric(**keys: object) -> Change:
    """Change the metric `m`; the category follows its points."""

    def change(whole: Keys) -> None:
        whole["metrics"][0].update(keys)

    return change


def _method(kind: str, **keys: object) -> Change:
    return _metric(method={"kind": kind, **keys})


def _several(*changes: Change) -> Change:
    def change(keys: Keys) -> None:
        for each in changes:
            each(keys)

    return change


def _input(name: str, **keys: object) -> Change:
    return _metric(input=name, **keys)


def sound() -> Keys:
    """Return a rulebook without fault, to be changed."""
    keys = rules(metric(), rate("n", category="d"), units=2)
    keys["units"].append({"id": "lead", "name": "牵头科"})
    return keys


M, METHOD = "metrics[m]", "metrics[m].method"
LEVELS = {"city": 2, "area": 1}
EVENTS = {"kind": "events", "levels": LEVELS}
OFF = EVENTS | {"from": "full"}
REPEATED = EVENTS | {"same_event": "sum"}
BANDED = "efficacy_banded"
FIVE = [95, 85, 70, 55, 30]

TARGET = "targets[第 1 个].metric"


def _derived(other: object, /, **keys: object) -> Change:
    """Add a metric `d` that takes the values of another one."""
    return lambda whole: whole["metrics"].append(
        {"id": "d", "category": "c", "name": "再算", "points": 1, "role": "bonus", "value_of": other}
        | {"method": {"kind": "goalpost", "zero_at": 0, "full_at": 100}}
        | keys
    )


def _elsewhere(whole: Keys) -> None:
    whole["arenas"].append({"id": "b", "name": "乙擂台"})
    whole["units"].append({"id": "o", "name": "外单位", "arena": "b"})
    whole["categories"].append({"id": "e", "arena": "b", "name": "e", "points": 20})
    whole["metrics"].append(metric("k", category="e"))


def _more_levels(whole: Keys) -> None:
    _input("events", method=EVENTS | {"levels": LEVELS | {"province": 3}})(whole)


def _english_twice(whole: Keys) -> None:
    for category, english in zip(whole["categories"], ("People", "Persons"), strict=True):
        category |= {"name": "群众", "name_en": english}


def _target(**keys: object) -> Change:
    """Let metric `m` have own targets, and give one."""

    def change(whole: Keys) -> None:
        _method("completion", target="own")(whole)
        whole["targets"] = [{"metric": "m", "unit": "u1", "value": 10} | keys]

    return change


def _kind(*without: str, **keys: object) -> Change:
    """Add a kind of matters, some keys of it left out or changed."""
    usual = {"id": "urgent", "name": "临时性工作", "form": "task", "assigners": ["lead"]}

    def change(whole: Keys) -> None:
        whole.setdefault("kinds", []).append({key: to for key, to in (usual | keys).items() if key not in without})

    return change


def _source(*also: Change, read_as: str = "tasks", **source: object) -> Change:
    """Let metric `m` take its values from matters of the kind that is there."""
    method = {"method": EVENTS} if read_as == "events" else {}
    return _several(_kind(), _metric(input=read_as, source={"matters": ["urgent"]} | source, **method), *also)


KIND, SOURCE = "kinds[urgent]", f"{M}.source"
LATE = ["city", "area"]

RULEBOOK_FAULTS: list[tuple[str, Change, str, str]] = [
    # competition
    ("no competition", _drop("competition"), "竞赛方案", "key_missing"),
    ("competition is a list", _set("competition", to=[{"id": "x"}]), "competition", "not_table"),
    ("unknown table", _set("extra", to={}), "竞赛方案", "key_unknown"),
    ("unknown key", _set("competition", "colour", to="red"), "competition", "key_unknown"),
    ("no name", _drop("competition", "name"), "competition", "key_missing"),
    ("empty name", _set("competition", "name", to=" "), "competition.name", "text_empty"),
    ("name that nobody sees", _set("competition", "name", to="\u3164\u200b"), "competition.name", "text_empty"),
    ("a number for a name", _set("competition", "name", to=5), "competition.name", "not_text"),
    ("empty English name", _set("competition", "name_en", to=" "), "competition.name_en", "text_empty"),
    ("a number for an English name", _set("units", 0, "name_en", to=5), "units[u1].name_en", "not_text"),
    ("English name of a whole sentence", _metric(name_en="m" * 61), f"{M}.name_en", "name_en_long"),
    ("one name, two English ones", _english_twice, "categories[d].name_en", "name_en_other"),
    ("a number for an optional text", _set("competition", "timezone", to=5), "competition.timezone", "not_text"),
    ("bad id", _set("competition", "id", to="五赛"), "competition.id", "bad_id"),
    ("year in words", _set("competition", "year", to="今年"), "competition.year", "not_number"),
    ("year is true", _set("competition", "year", to=True), "competition.year", "not_number"),
    ("half a year", _set("competition", "year", to="2026.5"), "competition.year", "not_whole"),
    ("year 3000", _set("competition", "year", to=3000), "competition.year", "too_large"),
    ("year 0", _set("competition", "year", to=0), "competition.year", "too_small"),
    ("seven places", _set("competition", "places", to=7), "competition.places", "too_large"),
    ("a list of places", _set("competition", "places", to=[2]), "competition.places", "not_number"),
    ("an endless number", _set("competition", "places", to="1" * 1001), "competition.places", "not_number"),
    ("an endless integer", _set("competition", "places", to=10**400), "competition.places", "not_number"),
    ("a sign in front", _set("competition", "bonus_cap", to="+5"), "competition.bonus_cap", "not_number"),
    ("an exponent", _set("competition", "bonus_cap", to="1e2"), "competition.bonus_cap", "not_number"),
    (
        "a division by zero",
        _set("competition", "minimum_coverage", to="1/0"),
        "competition.minimum_coverage",
        "not_number",
    ),
    ("coverage over one", _set("competition", "minimum_coverage", to=2), "competition.minimum_coverage", "too_large"),
    ("reasons in one text", _reasons("佐证不全"), "competition.return_reasons", "not_list"),
    ("a reason twice", _reasons(["甲乙", "甲乙"]), "competition.return_reasons[2]", "repeated"),
    ("a reason of one word", _reasons(["缺"]), "competition.return_reasons", "reason_length"),
    ("a reason too long for a button", _reasons(["缺" * 31]), "competition.return_reasons", "reason_length"),
    ("negative cap", _set("competition", "bonus_cap", to=-1), "competition.bonus_cap", "too_small"),
    ("no cap", _drop("competition", "deduction_cap"), "competition", "key_missing"),
    ("cap of three decimals", _set("competition", "bonus_cap", to="1.005"), "competition.bonus_cap", "too_many_places"),
    ("no such rounding", _set("competition", "rounding", to="up"), "competition.rounding", "not_choice"),
    ("no such zone", _set("competition", "timezone", to="Asia/Taishan"), "competition.timezone", "timezone_unknown"),
    ("a folder as zone", _set("competition", "timezone", to="Asia"), "competition.timezone", "timezone_unknown"),
    ("a path as zone", _set("competition", "timezone", to="../x"), "competition.timezone", "timezone_unknown"),
    (
        "no such tie break",
        _set("competition", "tie_break", to=["metric:x"]),
        "competition.tie_break",
        "tie_break_unknown",
    ),
    (
        "a tie break twice",
        _set("competition", "tie_break", to=["base", "base"]),
        "competition.tie_break[2]",
        "repeated",
    ),
    ("a number as tie break", _set("competition", "tie_break", to=[1]), "competition.tie_break[1]", "not_text"),
    ("an empty tie break", _set("competition", "tie_break", to=[""]), "competition.tie_break[1]", "text_empty"),
    ("tie break is no list", _set("competition", "tie_break", to="base"), "competition.tie_break", "not_list"),
    ("bonus from words", _set("competition", "bonus_from", to="八十"), "competition.bonus_from", "not_number"),
    ("no such veto", _set("competition", "veto", to="zero_category:x"), "competition.veto", "not_choice"),
    # schedule
    ("a due without days", _set("schedule", to={"report": "17:00"}), "schedule.report", "bad_due"),
    ("a due at no time", _set("schedule", to={"lock": "+3d 25:00"}), "schedule.lock", "bad_due"),
    ("a due as number", _set("schedule", to={"review": 3}), "schedule.review", "bad_due"),
    ("a post on no day", _set("schedule", to={"week_post": "Mon 09:00"}), "schedule.week_post", "bad_week_time"),
    ("a post at no time", _set("schedule", to={"week_post": "mon 24:00"}), "schedule.week_post", "bad_week_time"),
    ("a post as number", _set("schedule", to={"week_post": 1}), "schedule.week_post", "bad_week_time"),
    ("one end of the quiet hours", _set("schedule", to={"quiet": ["20:30"]}), "schedule.quiet", "wrong_length"),
    ("quiet at no time", _set("schedule", to={"quiet": ["20:30", "8.30"]}), "schedule.quiet[2]", "bad_time"),
    ("a digest as number", _set("schedule", to={"digest": [9]}), "schedule.digest[1]", "bad_time"),
    ("unknown rest days", _set("schedule", to={"rest_days": "us"}), "schedule.rest_days", "not_choice"),
    ("unknown schedule key", _set("schedule", to={"sleep": "x"}), "schedule", "key_unknown"),
    # publish
    ("a kind in words", _set("publish", to={"month": "yes"}), "publish.month", "not_boolean"),
    ("notice in plain days", _set("publish", to={"notice": "3d"}), "publish.notice", "bad_notice"),
    ("freeze without a time", _set("publish", to={"freeze": "-3d"}), "publish.freeze", "bad_freeze"),
    ("group without a number", _set("publish", to={"group": "top"}), "publish.group", "bad_group"),
    ("template that is no .docx", _set("publish", to={"template": "模板.doc"}), "publish.template", "bad_template"),
    ("template elsewhere", _set("publish", to={"template": "../模板.docx"}), "publish.template", "bad_template"),
    ("title with another name", _set("publish", to={"title": "{year}年通报"}), "publish.title", "bad_title"),
    ("symbol without a serial", _set("publish", to={"symbol": "云市监通〔{year}〕"}), "publish.symbol", "bad_symbol"),
    ("unknown publish key", _set("publish", to={"week": True}), "publish", "key_unknown"),
    # flags
    ("flags of the week", _set("flags", to={"period": "week"}), "flags.period", "not_choice"),
    ("fewer than no red flags", _set("flags", to={"red": -1}), "flags.red", "too_small"),
    ("half a black flag", _set("flags", to={"black": "0.5"}), "flags.black", "not_whole"),
    ("black below words", _set("flags", to={"black_below": "七十"}), "flags.black_below", "not_number"),
    ("black below too finely", _set("flags", to={"black_below": "69.995"}), "flags.black_below", "too_many_places"),
    ("a streak in words", _set("flags", to={"streak": "两期"}), "flags.streak", "not_number"),
    ("flags for nothing", _set("flags", to={"red": 0, "black": 0, "streak": 0}), "flags", "flags_for_nothing"),
    (
        "flags of what is never closed",
        lambda keys: keys.update(publish={"quarter": False}, flags={}),
        "flags.period",
        "flags_never_closed",
    ),
    ("unknown flags key", _set("flags", to={"gold": 1}), "flags", "key_unknown"),
    # arenas, units, categories
    ("no arenas", _drop("arenas"), "竞赛方案", "key_missing"),
    ("arenas as one table", _set("arenas", to={"id": "a"}), "arenas", "not_tables"),
    ("arena without id", _drop("arenas", 0, "id"), "arenas[第 1 个]", "key_missing"),
    ("arena twice", lambda keys: keys["arenas"].append({"id": "a", "name": "乙擂台"}), "arenas[a].id", "id_twice"),
    (
        "arena without units",
        lambda keys: keys["arenas"].append({"id": "b", "name": "乙"}),
        "arenas[b]",
        "arena_without_units",
    ),
    (
        "arena without metrics",
        lambda keys: keys["arenas"].append({"id": "b", "name": "乙"}),
        "arenas[b]",
        "arena_without_metrics",
    ),
    ("unit of no arena", _set("units", 0, "arena", to="x"), "units[u1].arena", "arena_unknown"),
    ("unit from no period", _set("units", 0, "from", to="2026年5月起"), "units[u1].from", "bad_term"),
    ("unit from a week", _set("units", 0, "from", to="2026-W20"), "units[u1].from", "bad_term"),
    ("unit until a number", _set("units", 0, "until", to=2026), "units[u1].until", "not_text"),
    (
        "unit that ends before it begins",
        lambda keys: keys["units"][0].update({"from": "2026-05", "until": "2026-04"}),
        "units[u1].until",
        "unit_ends_early",
    ),
    ("unit twice", _set("units", 1, "id", to="u1"), "units[u1].id", "id_twice"),
    ("alias of another", _set("units", 1, "aliases", to=["单位１"]), "units[u2]", "name_twice"),
    ("category of no arena", _set("categories", 0, "arena", to="x"), "categories[c].arena", "arena_unknown"),
    ("category without arena", _drop("categories", 0, "arena"), "categories[c]", "key_missing"),
    ("category twice", _set("categories", 1, "id", to="c"), "categories[c].id", "id_twice"),
    ("category of the wrong sum", _set("categories", 0, "points", to=19), "categories[c].points", "category_sum"),
    # metrics
    ("metric of no category", _metric(category="x"), f"{M}.category", "category_unknown"),
    ("metric twice", _set("metrics", 1, "id", to="m"), "metrics[m].id", "id_twice"),
    ("metric name twice", _set("metrics", 1, "name", to="m"), "metrics[n]", "name_twice"),
    ("metric called veto", _metric(aliases=["ｖｅｔｏ"]), M, "name_reserved"),
    ("no points", _metric(points=0), f"{M}.points", "not_positive"),
    ("points of three decimals", _metric(points="20.005"), f"{M}.points", "too_many_places"),
    ("unknown lead", _metric(leads=["x"]), f"{M}.leads", "unit_unknown"),
    ("unknown input", _input("percent"), f"{M}.input", "not_choice"),
    ("no input", _drop("metrics", 0, "input"), M, "key_missing"),
    ("no method", _drop("metrics", 0, "method"), M, "key_missing"),
    ("method as text", _metric(method="goalpost"), METHOD, "not_table"),
    ("unknown method", _method("magic"), f"{METHOD}.kind", "method_unknown"),
    ("method without kind", _metric(method={"zero_at": 0}), METHOD, "key_missing"),
    ("method of another input", _input("events"), f"{METHOD}.kind", "method_input"),
    ("roll-up of another input", _metric(rollup="ratio"), f"{M}.rollup", "rollup_input"),
    ("percent_ok as text", _metric(percent_ok="yes"), f"{M}.percent_ok", "not_boolean"),
    ("percent_ok of a number", _metric(percent_ok=True), f"{M}.percent_ok", "percent_ok_input"),
    ("percent_ok and ratio", _input("rate", percent_ok=True), f"{M}.percent_ok", "percent_ok_ratio"),
    ("smoothing of a number", _metric(smoothing="wilson"), f"{M}.smoothing", "smoothing_input"),
    (
        "smoothing a percentage",
        _input("rate", percent_ok=True, rollup="mean", smoothing="wilson"),
        f"{M}.smoothing",
        "smoothing_percent",
    ),
    ("unknown smoothing", _input("rate", smoothing="loess"), f"{M}.smoothing", "not_choice"),
    ("shrink by nothing", _input("rate", smoothing={"shrink": [0, 0]}), f"{M}.smoothing.shrink", "shrink_zero"),
    ("shrink by one number", _input("rate", smoothing={"shrink": [1]}), f"{M}.smoothing.shrink", "wrong_length"),
    ("shrink without numbers", _input("rate", smoothing={}), f"{M}.smoothing", "key_missing"),
    ("rating without scale", _input("rating"), f"{M}.range", "range_needed"),
    ("range of one", _metric(range=[1]), f"{M}.range", "wrong_length"),
    ("range as text", _metric(range="0-100"), f"{M}.range", "not_list"),
    ("range upside down", _metric(range=[2, 1]), f"{M}.range", "pair_unordered"),
    ("range of words", _metric(range=["a", 1]), f"{M}.range[1]", "not_number"),
    ("level names without levels", _metric(level_names={"x": "甲"}), f"{M}.level_names", "level_unknown"),
    (
        "level name of another key",
        _input("events", method=EVENTS, level_names={"city": "area"}),
        f"{M}.level_names",
        "level_name_clash",
    ),
    (
        "level names alike",
        _input("events", method=EVENTS, level_names={"city": "甲", "area": "甲"}),
        f"{M}.level_names",
        "level_name_clash",
    ),
    (
        "completes nothing that is there",
        _input("events", method=EVENTS, completes="x"),
        f"{M}.completes",
        "completes_unfit",
    ),
    ("completes itself", _input("events", method=EVENTS, completes="m"), f"{M}.completes", "completes_unfit"),
    ("completes what is no event", _input("events", method=EVENTS, completes="n"), f"{M}.completes", "completes_unfit"),
    # methods
    ("goalposts alike", _method("goalpost", zero_at=1, full_at="1.0"), f"{METHOD}.full_at", "ends_equal"),
    ("one goalpost", _method("goalpost", zero_at=1), METHOD, "key_missing"),
    ("unknown key of a method", _method("goalpost", zero_at=1, full_at=2, cap=3), METHOD, "key_unknown"),
    ("efficacy alike", _method("efficacy", unacceptable=1, satisfactory=1), f"{METHOD}.satisfactory", "ends_equal"),
    ("efficacy base", _method("efficacy", unacceptable=1, satisfactory=2, base=101), f"{METHOD}.base", "too_large"),
    ("efficacy span", _method("efficacy", unacceptable=1, satisfactory=2, span=0), f"{METHOD}.span", "not_positive"),
    ("four standards", _method(BANDED, standards=FIVE[:4]), f"{METHOD}.standards", "wrong_length"),
    ("standards to and fro", _method(BANDED, standards=[1, 2, 3, 2, 1]), f"{METHOD}.standards", "not_strict"),
    ("a standard in words", _method(BANDED, standards=[*FIVE[:4], "低"]), f"{METHOD}.standards[5]", "not_number"),
    (
        "coefficient over one",
        _method(BANDED, standards=FIVE, coefficients=[2, 1, 1, 1, 1]),
        f"{METHOD}.coefficients[1]",
        "too_large",
    ),
    ("no target", _method("completion", target=0), f"{METHOD}.target", "not_positive"),
    ("floor over cap", _method("completion", target=1, floor=2), f"{METHOD}.floor", "floor_over_cap"),
    ("no step", _method("step", target=1, step=0, deduct=1), f"{METHOD}.step", "not_positive"),
    ("negative deduction", _method("step", target=1, step=1, deduct=-1), f"{METHOD}.deduct", "too_small"),
    ("no bands", _method("bands", edges=[]), f"{METHOD}.edges", "list_empty"),
    ("bands left out", _method("bands"), METHOD, "key_missing"),
    ("a band without points", _method("bands", edges=[[1]]), f"{METHOD}.edges[1]", "not_pair"),
    ("bands worst first", _method("bands", edges=[[1, 1], [2, 2]]), f"{METHOD}.edges", "not_monotonic"),
    (
        "low bands worst first",
        _method("bands", direction="down", edges=[[2, 1], [1, 2]]),
        f"{METHOD}.edges",
        "not_monotonic",
    ),
    ("a band over full marks", _method("bands", edges=[[1, 21]]), f"{METHOD}.edges[1]", "over_full"),
    ("first over full marks", _method("rank_points", first=21, step=1), f"{METHOD}.first", "over_full"),
    ("floor over full marks", _method("rank_points", first=1, step=1, floor=21), f"{METHOD}.floor", "over_full"),
    ("negative step", _method("rank_points", first=1, step=-1), f"{METHOD}.step", "too_small"),
    ("no first", _method("rank_points", step=1), METHOD, "key_missing"),
    ("negative values against the best", _method("ratio_to_best"), f"{METHOD}.kind", "range_negative"),
    (
        "half a place",
        _input("rank", method={"kind": "external_rank", "full_at": "1.5"}),
        f"{METHOD}.full_at",
        "not_whole",
    ),
    (
        "zero at place 0",
        _input("rank", method={"kind": "external_rank", "zero_at": 0}),
        f"{METHOD}.zero_at",
        "too_small",
    ),
    (
        "table and ends",
        _input("rank", method={"kind": "external_rank", "zero_at": 3, "table": [[1, 1]]}),
        f"{METHOD}.table",
        "table_and_ends",
    ),
    (
        "table to and fro",
        _input("rank", method={"kind": "external_rank", "table": [[2, 2], [1, 1]]}),
        f"{METHOD}.table",
        "not_monotonic",
    ),
    ("no levels", _input("events", method={"kind": "events", "levels": {}}), f"{METHOD}.levels", "list_empty"),
    ("levels left out", _input("events", method={"kind": "events"}), METHOD, "key_missing"),
    (
        "negative level",
        _input("events", method={"kind": "events", "levels": {"city": -1}}),
        f"{METHOD}.levels.city",
        "too_small",
    ),
    (
        "levels alike",
        _input("events", method={"kind": "events", "levels": {'"a"': 1, '" a"': 2}}),
        f"{METHOD}.levels",
        "level_name_clash",
    ),
    ("minmax over full marks", _method("minmax", base=60, span="40.5"), f"{METHOD}.span", "over_hundred"),
    ("minmax base of the default span", _method("minmax", base=60), f"{METHOD}.span", "over_hundred"),
    ("minmax below nothing", _method("minmax", base=-1, span=50), f"{METHOD}.base", "too_small"),
    ("minmax without span", _method("minmax", span=0), f"{METHOD}.span", "not_positive"),
    ("points off a bonus", _input("events", role="bonus", method=OFF), f"{METHOD}.from", "full_not_base"),
    ("off what", _input("events", method=EVENTS | {"from": "half"}), f"{METHOD}.from", "not_choice"),
    ("repeat of the best", _input("events", method=OFF | {"repeat": 2}), f"{METHOD}.repeat", "repeat_not_sum"),
    ("repeat for less", _input("events", method=REPEATED | {"repeat": "0.5"}), f"{METHOD}.repeat", "too_small"),
    ("rounding what has no decimals", _input("rank", round_value=2), f"{M}.round_value", "round_value_input"),
    ("seven decimals of a value", _metric(round_value=7), f"{M}.round_value", "too_large"),
    ("half a decimal", _metric(round_value="0.5"), f"{M}.round_value", "not_whole"),
    # values of another metric
    ("value of nothing", _derived("x"), "metrics[d].value_of", "value_of_unknown"),
    ("value of itself", _derived("d"), "metrics[d].value_of", "value_of_chain"),
    ("value of a number", _derived(5), "metrics[d].value_of", "not_text"),
    ("value of another arena", _several(_elsewhere, _derived("k")), "metrics[d].value_of", "value_of_elsewhere"),
    ("an input of its own", _derived("m", input="number"), "metrics[d].input", "value_of_key"),
    ("a lead of its own", _derived("m", leads=["lead"]), "metrics[d].leads", "value_of_key"),
    ("method of another input", _derived("m", method=EVENTS), "metrics[d].method.kind", "method_input"),
    (
        "levels of its own",
        _several(_more_levels, _derived("m", method=EVENTS)),
        "metrics[d].method.levels",
        "value_of_levels",
    ),
    (
        "completes what takes values",
        _several(_input("events", method=EVENTS, completes="d"), _derived("m", method=EVENTS)),
        f"{M}.completes",
        "completes_unfit",
    ),
    # kinds of matters
    ("kinds as one table", _set("kinds", to={"id": "urgent"}), "kinds", "not_tables"),
    ("kind without form", _kind("form"), KIND, "key_missing"),
    ("kind of another form", _kind(form="sheet"), f"{KIND}.form", "not_choice"),
    ("kind without assigners", _kind("assigners"), KIND, "key_missing"),
    ("kind that nobody verifies", _kind(assigners=[]), f"{KIND}.verifiers", "kind_unverified"),
    ("kind without verifiers", _kind(verifiers=[]), f"{KIND}.verifiers", "kind_unverified"),
    ("kind assigned by no unit", _kind(assigners=["x"]), f"{KIND}.assigners", "unit_unknown"),
    ("kind verified by no unit", _kind(verifiers=["lead", "x"]), f"{KIND}.verifiers", "unit_unknown"),
    ("assigners in one text", _kind(assigners="lead"), f"{KIND}.assigners", "not_list"),
    ("propose in words", _kind(propose="yes"), f"{KIND}.propose", "not_boolean"),
    ("evidence now and then", _kind(evidence="sometimes"), f"{KIND}.evidence", "not_choice"),
    ("recheck in the past", _kind(recheck=-1), f"{KIND}.recheck", "too_small"),
    ("recheck in years", _kind(recheck=367), f"{KIND}.recheck", "too_large"),
    ("half a day to mend", _kind(mend="0.5"), f"{KIND}.mend", "not_whole"),
    ("extensions without end", _kind(extensions=100), f"{KIND}.extensions", "too_large"),
    ("unknown key of a kind", _kind(points=3), KIND, "key_unknown"),
    ("kind twice", _several(_kind(), _kind(name="别的")), f"{KIND}.id", "id_twice"),
    ("kind name twice", _several(_kind(), _kind(id="x", aliases=["临时性工作"])), "kinds[x]", "name_twice"),
    ("kind called as a unit", _kind(aliases=["牵头科"]), KIND, "kind_reserved"),
    ("kind called as an arena", _kind(name="甲擂台"), KIND, "kind_reserved"),
    ("kind called as a list", _kind(name="逾期"), KIND, "kind_reserved"),
    ("kind called as a number", _kind(aliases=["ｔ12"]), KIND, "kind_reserved"),
    # values of a ledger
    ("source as text", _metric(source="urgent"), SOURCE, "not_table"),
    ("source of nothing", _metric(source={}), SOURCE, "key_missing"),
    ("source of no kinds", _source(matters=[]), f"{SOURCE}.matters", "list_empty"),
    ("source of a kind in one text", _source(matters="urgent"), f"{SOURCE}.matters", "not_list"),
    ("source of an unknown kind", _source(matters=["urgent", "x"]), f"{SOURCE}.matters", "kind_unknown"),
    ("source of a kind twice", _source(matters=["urgent"] * 2), f"{SOURCE}.matters[2]", "repeated"),
    ("source of a duty", _metric(source={"duty": "contacts"}), SOURCE, "source_later"),
    ("source of a sheet", _metric(source={"sheet": "peers", "item": "x"}), SOURCE, "source_later"),
    ("source of another input", _source(read_as="rate"), f"{M}.input", "source_input"),
    ("source counted by weight", _source(count="weight"), f"{SOURCE}.count", "not_choice"),
    ("unknown key of a source", _source(rounds=1), SOURCE, "key_unknown"),
    ("a reporter beside a source", _source(_metric(reporter="unit")), f"{M}.reporter", "source_key"),
    ("evidence beside a source", _source(_metric(evidence="optional")), f"{M}.evidence", "source_key"),
    ("completes beside a source", _source(_metric(completes="n")), f"{M}.completes", "source_key"),
    ("events of tasks", _source(events=LATE), f"{SOURCE}.events", "source_no_events"),
    ("events without levels of a source", _source(read_as="events"), SOURCE, "source_events"),
    ("events of no levels", _source(read_as="events", events=[]), f"{SOURCE}.events", "list_empty"),
    ("events of three levels", _source(read_as="events", events=[*LATE, "x"]), f"{SOURCE}.events", "wrong_length"),
    ("events of another level", _source(read_as="events", events=["city", "x"]), f"{SOURCE}.events", "level_unknown"),
    (
        "rebounds before what is overdue",
        _source(read_as="events", events=["rebound"]),
        f"{SOURCE}.events",
        "source_swapped",
    ),
    ("events by quantity", _source(read_as="events", events=LATE, count="quantity"), f"{SOURCE}.count", "source_count"),
    (
        "source of its own beside another metric's values",
        _derived("m", source={"matters": []}),
        "metrics[d].source",
        "value_of_key",
    ),
    (
        "completes what a ledger gives",
        _several(
            _source(read_as="events", events=LATE),
            lambda keys: keys["metrics"][1].update(input="events", method=EVENTS, completes="m"),
        ),
        "metrics[n].completes",
        "completes_unfit",
    ),
    # own targets
    ("targets as one table", _set("targets", to={"metric": "m"}), "targets", "not_tables"),
    ("target of no metric", _target(metric="x"), TARGET, "target_metric_unknown"),
    ("target of no unit", _target(unit="x"), "targets[第 1 个].unit", "unit_unknown"),
    ("target of nobody's arena", _target(unit="lead"), "targets[第 1 个].unit", "target_unit_elsewhere"),
    ("target of one for all", _several(_target(), _method("completion", target=1)), TARGET, "target_not_own"),
    ("target of nothing", _target(value=0), "targets[第 1 个].value", "not_positive"),
    ("target in words", _target(value="十"), "targets[第 1 个].value", "not_number"),
    ("target without value", _several(_target(), _drop("targets", 0, "value")), "targets[第 1 个]", "key_missing"),
    ("target of a week", _target(period="2026-W01"), "targets[第 1 个].period", "target_period"),
    (
        "target of a month of a quarter",
        _several(_target(period="2026-01"), _metric(period="quarter")),
        "targets[第 1 个].period",
        "target_period",
    ),
    (
        "target twice",
        _several(_target(), lambda keys: keys["targets"].append(dict(keys["targets"][0]))),
        "targets[第 2 个]",
        "target_twice",
    ),
    ("unknown key of a target", _target(points=3), "targets[第 1 个]", "key_unknown"),
    ("cap over full marks", _input("events", method=EVENTS | {"cap": 21}), f"{METHOD}.cap", "over_full"),
    (
        "share over one",
        _input("checklist", method={"kind": "checklist", "stars": [[3, 90]]}),
        f"{METHOD}.stars[1]",
        "too_large",
    ),
]

VALUES_BOOK = rules(
    metric(range=[0, 100], unit="分"),
    rate("rate", unit="%", aliases=["回复率"]),
    rate("percent", percent_ok=True, rollup="mean", range=[50, 100]),
    metric("count", input="count", unit="件", range=[0, 50]),
    metric("rank", input="rank", method={"kind": "external_rank"}, range=[1, 9]),
    metric("direct", input="points", method={"kind": "direct"}),
    metric("events", input="events", method=EVENTS, level_names={"city": "市级"}),
    metric("rating", input="rating", range=[1, 5], method={"kind": "goalpost", "zero_at": 1, "full_at": 5}),
    metric("list", input="checklist", method={"kind": "checklist", "mandatory": ["1.1", "1.2"]}),
    metric("quarter", period="quarter"),
    units=3,
)
VALUES_BOOK["units"] += [{"id": "o1", "name": "外单位", "arena": "b"}, {"id": "lead", "name": "牵头科"}]
VALUES_BOOK["arenas"].append({"id": "b", "name": "乙擂台"})
VALUES_BOOK["categories"].append({"id": "other", "arena": "b", "name": "别的", "points": 20})
VALUES_BOOK["metrics"].append(metric("other", category="other"))
_derived("m", name="再算")(VALUES_BOOK)

VALUE_FAULTS: list[tuple[str, str, str]] = [
    ("rate", "98.5%", "rate_needs_k_n"),
    ("rate", "98.0/100", "rate_needs_k_n"),
    ("rate", "-1/100", "rate_needs_k_n"),
    ("rate", "98/100件", "pair_alone"),
    ("rate", "101/100", "k_over_n"),
    ("rate", "9/0", "k_of_none"),
    ("percent", "49.9%", "out_of_range"),
    ("percent", "100.1", "out_of_range"),
    ("percent", "1/3", "out_of_range"),
    ("percent", "九成", "not_a_number"),
    ("list", "27", "needs_k_n"),
    ("list", "3/2", "k_over_n"),
    ("rank", "3", "rank_needs_r_n"),
    ("rank", "0/6", "rank_out_of_n"),
    ("rank", "7/6", "rank_out_of_n"),
    ("rank", "10/12", "out_of_range"),
    ("count", "1.5", "count_not_whole"),
    ("count", "-1", "count_not_whole"),
    ("count", "12户", "wrong_unit"),
    ("count", "51", "out_of_range"),
    ("direct", "20.01", "points_out_of_w"),
    ("direct", "-0.1", "points_out_of_w"),
    ("m", "100.01", "out_of_range"),
    ("m", "1e2", "not_a_number"),
    ("m", "+5", "not_a_number"),
    ("m", "1,000", "not_a_number"),
    ("m", ".5", "not_a_number"),
    ("m", "5.", "not_a_number"),
    ("m", "NaN", "not_a_number"),
    ("m", "Infinity", "not_a_number"),
    ("m", "分", "not_a_number"),
    ("m", "1" * 1001, "not_a_number"),
    ("rating", "5.5", "out_of_range"),
    ("events", "3", "events_take_a_level"),
]

ROW_FAULTS: list[tuple[str, str]] = [
    ("nobody,m,2026-03,5", "row_unit_unknown"),
    ("lead,m,2026-03,5", "row_unit_no_arena"),
    ("u1,nothing,2026-03,5", "row_metric_unknown"),
    ("u1,other,2026-03,5", "row_metric_elsewhere"),
    ("u1,m,2026-13,5", "row_period"),
    ("u1,m,2026-W12,5", "row_period"),
    ("u1,m,2026-Q1,5", "row_period_kind"),
    ("u1,quarter,2026-03,5", "row_period_kind"),
    ("u1,m,2026-03,5,yes", "row_state"),
    ("u1,m,2026-03,,pending", "row_value_missing"),
    ("u1,m,2026-03,,confirmed", "row_value_missing"),
    ("u1,m,2026-03,5,not_applicable", "row_not_applicable"),
    ("u1,events,2026-03,,not_applicable,city", "row_not_applicable"),
    ("u1,events,2026-03,,not_applicable,,e1", "row_not_applicable"),
    ("u1,events,2026-03,1,,city", "row_event_value"),
    ("u1,events,2026-03,", "row_level_missing"),
    ("u1,events,2026-03,,,省级", "row_level_unknown"),
    ("u1,m,2026-03,5,,city", "row_level_extra"),
    ("u1,m,2026-03,5,,,e1", "row_event_extra"),
    ("u1,rating,2026-03,5,,,单位1", "row_own_rating"),
    ("u1,list,2026-03,3/5,,,,1.3", "row_item_unknown"),
    ("u1,list,2026-03,4/5,,,,1.1;1.2", "row_items_failed"),
    ("u1,m,2026-03,5,,,,,too much", "row_long"),
    ("u1,m,2026-03,101", "out_of_range"),
    ("u1,再算,2026-03,5", "row_value_of"),
    ("u1,veto,2026-03,first,,,,事故", "row_veto_effect"),
    ("u1,veto,2026-03,zero_category:other,,,,事故", "row_veto_effect"),
    ("u1,veto,2026-03,", "row_veto_reason"),
    ("u1,veto,2026-03,,,city,,事故", "row_veto_extra"),
    ("u1,veto,2026-03,,pending,,,事故", "row_veto_state"),
]
