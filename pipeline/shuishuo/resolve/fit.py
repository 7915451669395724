"""Learn what tells persons from organisations: `python -m shuishuo.resolve.fit RECORDS.jsonl GOLD.jsonl FOLDER`.

RECORDS are segmented records that hold gold's attributions without speakers; GOLD is the stand-off gold of the same
articles. Writes kind_weights.tsv into FOLDER and prints the accuracy of ten-fold cross-validation by article.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from ..document import Document, read_documents
from ..output import read_records
from ..record import Record
from .kinds import KIND_WEIGHTS, kind_features
from .lexicon import lexicon
from .votes import collect_votes

_STRENGTH = 1.0  # inverse of the L2 penalty
_SMALLEST = 0.03  # weights below this are not written


@dataclass(frozen=True, kw_only=True)
class Example:
    """A name of one article that gold knows as a person or an organisation."""

    article: str
    features: Sequence[str]
    person: bool


def examples(records: Iterable[Record], gold: Mapping[str, Document]) -> list[Example]:
    """One example a name: gold's own names, and shorter ones that stand in gold names of one kind only."""
    out, words = [], lexicon()
    for record in records:
        known = {
            _clean(record, entity.name): entity.kind
            for entity in gold[record.id].entities
            if entity.kind in ("person", "organization")
        }
        votes = collect_votes(record, words)
        for form in {**votes.tagged, **votes.read}:
            kinds = {known[form]} if form in known else {k for name, k in known.items() if _shortens(form, name)}
            if len(kinds) == 1:
                tagged, read = votes.tagged.get(form, Counter()), votes.read.get(form, Counter())
                features = kind_features(form, record.clean, tagged=tagged, read=read, lexicon=words)
                out.append(Example(article=record.id, features=features, person=kinds == {"person"}))
    return out


def fit(data: Sequence[Example]) -> tuple[dict[str, float], float]:
    """Weights by feature, and the share of names told right in ten-fold cross-validation by article."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(example.features, 1.0) for example in data])
    truth = np.array([example.person for example in data])
    told = np.zeros(len(truth), dtype=bool)
    for train, test in GroupKFold(10).split(matrix, truth, [example.article for example in data]):
        told[test] = _model().fit(matrix[train], truth[train]).predict(matrix[test])
    weights = _model().fit(matrix, truth).coef_[0]
    names = vectorizer.get_feature_names_out()
    kept = {name: float(w) for name, w in zip(names, weights, strict=True) if abs(w) >= _SMALLEST}
    return kept, float((told == truth).mean())


def _model() -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, max_iter=3000, fit_intercept=False)


def _shortens(form: str, name: str) -> bool:
    return len(form) > 1 and form in name and 2 * len(form) >= len(name)


def _clean(record: Record, name: str) -> str:
    """A raw name in the words of the clean text; as it is where the article does not print it."""
    at = record.raw.find(name)
    return record.clean[slice(*record.alignment.to_clean(at, at + len(name)))] if at >= 0 else name


def main() -> None:
    """Read, learn, write, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    with args.gold.open(encoding="utf-8") as file:
        gold = {document.id: document for document in read_documents(file)}
    data = examples(read_records(args.records), gold)
    weights, accuracy = fit(data)
    rows = [f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items())]
    (args.folder / KIND_WEIGHTS).write_text("feature\tweight\n" + "".join(rows), encoding="utf-8")
    print(f"{len(data)} names, {100 * accuracy:.1f} % told right in cross-validation")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
