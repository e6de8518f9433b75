"""How the tags of a template are read: they show, repeat and ask, and do nothing else. Importing it loads jinja."""

from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS = ("join", "length", "default")
DEEPEST = 3
"""Repetitions within repetitions: of arenas, of their rows, and one more."""
ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Getattr, nodes.Const),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Filter),
)


class ForbiddenError(TemplateSyntaxError):
    """A tag calls, assigns, reckons, includes, or repeats too deep."""


class Tags(ImmutableSandboxedEnvironment):
    """A sandbox without functions, with few filters, in which what is unknown fails and all that is shown is text."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def from_string(self, source: Any, *rest: Any) -> Template:  # noqa: ANN401 - as jinja has it
        """Read a template, unless it does what none may."""
        self.judge(source)
        return super().from_string(source, *rest)

    def judge(self, source: str) -> None:
        """Refuse what a template may not do."""
        tree = self.parse(source)
        if any(not isinstance(node, ALLOWED) for node in tree.find_all(nodes.Node)) or _deep(tree) > DEEPEST:
            raise ForbiddenError("forbidden", 1)


def _deep(node: nodes.Node) -> int:
    return isinstance(node, nodes.For) + max((_deep(child) for child in node.iter_child_nodes()), default=0)
