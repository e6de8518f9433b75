"""Rulebooks that ship with the product, to be copied and edited."""

RETURN_REASONS = ("佐证不全", "数据与台账不符", "统计口径不对")
"""Why a report is returned most often, where a rulebook does not say."""

SAMPLES = ("wusai.toml", "hongqi.toml", "xingji.toml", "yuejishi.toml", "nantong.toml", "lianyungang.toml")
