"""Rulebooks that ship with the product, to be copied and edited."""

from scoring.terms import REASONS

RETURN_REASONS = tuple(REASONS)
"""Why a report is returned most often, where a rulebook does not say."""

SAMPLES = ("wusai.toml", "hongqi.toml", "xingji.toml", "yuejishi.toml", "nantong.toml", "lianyungang.toml")
