"""Reading one TOML table key by key: what is wrong is noted with its place, and reading goes on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from scoring.faults import Fault
from scoring.rulebook.spelling import is_blank

Choice = TypeVar("Choice", bound=str)

LONGEST_NUMBER = 1000
LONGEST_NAME = 60
"""Of an English name: beside others it still fits a line."""

_ROOT = "竞赛方案"

_ID = re.compile(r"[A-Za-z0-9_-]+")

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?|[0-9]+/0*[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class FloatLiteral:
    """A number that TOML would make a float; it is refused where it was written."""

    text: str


@dataclass(slots=True)
class Table:
    """A table at a place; `bad` names the keys with a fault, whose values are stand-ins.

    `english` gathers, as `faults` does, what the whole file says: English names by the Chinese ones.
    """

    raw: Mapping[str, object]
    place: str
    faults: list[Fault]
    english: dict[str, str] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)
    _asked: list[str] = field(default_factory=list)

    def fault(self, key: str, code: str, **values: str) -> None:
        """Note a fault of a key (of the table itself where the key is empty)."""
        self.bad.add(key)
        self.faults.append(Fault(f"{self.place}.{key}" if self.place and key else self.place or key, code, values))

    def take(self, key: str, *, required: bool = False) -> object | None:
        """Return the raw value, or None where it is left out (a fault if it is required)."""
        self._asked.append(key)
        value = self.raw.get(key)
        if isinstance(value, FloatLiteral):
            self.bad.add(key)  # the literal itself was reported with its line
            return None
        if value is None and required:
            self.bad.add(key)
            self.faults.append(Fault(self.place or _ROOT, "key_missing", {"key": key}))
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it is required and not empty."""
        value = self.take(key, required=default is None)
        if value is None:
            return default or ""
        if not isinstance(value, str):
            self.fault(key, "not_text")
            return default or ""
        if default is None and is_blank(value):
            self.fault(key, "text_empty")
        return value

    def name(self) -> str:
        """Return the required `name`, and gather the `name_en` that may stand beside it."""
        name = self.text("name")
        if "name_en" not in self.raw:
            self.take("name_en")
            return name
        english = self.text("name_en").strip()
        if len(english) > LONGEST_NAME:
            self.fault("name_en", "name_en_long", text=english, most=str(LONGEST_NAME))
        known = self.english.setdefault(name, english)
        if known != english and not {"name", "name_en"} & self.bad:
            self.fault("name_en", "name_en_other", text=english, name=name, other=known)
        return name

    def identifier(self) -> str:
        """Return the required `id`."""
        value = self.text("id")
        if "id" not in self.bad and not _ID.fullmatch(value):
            self.fault("id", "bad_id", text=value)
        return value

    def choice(self, key: str, options: Sequence[Choice], default: Choice | None = None) -> Choice:
        """Return one of a few words; without a default it is required."""
        value = self.take(key, required=default is None)
        fallback = options[0] if default is None else default
        if value is None:
            return fallback
        for option in options:
            if option == value:
                return option
        self.fault(key, "not_choice", text=shown(value), options=" ".join(options))
        return fallback

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fault(key, "not_boolean")
            return default
        return value

    def number(
        self,
        key: str,
        default: Fraction | None = None,
        *,
        low: int | None = None,
        high: int | None = None,
    ) -> Fraction:
        """Return an exact number within bounds; without a default it is required."""
        value = self.take(key, required=default is None)
        if value is None:
            return default or Fraction()
        return self.exact(key, value, low=low, high=high)

    def optional(self, key: str) -> Fraction | None:
        """Return an exact number, or None where it is left out."""
        value = self.take(key)
        return None if value is None else self.exact(key, value)

    def whole(self, key: str, default: int | None = None, *, low: int | None = None, high: int | None = None) -> int:
        """Return a whole number within bounds; without a default it is required."""
        value = self.take(key, required=default is None)
        if value is None:
            return default or 0
        return self.exact_whole(key, value, low=low, high=high)

    def exact(self, key: str, value: object, *, low: int | None = None, high: int | None = None) -> Fraction:
        """Read a raw value of a key (or of a place inside it) as an exact number within bounds."""
        number = read_number(value)
        if number is None:
            if not isinstance(value, FloatLiteral):
                self.fault(key, "not_number", text=shown(value))
            self.bad.add(key)
            return Fraction()
        if low is not None and number < low:
            self.fault(key, "too_small", text=shown(value), low=str(low))
            return Fraction(low)
        if high is not None and number > high:
            self.fault(key, "too_large", text=shown(value), high=str(high))
            return Fraction(high)
        return number

    def exact_whole(self, key: str, value: object, *, low: int | None = None, high: int | None = None) -> int:
        """Read a raw value as a whole number within bounds."""
        number = self.exact(key, value, low=low, high=high)
        if number.denominator != 1:
            self.fault(key, "not_whole", text=shown(value))
        return int(number)

    def items(self, key: str, *, required: bool = False) -> list[object]:
        """Return the items of a list; empty where it is left out."""
        value = self.take(key, required=required)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(key, "not_list")
            return []
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, none of them empty or repeated."""
        found: dict[str, None] = {}
        for index, item in enumerate(self.items(key), 1):
            if not isinstance(item, str):
                self.fault(f"{key}[{index}]", "not_text")
            elif is_blank(item):
                self.fault(f"{key}[{index}]", "text_empty")
            elif item in found:
                self.fault(f"{key}[{index}]", "repeated", text=item)
            else:
                found[item] = None
        return tuple(found)

    def pairs(self, key: str, example: str, *, required: bool = False) -> list[tuple[str, object, object]]:
        """Return the pairs of a list, each with its place `key[n]`."""
        found: list[tuple[str, object, object]] = []
        items = self.items(key, required=required)
        for index, item in enumerate(items, 1):
            if isinstance(item, list) and len(item) == 2:
                found.append((f"{key}[{index}]", item[0], item[1]))
            else:
                self.fault(f"{key}[{index}]", "not_pair", example=example)
        if not items and key in self.raw and key not in self.bad:
            self.fault(key, "list_empty")
        return found

    def table(self, key: str, *, required: bool = False) -> "Table | None":
        """Return the table under a key, or None where it is left out or no table."""
        value = self.take(key, required=required)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fault(key, "not_table", name=key)
            return None
        return Table(value, f"{self.place}.{key}" if self.place else key, self.faults, self.english)

    def tables(self, key: str, *, required: bool = True) -> "list[Table]":
        """Return the tables `[[key]]`, each at the place `key[id]`."""
        value = self.take(key, required=required)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(key, "not_tables", name=key)
            return []
        places = [f"{key}[{_name(item, index)}]" for index, item in enumerate(value, 1)]
        return [Table(item, place, self.faults, self.english) for item, place in zip(value, places, strict=True)]

    def done(self) -> None:
        """Note every key that nobody asked for."""
        known = " ".join(dict.fromkeys(self._asked))
        for key in self.raw:
            if key not in self._asked:
                self.faults.append(Fault(self.place or _ROOT, "key_unknown", {"key": key, "known": known}))


def _name(raw: Mapping[str, object], index: int) -> str:
    name = raw.get("id")
    return name if isinstance(name, str) and name else f"第 {index} 个"


def read_number(value: object) -> Fraction | None:
    """Read an integer, or a text that is a decimal or a fraction, exactly; None when it is neither."""
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() <= LONGEST_NUMBER:
        return Fraction(value)
    if isinstance(value, str) and len(value) <= LONGEST_NUMBER and _NUMBER.fullmatch(value):
        return Fraction(value)
    return None


def shown(value: object) -> str:
    """Return a raw value much as a person wrote it, or a word for what cannot be shown in a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() <= LONGEST_NUMBER:
        return str(value)
    if isinstance(value, str) and len(value) <= LONGEST_NUMBER:
        return value
    return "（此处内容）"
