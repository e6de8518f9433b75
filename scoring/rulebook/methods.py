"""The scoring methods of SCORING.md as data: one frozen dataclass a kind, its fields named like the TOML keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar, Literal

Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Goalpost:
    """固定区间: nothing at `zero_at`, full marks at `full_at`, straight in between."""

    kind: ClassVar[Literal["goalpost"]] = "goalpost"
    zero_at: Fraction
    full_at: Fraction


@dataclass(frozen=True, slots=True)
class Efficacy:
    """功效系数: `base` per cent at the unacceptable value, `base` + `span` per cent at the satisfactory one."""

    kind: ClassVar[Literal["efficacy"]] = "efficacy"
    unacceptable: Fraction
    satisfactory: Fraction
    base: Fraction
    span: Fraction
    clip: Literal["top", "both", "none"]


@dataclass(frozen=True, slots=True)
class EfficacyBanded:
    """分档功效系数: five standards, best first, and the share of the points that each earns."""

    kind: ClassVar[Literal["efficacy_banded"]] = "efficacy_banded"
    standards: tuple[Fraction, ...]
    coefficients: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Completion:
    """目标完成率: the share of the target that was reached, between `floor` and `cap`; units may have their `own`."""

    kind: ClassVar[Literal["completion"]] = "completion"
    target: Fraction
    floor: Fraction
    cap: Fraction
    zero_below: Fraction | None
    direction: Direction
    own: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """差额扣分: every `step` missed of the target costs `deduct`, at most `max`; units may have their `own`."""

    kind: ClassVar[Literal["step"]] = "step"
    target: Fraction
    step: Fraction
    deduct: Fraction
    max: Fraction
    whole: bool
    direction: Direction
    own: bool = False


@dataclass(frozen=True, slots=True)
class Bands:
    """分档赋分: the points of the first edge that is reached, best edge first."""

    kind: ClassVar[Literal["bands"]] = "bands"
    edges: tuple[tuple[Fraction, Fraction], ...]
    direction: Direction


@dataclass(frozen=True, slots=True)
class RankPoints:
    """排名赋分: `first` for the best of the arena, `step` less for every place."""

    kind: ClassVar[Literal["rank_points"]] = "rank_points"
    first: Fraction
    step: Fraction
    floor: Fraction
    ties: Literal["equal", "average"]
    direction: Direction


@dataclass(frozen=True, slots=True)
class ExternalRank:
    """外部排名: points for the r-th place of n; `zero_at` None stands for n; `table` replaces both ends."""

    kind: ClassVar[Literal["external_rank"]] = "external_rank"
    full_at: Fraction
    zero_at: Fraction | None
    table: tuple[tuple[Fraction, Fraction], ...] | None


@dataclass(frozen=True, slots=True)
class MinMax:
    """极差: between the worst and the best of the arena; `zero_range` says what an arena of equals earns.

    The worst has `base` per cent of the points, the best `base` + `span` per cent.
    """

    kind: ClassVar[Literal["minmax"]] = "minmax"
    zero_range: Literal["full", "half", "zero"]
    direction: Direction
    base: Fraction = Fraction()
    span: Fraction = Fraction(100)


@dataclass(frozen=True, slots=True)
class RatioToBest:
    """比例: the share of the arena's best value."""

    kind: ClassVar[Literal["ratio_to_best"]] = "ratio_to_best"
    direction: Direction


@dataclass(frozen=True, slots=True)
class Direct:
    """直接赋分: the points that the lead gave."""

    kind: ClassVar[Literal["direct"]] = "direct"


@dataclass(frozen=True, slots=True)
class Events:
    """事项累计: points by level, the best level or all levels of one event, at most `cap`.

    They are earned from nothing, or taken off the full marks (`from_full`). Under `sum` every further level of one
    event counts `repeat` times.
    """

    kind: ClassVar[Literal["events"]] = "events"
    levels: Mapping[str, Fraction] = field(hash=False)
    same_event: Literal["best", "sum"]
    cap: Fraction
    from_full: bool = False
    repeat: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Checklist:
    """清单达标: the passed share of the applicable items; stars are shown beside the points."""

    kind: ClassVar[Literal["checklist"]] = "checklist"
    mandatory: tuple[str, ...]
    stars: tuple[tuple[int, Fraction], ...] | None


Method = (
    Goalpost
    | Efficacy
    | EfficacyBanded
    | Completion
    | Step
    | Bands
    | RankPoints
    | ExternalRank
    | MinMax
    | RatioToBest
    | Direct
    | Events
    | Checklist
)

Relative = (MinMax, RatioToBest, RankPoints)
