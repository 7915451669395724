"""Learn the weights of the stance stage from gold: `python -m shuishuo.stance.fit RECORDS.jsonl GOLD.jsonl FOLDER`.

RECORDS are segmented records that hold gold's attributions without speakers; GOLD is the stand-off gold of the same
articles. Writes target_weights.tsv and stance_weights.tsv into FOLDER and returns what ten-fold cross-validation by
article says of the choices that are fixed in the code (threshold, readiness).
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from ..document import Document, read_documents
from ..evaluate.entities import match_entities
from ..evaluate.pairing import pair_attributions
from ..record import LABELS, Label, Record
from ..resolve import resolve
from .candidates import Article
from .labels import READINESS, label_features
from .targets import THRESHOLD, target_features
from .weights import LABEL_WEIGHTS, TARGET_WEIGHTS

_RAREST_TARGET, _RAREST_LABEL = 8, 5  # a feature seen less often is left out
_TARGET_STRENGTH, _LABEL_STRENGTH = 0.3, 0.1  # inverse of the L2 penalty
_SMALLEST = 0.03  # weights below this are not written


@dataclass(frozen=True, kw_only=True)
class Example:
    """A candidate of one article: its features, and its gold label (None: not a target)."""

    article: str
    target: Sequence[str]
    label: Sequence[str]
    gold: Label | None


def examples(records: Iterable[Record], gold: Mapping[str, Document]) -> list[Example]:
    """One example a candidate, for attributions that stand in both."""
    out = []
    for record in map(resolve, records):
        document, predicted = gold[record.id], Document.from_record(record)
        pairs = pair_attributions(document.attributions, predicted.attributions, record.raw)
        matched = match_entities(document, predicted, pairs, record.raw)
        labels = {pair.predicted.id: {s.target: s.label for s in pair.gold.stances} for pair in pairs}
        article = Article(record)
        for attribution in record.attributions:
            for candidate in article.candidates(attribution):
                out.append(
                    Example(
                        article=record.id,
                        target=target_features(article, candidate),
                        label=label_features(article, candidate),
                        gold=labels.get(attribution.id, {}).get(matched.get(candidate.entity.id, "")),
                    )
                )
    return out


def fit(found: Sequence[Example], folder: Path) -> dict[str, float]:
    """Write both tables and return the cross-validated figures: target precision and recall, macro-F1 of the labels."""
    is_target = np.array([example.gold is not None for example in found])
    vectors, matrix = _matrix([example.target for example in found], _RAREST_TARGET)
    model = LogisticRegression(C=_TARGET_STRENGTH, max_iter=3000, fit_intercept=False)
    chosen = _held_out(model, matrix, is_target, [e.article for e in found])[:, 1] >= THRESHOLD
    model.fit(matrix, is_target)
    rows = (
        (name, f"{weight:.2f}") for name, weight in zip(vectors, model.coef_[0], strict=True) if abs(weight) > _SMALLEST
    )
    _write(folder / TARGET_WEIGHTS, ("feature", "weight"), rows)
    figures = {
        "target precision": float((chosen & is_target).sum() / chosen.sum()),
        "target recall of candidates": float((chosen & is_target).sum() / is_target.sum()),
    }
    targets = [example for example in found if example.gold is not None]
    labels = np.array([example.gold for example in targets])
    vectors, matrix = _matrix([example.label for example in targets], _RAREST_LABEL)
    model = LogisticRegression(C=_LABEL_STRENGTH, max_iter=3000, fit_intercept=False)
    shares = _held_out(model, matrix, labels, [e.article for e in targets])
    model.fit(matrix, labels)
    order = list(model.classes_)
    readiness = np.array([READINESS[label] for label in order])
    guesses = np.array(order)[(shares * readiness).argmax(axis=1)]
    figures["label macro-F1"] = float(f1_score(labels, guesses, average="macro"))
    columns = [order.index(label) for label in LABELS]
    table = ((name, *(f"{model.coef_[c][i]:.2f}" for c in columns)) for i, name in enumerate(vectors))
    kept = (row for row in table if max(abs(float(value)) for value in row[1:]) > _SMALLEST)
    _write(folder / LABEL_WEIGHTS, ("feature", *LABELS), kept)
    return figures


def _matrix(features: Sequence[Sequence[str]], rarest: int) -> tuple[list[str], Any]:
    """Names of the features that are seen often enough, sorted, and one row of zeros and ones an example."""
    counts = Counter(name for row in features for name in row)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{name: 1 for name in row if counts[name] >= rarest} for row in features])
    return list(vectorizer.get_feature_names_out()), matrix


def _held_out(model: Any, matrix: Any, labels: Any, groups: Sequence[str]) -> Any:
    """The probabilities that a model gives each example when its article was held out."""
    order = sorted(set(labels.tolist()))
    shares = np.zeros((len(labels), len(order)))
    for train, test in GroupKFold(10).split(matrix, labels, groups):
        shares[test] = model.fit(matrix[train], labels[train]).predict_proba(matrix[test])
    return shares


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    lines = ["\t".join(header), *sorted("\t".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line, fit, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("records", "gold", "folder"):
        parser.add_argument(name, type=Path)
    arguments = parser.parse_args()
    with arguments.records.open(encoding="utf-8") as file:
        records = [Record.from_json(line) for line in file]
    with arguments.gold.open(encoding="utf-8") as file:
        gold = {document.id: document for document in read_documents(file)}
    for name, value in fit(examples(records, gold), arguments.folder).items():
        print(f"{name:30s} {100 * value:5.1f}")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
