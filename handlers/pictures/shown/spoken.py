"""What is shown, in the language that is spoken: names of the rulebook, and periods; the rest scenes and papers say."""

from dataclasses import fields, replace
from typing import Any, TypeVar, cast

from scoring.calendar import worded
from scoring.language import spoken

S = TypeVar("S")

AS_WRITTEN = {"as_written": True}
"""The metadata of a field that holds what somebody wrote: it is shown so in every language."""


def in_language(shown: S) -> S:
    """Return what is shown with the names and periods of the language that is spoken; what people wrote stays so."""
    return shown if spoken() == "zh" else cast("S", _told(shown))


def _told(value: Any) -> Any:  # noqa: ANN401 - whatever a picture is made of
    match value:
        case str():
            return worded(value)
        case tuple():
            return tuple(map(_told, value))
        case _ if hasattr(value, "__dataclass_fields__"):
            return replace(value, **_names(value))
    return value


def _names(value: Any) -> dict[str, object]:  # noqa: ANN401 - as above
    """Return the fields of a thing as they are said; short names are Chinese: another name stands for both."""
    told = {field.name: _told(getattr(value, field.name)) for field in fields(value) if field.metadata != AS_WRITTEN}
    if "short" in told:
        name = "name" if "name" in told else "title"
        told["short"] = told[name] if told[name] != getattr(value, name) else told["short"]
    return told
