"""Learn how the model and the word lists weigh: `python -m shuishuo.stance.fit_combination RECORDS GOLD FOLDER`.

RECORDS are segmented records and GOLD the stand-off gold of articles that the model was **not** trained on. Writes
target_combination.tsv and label_combination.tsv into FOLDER, with the thresholds in them, and prints what
cross-validation by article says. Few numbers are learnt, since held-out articles are few.
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler

from ..document import Document, read_documents
from ..output import read_records
from ..record import LABELS, Label, Record
from .combination import (
    LABEL_COMBINATION,
    READY,
    TARGET_COMBINATION,
    THRESHOLD,
    label_evidence,
    target_evidence,
)
from .judged import judged

_FOLDS = 8
_TARGET_STRENGTH, _LABEL_STRENGTH = 0.3, 0.1  # inverse of the L2 penalty
_THRESHOLDS = np.arange(0.1, 0.7, 0.02)
_READINESS = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


@dataclass(frozen=True, kw_only=True)
class Examples:
    """Rows of evidence with their articles: `truth` says of each whether it is a target, or its label."""

    articles: Sequence[str]
    evidence: Sequence[Mapping[str, float]]
    truth: Sequence[Any]  # of bool, or of Label


def examples(records: Iterable[Record], gold: Mapping[str, Document]) -> tuple[Examples, Examples, int]:
    """Candidates as targets or not, gold's targets with their labels, and how many targets gold has.

    Raises ShuishuoError E401 where the model does not find targets.
    """
    targets: list[tuple[str, Mapping[str, float], bool]] = []
    labels: list[tuple[str, Mapping[str, float], Label]] = []
    for article, candidate, reading, true, label in judged(records, gold):
        if label is None:
            targets.append((article.record.id, target_evidence(article, candidate, reading), true))
        else:
            labels.append((article.record.id, label_evidence(article, candidate, reading), label))
    return _examples(targets), _examples(labels), len(labels)


def _examples(rows: Sequence[tuple[str, Mapping[str, float], Any]]) -> Examples:
    articles, evidence, truth = zip(*rows, strict=True)
    return Examples(articles=articles, evidence=evidence, truth=truth)


def fit_targets(found: Examples, total: int, folder: Path) -> dict[str, float]:
    """Write the weights and threshold of the targets; gives the cross-validated F1, of `total` gold targets."""
    truth = np.array(found.truth)
    shares = _held_out(found, _TARGET_STRENGTH)[:, 1]

    def f1(least: float) -> float:
        chosen = shares >= least
        return float(2 * (chosen & truth).sum() / (chosen.sum() + total))

    threshold = max(_THRESHOLDS.tolist(), key=f1)
    names, weights = _weights(found, _TARGET_STRENGTH)
    rows = [(name, f"{weight:.3f}") for name, weight in zip(names, weights[0], strict=True)]
    _write(folder / TARGET_COMBINATION, ("evidence", "weight"), [(THRESHOLD, f"{threshold:.2f}"), *rows])
    return {"target F1": f1(threshold), "targets among the candidates": float(truth.sum() / total)}


def fit_labels(found: Examples, folder: Path) -> dict[str, float]:
    """Write the weights of the labels and how readily each is chosen; gives the cross-validated macro-F1."""
    truth = np.array(found.truth)
    order: list[Label] = sorted(set(found.truth))
    shares = _held_out(found, _LABEL_STRENGTH)

    def macro(ready: tuple[float, float]) -> float:
        scale = np.array([dict(zip(LABELS, (*ready, 1.0), strict=True))[label] for label in order])
        return float(f1_score(truth, np.array(order)[(shares * scale).argmax(axis=1)], average="macro"))

    ready = max(((a, b) for a in _READINESS for b in _READINESS), key=macro)
    names, weights = _weights(found, _LABEL_STRENGTH)
    columns = [order.index(label) for label in LABELS]
    rows = [(name, *(f"{weights[c][i]:.3f}" for c in columns)) for i, name in enumerate(names)]
    head = (READY, *(f"{share:.2f}" for share in (*ready, 1.0)))
    _write(folder / LABEL_COMBINATION, ("evidence", *LABELS), [head, *rows])
    return {"label macro-F1": macro(ready)}


def _model(strength: float) -> Any:
    vectors = make_pipeline(DictVectorizer(), MaxAbsScaler())
    return make_pipeline(vectors, LogisticRegression(C=strength * 10, max_iter=3000, fit_intercept=False))


def _held_out(found: Examples, strength: float) -> Any:
    rows, truth = np.array(found.evidence, dtype=object), np.array(found.truth)
    shares = np.zeros((len(truth), len(set(found.truth))))
    for train, test in GroupKFold(_FOLDS).split(rows, truth, found.articles):
        shares[test] = _model(strength).fit(rows[train], truth[train]).predict_proba(rows[test])
    return shares


def _weights(found: Examples, strength: float) -> tuple[list[str], Any]:
    """The names of the evidence and [labels or 1, names] weights, as they apply to unscaled evidence."""
    model = _model(strength).fit(np.array(found.evidence, dtype=object), np.array(found.truth))
    vectors, regression = model[0], model[1]
    return list(vectors[0].get_feature_names_out()), regression.coef_ / vectors[1].scale_


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    lines = ["\t".join(row) for row in (header, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line, fit, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("records", "gold", "folder"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()
    with given.gold.open(encoding="utf-8") as file:
        gold = {document.id: document for document in read_documents(file)}
    targets, labels, total = examples(read_records(given.records), gold)
    for name, value in (fit_targets(targets, total, given.folder) | fit_labels(labels, given.folder)).items():
        print(f"{name:30s} {100 * value:5.1f}")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
