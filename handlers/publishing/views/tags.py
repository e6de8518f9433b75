"""How the tags of a template are read: they show, repeat and ask, and do nothing else. Importing it loads jinja."""

from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

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
    """A sandbox without functions, with few filters, in which what is unknown fails and all that is shown is text.

    `whole`: every branch is gone through, whatever is asked: what is wrong in one is found before it is ever reached.
    """

    def __init__(self, *, whole: bool = False) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self._whole = whole
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def from_string(self, source: Any, *rest: Any) -> Template:  # noqa: ANN401 - as jinja has it
        """Read a template, unless it does what none may."""
        tree = self.judge(source)
        return super().from_string(_Whole().visit(tree) if self._whole else source, *rest)

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as jinja has it
        """Return what was handed in under a name, and of a repetition where it stands: never a method."""
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        there = isinstance(obj, dict) and attribute in obj
        return obj[attribute] if there else self.undefined(obj=obj, name=attribute)

    def judge(self, source: str) -> nodes.Template:
        """Refuse what a template may not do; returns it as it was read."""
        tree = self.parse(source)
        if any(not isinstance(node, ALLOWED) for node in tree.find_all(nodes.Node)) or _deep(tree) > DEEPEST:
            raise ForbiddenError("forbidden", 1)
        return tree


class _Whole(NodeTransformer):
    """Lets a template go through all that it holds: every branch, both ends of every question."""

    def visit_If(self, node: nodes.If) -> list[nodes.Node]:  # noqa: N802 - as jinja calls it
        self.generic_visit(node)
        return [nodes.If(node.test, [], [], []), *node.body, *node.elif_, *node.else_]

    def visit_For(self, node: nodes.For) -> list[nodes.Node]:  # noqa: N802 - as jinja calls it
        self.generic_visit(node)
        otherwise, node.else_ = node.else_, []
        if isinstance(node.test, nodes.Expr):
            node.test = _first_of(nodes.Const(1), node.test)
        return [node, *otherwise]

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:  # noqa: N802 - as jinja calls it
        self.generic_visit(node)
        return _first_of(node.expr1, node.test, *(() if node.expr2 is None else (node.expr2,)))

    def visit_Or(self, node: nodes.Or) -> nodes.Node:  # noqa: N802 - as jinja calls it
        self.generic_visit(node)
        return _first_of(node.left, node.right)

    def visit_And(self, node: nodes.And) -> nodes.Node:  # noqa: N802 - as jinja calls it
        self.generic_visit(node)
        return _first_of(node.left, node.right)


def _first_of(*found: nodes.Expr) -> nodes.Expr:
    """Ask of all of several whether there is anything, and take the first."""
    return nodes.Getitem(nodes.Tuple([found[0], *map(nodes.Not, found)], "load"), nodes.Const(0), "load")


def _deep(node: nodes.Node) -> int:
    return isinstance(node, nodes.For) + max((_deep(child) for child in node.iter_child_nodes()), default=0)
