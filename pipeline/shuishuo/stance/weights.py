"""The learnt weights of the stance stage, read once from corpus/lexicon; `fit` writes them."""

from collections.abc import Mapping
from functools import cache

from ..record import LABELS, Label
from ..resources import lexicon_rows

TARGET_WEIGHTS = "target_weights.tsv"
LABEL_WEIGHTS = "stance_weights.tsv"


@cache
def target_weights() -> Mapping[str, float]:
    """Log-odds that each feature adds to being a target."""
    return {row["feature"]: float(row["weight"]) for row in lexicon_rows(TARGET_WEIGHTS)}


@cache
def label_weights() -> Mapping[str, Mapping[Label, float]]:
    """What each feature adds to the score of each label."""
    return {row["feature"]: {label: float(row[label]) for label in LABELS} for row in lexicon_rows(LABEL_WEIGHTS)}
