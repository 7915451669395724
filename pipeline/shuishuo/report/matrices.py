"""Matrices and curves of the evaluation view: gold against what was predicted, and how far confidence holds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..evaluate import Comparison, Report
from ..evaluate.confusion import NONE, STANCES, confusion_matrix
from ..evaluate.reliability import bins
from ..record import KINDS, QUOTE_TYPES
from .words import KIND, STANCE, TYPE

SIZE = 320  # of the calibration picture, in its own units
_SMALL, _LARGE = 3.0, 13.0  # radius of its points
_DARKEST = 8  # steps of shading


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """One class of gold: how often it was predicted as each class, and the shade of each share, 0 to 8."""

    name: str
    counts: tuple[int, ...]
    shades: tuple[int, ...]
    right: int


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """A confusion matrix; the classes are the columns, `right` in a row is the column that is the row's own."""

    title: str
    term: str
    classes: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, kw_only=True)
class Point:
    """A bin of the calibration curve, in the picture, with the numbers behind it."""

    x: float
    y: float
    radius: float
    count: int
    confidence: float
    right: float


def matrices(outcome: Report, comparisons: Iterable[Comparison]) -> tuple[Matrix, ...]:
    """The confusions of stance, quote type and kind of speaker, the last two over paired attributions."""
    types: Counter[tuple[str, str]] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    for comparison in comparisons:
        for pair in comparison.pairs:
            types[pair.gold.type, pair.predicted.type] += 1
            gold = comparison.gold.entity(pair.gold.speaker)
            predicted = comparison.predicted.entity(pair.predicted.speaker)
            kinds[gold.kind if gold else NONE, predicted.kind if predicted else NONE] += 1
    stances = confusion_matrix(outcome.stances)
    counted = Counter({(gold, found): n for gold, row in stances.items() for found, n in row.items()})
    return (
        _matrix("立场", "stance", STANCES, STANCE | {NONE: "无"}, counted),
        _matrix("引述类型", "type", QUOTE_TYPES, TYPE, types),
        _matrix("说话人类别", "speaker kind", (*KINDS, NONE), KIND | {NONE: "未知"}, kinds),
    )


def calibration(outcome: Report) -> tuple[Point, ...]:
    """The points of the calibration curve; none where no prediction has a confidence."""
    filled = bins(outcome.outcomes)
    most = max((one.count for one in filled), default=1)
    return tuple(
        Point(
            x=round(one.confidence * SIZE, 1),
            y=round((1 - one.right) * SIZE, 1),
            radius=round(_SMALL + (_LARGE - _SMALL) * (one.count / most) ** 0.5, 1),
            count=one.count,
            confidence=one.confidence,
            right=one.right,
        )
        for one in filled
    )


def _matrix(
    title: str, term: str, classes: Sequence[str], names: dict[str, str], counts: Counter[tuple[str, str]]
) -> Matrix:
    used = [name for name in classes if any(counts[name, other] or counts[other, name] for other in classes)]
    rows = []
    for place, gold in enumerate(used):
        row = tuple(counts[gold, found] for found in used)
        total = sum(row)
        shades = tuple(round(_DARKEST * n / total) if total else 0 for n in row)
        rows.append(MatrixRow(name=names[gold], counts=row, shades=shades, right=place))
    return Matrix(title=title, term=term, classes=tuple(names[name] for name in used), rows=tuple(rows))
