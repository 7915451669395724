"""Learn the probe of the encoder's states: `python -m shuishuo.stance.fit_probe RECORDS GOLD FOLDER`.

RECORDS are segmented records and GOLD the stand-off gold of the training articles. Writes probe.npz and its manifest
into FOLDER (models/stance).
"""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from ..attribute.model_decode import Floats
from ..document import Document, read_documents
from ..output import read_records
from ..record import LABELS, Record
from ..resources import folder, published_sum, write_manifest
from .judged import judged
from .probe import ENCODER, ENCODER_FILE, WEIGHTS, Probe, pooled

_STRENGTH = 1e-3  # inverse of the L2 penalty, on states of unit variance


def fit_probe(records: Iterable[Record], gold: Mapping[str, Document]) -> Probe:
    """The probe that these articles teach. Raises ShuishuoError E401 where the model does not find targets."""
    targets: list[tuple[Floats, bool]] = []
    labels: list[tuple[Floats, str]] = []
    for _, candidate, reading, true, label in judged(records, gold):
        states = pooled(reading.hidden, candidate)
        if label is None:
            targets.append((states, true))
        else:
            labels.append((states, label))
    is_target = _fitted(*zip(*targets, strict=True), balanced=False)
    side = _fitted(*zip(*labels, strict=True), balanced=True)
    order = [sorted(LABELS).index(label) for label in LABELS]  # as scikit-learn sorts them
    return Probe(
        weights=np.concatenate([is_target[0], side[0][order]]).astype(np.float32),
        biases=np.concatenate([is_target[1], side[1][order]]).astype(np.float32),
    )


def _fitted(states: Iterable[Floats], truth: Iterable[object], *, balanced: bool) -> tuple[Floats, Floats]:
    """Weights and biases over states as they come, of a logistic regression over standardised ones."""
    rows = np.array(list(states))
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced" if balanced else None, max_iter=300)
    model.fit(scaler.transform(rows), np.array(list(truth)))
    weights: Floats = model.coef_ / scaler.scale_
    return weights, model.intercept_ - weights @ scaler.mean_


def main() -> None:
    """Read the command line, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("records", "gold", "folder"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()
    with given.gold.open(encoding="utf-8") as file:
        gold = {document.id: document for document in read_documents(file)}
    made = fit_probe(read_records(given.records), gold)
    given.folder.mkdir(parents=True, exist_ok=True)
    encoder = np.array(published_sum(folder(ENCODER), ENCODER_FILE))
    np.savez(given.folder / WEIGHTS, weights=made.weights, biases=made.biases, encoder=encoder)
    write_manifest(given.folder, [WEIGHTS])


if __name__ == "__main__":
    main()
