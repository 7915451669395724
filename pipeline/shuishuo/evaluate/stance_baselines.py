"""Baselines of stance: what can be had without reading the words for this target.

A target-only model nearly equals a full one on some stance sets (Kaushal et al. 2021): standing beside the system, it
shows whether the words are read at all. All are trained on the same gold and know nothing of the test articles.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import FunctionTransformer

from ..record import Label
from ..stance.labels import choose_label
from ..stance.weights import label_weights
from .stance_cases import Case, majority

_STRENGTH = 1.0  # inverse of the L2 penalty
_RAREST = 2  # character sequences of fewer cases are left out


def baselines(train: Sequence[Case], test: Sequence[Case]) -> Mapping[str, list[Label]]:
    """What each baseline, trained on `train`, says of the cases of `test`, by its name."""
    return {
        "majority": [majority(train)] * len(test),
        "target only": _logistic(train, test, (_target,)),
        "content only": _logistic(train, test, (_content,)),
        "tf-idf of everything": _logistic(train, test, (_target, _content, _near, _cue)),
        "word lists": [choose_label(list(case.words), label_weights())[0] for case in test],
    }


def _target(cases: Iterable[Case]) -> list[str]:
    return [f"{case.name} {case.kind}" for case in cases]


def _content(cases: Iterable[Case]) -> list[str]:
    return [case.content for case in cases]


def _near(cases: Iterable[Case]) -> list[str]:
    return [case.near for case in cases]


def _cue(cases: Iterable[Case]) -> list[str]:
    return [case.cue for case in cases]


def _logistic(
    train: Sequence[Case], test: Sequence[Case], parts: Sequence[Callable[[Iterable[Case]], list[str]]]
) -> list[Label]:
    """Logistic regression on TF-IDF of the character sequences of each part; rare labels weigh as much as others."""
    vectors = make_union(*(_vectors(part) for part in parts))
    model = make_pipeline(vectors, LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=2000))
    model.fit(train, [case.gold for case in train])
    return [cast(Label, label) for label in model.predict(test).tolist()]


def _vectors(part: Callable[[Iterable[Case]], list[str]]) -> Any:
    return make_pipeline(
        FunctionTransformer(part),
        TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=_RAREST, sublinear_tf=True, lowercase=False),
    )
