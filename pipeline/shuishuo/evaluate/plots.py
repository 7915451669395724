"""Plots: data points as CSV for `dvc plots`, and our own PNG and SVG figures of them with the same bytes every time.

Labels are English: matplotlib ships no font with Chinese characters, and a figure must not depend on what fonts are
installed.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas

from .confusion import STANCES, confusion_matrix
from .figures import Figure
from .metrics import Report
from .reliability import bins
from .worst import by_class

WORST = 50  # errors that are listed with their words

_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # the font that matplotlib ships
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.hashsalt": "shuishuo",  # element ids from this, not from a random number
    "svg.fonttype": "path",
}
_INK, _BAR, _SECOND = "#2b2a27", "#3d6b6b", "#c46a3c"
_NO_DATES: dict[str, dict[str, str | None]] = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}


def write_plots(report: Report, folder: Path) -> None:
    """Write figures, groups, stances, errors and reliability into `folder`, each as .csv (data points), .png and
    .svg, and worst.csv, the costliest errors with their words.
    """
    folder.mkdir(parents=True, exist_ok=True)
    groups = [
        (grouping, group, name, figure)
        for grouping, by_group in report.breakdowns.items()
        for group, measured in by_group.items()
        for name, figure in measured.items()
    ]
    _write_csv(
        folder / "figures.csv",
        ("figure", "value", "low", "high"),
        ((name, *_rounded(figure)) for name, figure in report.figures.items()),
    )
    _write_csv(
        folder / "groups.csv",
        ("grouping", "group", "figure", "value", "low", "high"),
        ((grouping, group, name, *_rounded(figure)) for grouping, group, name, figure in groups),
    )
    _write_csv(folder / "stances.csv", ("article", "actual", "predicted"), report.stances)
    _write_csv(
        folder / "errors.csv",
        ("class", "count", "characters"),
        ((name, *numbers) for name, numbers in by_class(report.cases).items()),
    )
    _write_csv(
        folder / "worst.csv",
        ("article", "classes", "characters", "confidence", "gold", "predicted"),
        (
            (case.article, "; ".join(case.classes), case.lost, case.confidence, case.gold, case.predicted)
            for case in report.cases[:WORST]
        ),
    )
    _write_csv(
        folder / "reliability.csv",
        ("low", "high", "count", "confidence", "right"),
        (
            (one.low, one.high, one.count, round(one.confidence, 4), round(one.right, 4))
            for one in bins(report.outcomes)
        ),
    )
    with mpl.rc_context(_STYLE):
        _save(draw_figures(report), folder / "figures")
        _save(draw_groups(report), folder / "groups")
        _save(draw_stances(report), folder / "stances")
        _save(draw_errors(report), folder / "errors")
        _save(draw_reliability(report), folder / "reliability")


def draw_figures(report: Report) -> Canvas:
    """Every figure of the protocol as a bar with its 95 % interval."""
    canvas = Canvas(figsize=(7.5, 0.32 * len(report.figures) + 1.2), layout="constrained")
    axes = canvas.add_subplot()
    _bars(axes, list(report.figures), list(report.figures.values()), color=_BAR)
    axes.set_title(f"{report.articles} articles, {report.gold} gold attributions; 95% interval", loc="left")
    return canvas


def draw_groups(report: Report) -> Canvas:
    """One panel a grouping: the shares found, and found with the right speaker."""
    canvas = Canvas(figsize=(7.5, 7.5), layout="constrained")
    panels = canvas.subplots(len(report.breakdowns), 1, sharex=True)
    heights = [len(groups) for groups in report.breakdowns.values()]
    panels[0].get_gridspec().set_height_ratios([height + 0.6 for height in heights])
    for axes, (grouping, groups) in zip(panels, report.breakdowns.items(), strict=True):
        labels = [f"{group} ({report.support[grouping][group]})" for group in groups]
        for shift, (name, color) in enumerate((("found", _BAR), ("found with speaker", _SECOND))):
            figures = [measured[name] for measured in groups.values()]
            _bars(axes, labels, figures, color=color, height=0.36, shift=0.4 * shift - 0.2, label=name)
        axes.set_title(grouping, loc="left")
    panels[0].legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2, frameon=False)
    return canvas


def draw_stances(report: Report) -> Canvas:
    """The confusion matrix of stance labels: rows are gold, columns the prediction; each row's shares are shaded."""
    matrix = confusion_matrix(report.stances)
    rows = [[matrix[actual][predicted] for predicted in STANCES] for actual in STANCES]
    shares = [[value / max(1, sum(row)) for value in row] for row in rows]
    canvas = Canvas(figsize=(4.6, 4.2), layout="constrained")
    axes = canvas.add_subplot()
    axes.imshow(shares, cmap="Greys", vmin=0, vmax=1.4)
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            axes.text(x, y, str(value), ha="center", va="center", color="white" if shares[y][x] > 0.7 else _INK)
    axes.set_xticks(range(len(STANCES)), [*STANCES[:-1], "missing"])
    axes.set_yticks(range(len(STANCES)), [*STANCES[:-1], "not in gold"])
    axes.set(xlabel="predicted", ylabel="gold")
    axes.set_title("Stances toward targets", loc="left")
    return canvas


def draw_errors(report: Report) -> Canvas:
    """How many characters of content each class of errors loses, and in how many attributions."""
    found = by_class(report.cases)
    canvas = Canvas(figsize=(7.5, 0.3 * len(found) + 1.2), layout="constrained")
    axes = canvas.add_subplot()
    axes.barh(range(len(found)), [lost for _, lost in found.values()], height=0.66, color=_BAR)
    axes.set_yticks(range(len(found)), [f"{name} ({count})" for name, (count, _) in found.items()])
    axes.set_ylim(len(found) - 0.4, -0.6)
    axes.set_xlabel("characters of content that only gold or only the prediction has")
    axes.set_title("Errors by class, with their number", loc="left")
    return canvas


def draw_reliability(report: Report) -> Canvas:
    """The share that is right beside the mean confidence, bin by bin; a calibrated system lies on the diagonal."""
    filled = bins(report.outcomes)
    canvas = Canvas(figsize=(4.6, 4.4), layout="constrained")
    axes = canvas.add_subplot()
    axes.plot([0, 1], [0, 1], color=_INK, linewidth=0.8, linestyle=":")
    width = [0.9 * (one.high - one.low) for one in filled]
    axes.bar([(one.low + one.high) / 2 for one in filled], [one.right for one in filled], width=width, color=_BAR)
    axes.plot([one.confidence for one in filled], [one.right for one in filled], "o", color=_SECOND, markersize=4)
    for one in filled:
        axes.text((one.low + one.high) / 2, one.right + 0.02, str(one.count), ha="center", color=_INK, fontsize=8)
    axes.set(xlim=(0, 1), ylim=(0, 1.08), xlabel="mean confidence", ylabel="share that is right")
    axes.set_title(f"Expected calibration error {report.calibration_error:.3f}", loc="left")
    return canvas


def _bars(
    axes: Axes,
    labels: Sequence[str],
    figures: Sequence[Figure],
    *,
    color: str,
    height: float = 0.66,
    shift: float = 0.0,
    label: str | None = None,
) -> None:
    places = [index + shift for index in range(len(labels))]
    values = [100 * figure.value for figure in figures]
    # A percentile interval need not hold the value itself where articles are few; a whisker has no negative length.
    below = [max(0.0, 100 * (figure.value - figure.low)) for figure in figures]
    above = [max(0.0, 100 * (figure.high - figure.value)) for figure in figures]
    axes.barh(places, values, height=height, color=color, label=label)
    axes.errorbar(values, places, xerr=[below, above], fmt="none", ecolor=_INK, elinewidth=1, capsize=2)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xlim(0, 112)
    axes.set_xticks(range(0, 101, 20), [f"{tick}%" for tick in range(0, 101, 20)])
    axes.set_ylim(len(labels) - 0.4, -0.6)
    for place, value, more in zip(places, values, above, strict=True):
        axes.text(value + more + 1.5, place, f"{value:.1f}", va="center", color=_INK, fontsize=8)


def _rounded(figure: Figure) -> tuple[float, float, float]:
    return round(figure.value, 4), round(figure.low, 4), round(figure.high, 4)


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _save(canvas: Canvas, path: Path) -> None:
    FigureCanvasAgg(canvas)
    for ending, metadata in _NO_DATES.items():
        canvas.savefig(path.with_suffix(f".{ending}"), dpi=150, metadata=metadata)
