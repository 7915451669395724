"""Metrics: the report on a set of articles, and its plain numbers as the metrics.json that `dvc metrics` reads."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .confusion import Decision, confusion_matrix
from .figures import Figure
from .reliability import Outcome, bins, calibration_error
from .worst import Case, by_class

_DIGITS = 4  # a share has no more meaning than that, and short numbers make readable differences


@dataclass(frozen=True, kw_only=True)
class Report:
    """The outcome of an evaluation.

    articles, gold, predicted: how many articles, gold and predicted attributions. figures: by name, as tables show
    them. breakdowns: by grouping, group and figure; `support` has the number of gold attributions of each group.
    speakers: speaker accuracy by the way the source refers, and B³ (`coreference.speaker_figures`).
    stances: every stance decision, for the confusion matrix. outcomes: every prediction that has a confidence.
    cases: everything that is not right, the costliest first. damaged: the figures on damaged twins of the articles.
    """

    articles: int
    gold: int
    predicted: int
    figures: Mapping[str, Figure]
    breakdowns: Mapping[str, Mapping[str, Mapping[str, Figure]]]
    support: Mapping[str, Mapping[str, int]]
    stances: tuple[Decision, ...]
    outcomes: tuple[Outcome, ...] = ()
    cases: tuple[Case, ...] = ()
    speakers: Mapping[str, Figure] = field(default_factory=dict)
    damaged: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def calibration_error(self) -> float:
        """The expected calibration error of the confidences, 0 to 1; 0 where no prediction has one."""
        return calibration_error(self.outcomes)

    def to_dict(self) -> dict[str, Any]:
        """Nested plain numbers; shares between 0 and 1, rounded to four digits."""
        return {
            "articles": self.articles,
            "attributions": {"gold": self.gold, "predicted": self.predicted},
            "figures": {name: round(figure.value, _DIGITS) for name, figure in self.figures.items()},
            "intervals": {
                name: {"low": round(figure.low, _DIGITS), "high": round(figure.high, _DIGITS)}
                for name, figure in self.figures.items()
            },
            "groups": {
                grouping: {
                    group: {
                        "gold": self.support[grouping][group],
                        **{name: round(figure.value, _DIGITS) for name, figure in measured.items()},
                    }
                    for group, measured in groups.items()
                }
                for grouping, groups in self.breakdowns.items()
            },
            "speakers": {
                name: {key: round(value, _DIGITS) for key, value in vars(figure).items()}
                for name, figure in self.speakers.items()
            },
            "damaged twins": {name: round(figure.value, _DIGITS) for name, figure in self.damaged.items()},
            "stance confusion": confusion_matrix(self.stances),
            "errors": {name: {"count": n, "characters": lost} for name, (n, lost) in by_class(self.cases).items()},
            **self._calibration(),
        }

    def _calibration(self) -> dict[str, Any]:
        if not self.outcomes:
            return {}
        error = round(self.calibration_error, _DIGITS)
        rows = {
            f"{one.low:.1f}": {
                "count": one.count,
                "confidence": round(one.confidence, _DIGITS),
                "right": round(one.right, _DIGITS),
            }
            for one in bins(self.outcomes)
        }
        return {"calibration": {"expected calibration error": error, "bins": rows}}

    def to_table(self) -> str:
        """A table for people: one figure a line in percent, with its 95 % interval."""
        head = f"{self.articles} articles, {self.gold} gold and {self.predicted} predicted attributions"
        rows = [
            f"{name:24s} {100 * figure.value:5.1f}   95% [{100 * figure.low:.1f}, {100 * figure.high:.1f}]"
            for name, figure in [*self.figures.items(), *self.speakers.items()]
        ]
        if self.outcomes:
            rows.append(f"{'calibration error':24s} {100 * self.calibration_error:5.1f}   of the confidences, expected")
        if self.damaged:
            rows.append("on damaged twins of the articles")
            rows.extend(
                f"{name:24s} {100 * twin.value:5.1f}   {100 * (twin.value - self.figures[name].value):+5.1f}"
                for name, twin in self.damaged.items()
            )
        return "\n".join([head, *rows])


def write_metrics(report: Report, path: Path) -> None:
    """Write metrics.json. Raises OSError where it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
