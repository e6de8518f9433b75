"""Rulebooks that ship with the product, to be copied and edited."""

SAMPLES = ("wusai.toml", "hongqi.toml", "xingji.toml", "yuejishi.toml", "nantong.toml", "lianyungang.toml")
