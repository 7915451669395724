"""Figures of stance alone, each with an interval from resampling the articles."""

from collections.abc import Mapping, Sequence

from ..record import LABELS, Label
from .figures import Figure, bootstrap
from .stance_cases import Case

_SIZE = len(LABELS)


def stance_figures(
    cases: Sequence[Case], said: Sequence[Label], *, draws: int = 500, seed: int = 0
) -> dict[str, Figure]:
    """Macro-F1, F1 over favor and against, each label's F1, and Cohen's kappa with gold.

    `said` has a label for each case. Raises ValueError where there are no cases.
    """
    articles = sorted({case.article for case in cases})
    rows = {article: [0] * _SIZE**2 for article in articles}
    for case, label in zip(cases, said, strict=True):
        rows[case.article][LABELS.index(case.gold) * _SIZE + LABELS.index(label)] += 1
    return bootstrap([rows[article] for article in articles], _measure, draws=draws, seed=seed)


def _measure(row: Sequence[int]) -> dict[str, float]:
    table = [row[i * _SIZE : (i + 1) * _SIZE] for i in range(_SIZE)]
    gold = [sum(line) for line in table]
    said = [sum(line[i] for line in table) for i in range(_SIZE)]
    hits = [table[i][i] for i in range(_SIZE)]
    total = sum(gold)
    each = [2 * h / (g + s) if g + s else 0.0 for h, g, s in zip(hits, gold, said, strict=True)]
    chance = sum(g * s for g, s in zip(gold, said, strict=True)) / total**2 if total else 1.0
    agreed = sum(hits) / total if total else 0.0
    return {
        "macro-F1": sum(each) / _SIZE,
        "F1 of both sides": (each[0] + each[1]) / 2,
        **dict(zip(LABELS, each, strict=True)),
        "kappa": (agreed - chance) / (1 - chance) if chance < 1 else 0.0,
    }


def to_table(measured: Mapping[str, Mapping[str, Figure]]) -> str:
    """A line for each system: its figures in percent, the macro-F1 with its 95 % interval."""
    names = [name for name in next(iter(measured.values())) if name != "macro-F1"]
    lines = [f"{'':28s}{'macro-F1':>9s}{'95 %':>15s}" + "".join(f"{name:>18s}" for name in names)]
    for system, figures in measured.items():
        macro = figures["macro-F1"]
        interval = f"[{100 * macro.low:.1f}, {100 * macro.high:.1f}]"
        rest = "".join(f"{100 * figures[name].value:18.1f}" for name in names)
        lines.append(f"{system:28s}{100 * macro.value:9.1f}{interval:>15s}{rest}")
    return "\n".join(lines)
