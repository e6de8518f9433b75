"""The pages of docs that are made, not written: X.md in English, X.zh-CN.md in Chinese, both from one look."""

from collections.abc import Callable, Iterable
from pathlib import Path

from scoring.language import Spoken, both, speaking

DOCS = Path(__file__).parent.parent / "docs"
ENDINGS = {"en": ".md", "zh": ".zh-CN.md"}


def made(name: str, page: Callable[[], str]) -> dict[Path, str]:
    """Make a page in each language, with its title in the first line; by the file in which it is to stand."""
    found = {}
    for language, ending in ENDINGS.items():
        with speaking(Spoken(language)):
            title, _, rest = page().partition("\n")
            found[DOCS / f"{name}{ending}"] = f"{title}\n\n{_elsewhere(name)}\n{rest}"
    return found


def kept(name: str) -> dict[Path, str]:
    """Return what stands in docs of a page, as `made` does."""
    return {path: path.read_text(encoding="utf-8") for path in (DOCS / f"{name}{each}" for each in ENDINGS.values())}


def keep(name: str, page: Callable[[], str]) -> None:
    """Make a page anew in docs."""
    for path, text in made(name, page).items():
        path.write_text(text, encoding="utf-8")


def listed(names: Iterable[str]) -> str:
    """Join names as the language does."""
    return both("、", ", ").join(names)


def _elsewhere(name: str) -> str:
    return both(
        f"[English]({name}.md) · 中文 · [README](../README.zh-CN.md)",
        f"English · [中文]({name}.zh-CN.md) · [README](../README.md)",
    )
