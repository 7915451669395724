"""Measure word segmentation against a treebank: our model beside LAC and, where it is installed, jieba.

    python -m shuishuo.segment.measure --treebank ../shared/treebank --output eval/segmentation

Writes metrics.json and metrics.csv, one row a system and test set: precision, recall and F1 of words (both ends right)
with a 95 % interval of F1 from resampling sentences.
"""

import argparse
import csv
import importlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from ..record import Range
from .tagger import tag
from .treebank import Sentence, read_treebank
from .words import words

TESTS = {"GSDSimp test": "gsdsimp-test.conllu", "PUD, simplified": "pud-test.traditional.conllu"}
RESAMPLES = 1_000
SEED = 7

Segmenter = Callable[[str], Sequence[Range]]


def spans(sentence: Sequence[str]) -> list[Range]:
    """Where the words of a sentence stand when written without spaces."""
    return list(pairwise(accumulate((len(word) for word in sentence), initial=0)))


def counts(gold: Sequence[Sentence], segmenter: Segmenter) -> list[tuple[int, int, int]]:
    """For each sentence: words found right, words found, words in gold."""
    rows = []
    for sentence in gold:
        found, expected = set(segmenter("".join(sentence))), set(spans(sentence))
        rows.append((len(found & expected), len(found), len(expected)))
    return rows


def figures(rows: Sequence[tuple[int, int, int]]) -> dict[str, float]:
    """Precision, recall, F1 and the 95 % interval of F1 (percentiles over resampled sentences), in per cent."""
    table = np.array(rows)
    right, found, expected = table.sum(axis=0)
    draws = np.random.default_rng(SEED).integers(len(rows), size=(RESAMPLES, len(rows)))
    totals = table[draws].sum(axis=1)
    low, high = np.percentile(200 * totals[:, 0] / (totals[:, 1] + totals[:, 2]), (2.5, 97.5))
    shares = (right / found, right / expected, 2 * right / (found + expected))
    precision, recall, f1 = (round(100 * float(share), 2) for share in shares)
    return {"precision": precision, "recall": recall, "f1": f1, "low": round(low, 2), "high": round(high, 2)}


def segmenters() -> dict[str, Segmenter]:
    """The systems by name. jieba is no dependency: it is measured where somebody has installed it."""
    found: dict[str, Segmenter] = {
        "shuishuo": lambda text: words(text, ((0, len(text)),)),
        "LAC": lambda text: [(word.start, word.end) for word in tag(text, ((0, len(text)),))],
    }
    try:
        jieba = importlib.import_module("jieba")
    except ImportError:
        return found
    jieba.setLogLevel(logging.WARNING)
    return {**found, "jieba": lambda text: spans(list(jieba.cut(text)))}


def measure(treebank: Path) -> list[Mapping[str, str | float]]:
    """One row a test set and system."""
    rows: list[Mapping[str, str | float]] = []
    for name, file in TESTS.items():
        gold = read_treebank(treebank / file)
        for system, segmenter in segmenters().items():
            rows.append({"test": name, "system": system, **figures(counts(gold, segmenter))})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebank", type=Path, required=True, help="folder with the CoNLL-U files")
    parser.add_argument("--output", type=Path, required=True, help="folder for metrics.json and metrics.csv")
    given = parser.parse_args()
    rows = measure(given.treebank)
    given.output.mkdir(parents=True, exist_ok=True)
    (given.output / "metrics.json").write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    with (given.output / "metrics.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
