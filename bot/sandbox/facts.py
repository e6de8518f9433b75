"""What the Bot API fixes: methods, types, limits and words, kept as facts in botapi.json."""

import json
from pathlib import Path

from bot.sandbox.refusals import Json

FACTS: Json = json.loads(Path(__file__).with_name("botapi.json").read_text(encoding="utf-8"))
LIMITS: dict[str, int] = FACTS["limits"]
