"""Figures of a system that finds attributions, on articles that were never trained on."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ..attribute import Attributor
from ..corpus.files import part, read_corpus, read_reference
from ..corpus.index import RAW
from ..document import Document
from ..evaluate import evaluate
from ..evaluate.metrics import Report
from ..exchange.annotated import Annotated
from ..formats import Rejected, read_articles
from ..repair import repair
from ..segment import segment

FIGURES = (
    "detection F1",
    "detection precision",
    "detection recall",
    "content exact F1",
    "content overlap F1",
    "cue exact F1",
    "source exact F1",
    "type accuracy",
)
"""The figures that attribution alone decides; speakers and stances come later."""


def score(system: Attributor, corpus: Path, reference: Sequence[Path]) -> dict[str, Any]:
    """The figures of `system` on the test articles of our corpus in `corpus` and on each stand-off folder of
    `reference`, with repair and segmentation before it as always.

    Keys are `corpus test` and the folders' names. Raises ShuishuoError as the readers and the stages do.
    """
    rows, annotated = read_corpus(corpus)
    test = part(rows, annotated, "test")
    figures = {"corpus test": _score(system, test, [str(corpus / RAW / f"{id_}.txt") for id_ in test.texts])}
    for folder in reference:
        figures[folder.name] = _score(system, read_reference(folder), [str(folder / "articles.jsonl")])
    return figures


def _score(system: Attributor, gold: Annotated, paths: Sequence[str]) -> dict[str, Any]:
    return summary(evaluate(gold.documents, list(_predicted(system, paths)), gold.texts))


def summary(report: Report) -> dict[str, Any]:
    """The numbers of attribution in a report, in percent, each with its 95 % interval."""
    shown = {name: report.figures[name] for name in FIGURES}
    return {
        "articles": report.articles,
        "attributions": report.gold,
        **{
            name: {key: round(100 * getattr(figure, key), 1) for key in ("value", "low", "high")}
            for name, figure in shown.items()
        },
        "expected calibration error": round(report.calibration_error, 4),
    }


def _predicted(system: Attributor, paths: Sequence[str]) -> Iterable[Document]:
    for article in read_articles(paths):
        if isinstance(article, Rejected):
            continue  # evaluation names the article that lacks a prediction
        yield Document.from_record(system(segment(repair(article))))
