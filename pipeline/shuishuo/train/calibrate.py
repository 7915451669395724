"""The settings of a trained model, fitted on held-out articles: what a content pays for running on, and the confidence.

The three prices are found one after the other, round after round, by the figure that F1 of detection and of exact
content add up to. The confidence is Platt's (1999): a logistic regression of whether an attribution is right on the
network's log-odds. The threshold is half of the best F1, which is where F1 gains most (Lipton et al. 2014).
"""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..attribute.model import AttributionModel
from ..attribute.model_decode import Floats, Settings
from ..errors import ShuishuoError
from ..evaluate.reliability import Outcome, calibration_error
from ..resources import verified_files, write_manifest
from .data import Example, join
from .measure import pairs

PRICES: Mapping[str, tuple[float, ...]] = {
    "stop_sentence": (0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0),
    "stop_clause": (0.0, 0.25, 0.5, 0.75, 1.0, 1.5),
    "stop_line": (0.0, 1.0, 2.0, 3.0, 4.0, 6.0),
}
ROUNDS = 2
_SIGNIFICANT = 4


@dataclass(frozen=True, kw_only=True)
class Found:
    """A predicted attribution: the network's log-odds, whether it pairs with gold, whether its content is exact."""

    article: str
    odds: float
    paired: bool
    exact: bool


class Remembering(AttributionModel):
    """The model, which runs each graph only once on the same input: other settings then cost decoding alone."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        super().__init__(folder, threads=threads)
        self._remembered: dict[bytes, list[Floats]] = {}

    def _run(self, part: str, arrays: tuple[Any, ...]) -> list[Floats]:
        digest = hashlib.sha256(part.encode())
        for array in arrays:
            digest.update(repr(array.shape).encode() + np.ascontiguousarray(array).tobytes())
        key = digest.digest()
        if key not in self._remembered:
            self._remembered[key] = super()._run(part, arrays)
        return [array.copy() for array in self._remembered[key]]  # decoding writes into them


def calibrate(folder: Path, held: Sequence[Example], *, threads: int) -> tuple[Settings, dict[str, Any]]:
    """The best settings for the model in `folder`, and a report with what was tried and the calibration error.

    The error is that of the attributions that are given out, each article's confidence fitted on the other articles.
    Raises ShuishuoError E203 where the model finds nothing in `held`.
    """
    gold = sum(len(example.anchors) for example in held)
    model = Remembering(folder, threads=threads)
    open_ = replace(model.settings, keep=0.0, scale=1.0, shift=0.0)
    best, tried = _best_prices(model, held, open_, gold)
    found = _find(model, held, best)
    if not found:
        raise ShuishuoError("E203", f"nothing was found in the {len(held)} held-out articles, so nothing can be fitted")
    scale, shift = platt([one.odds for one in found], [one.paired for one in found])
    keep = round(_best_f1(found, gold, "paired") / 2, 2)
    outcomes = [outcome for outcome in _left_out(found) if outcome.confidence >= keep]
    settings = replace(best, keep=keep, scale=round(scale, _SIGNIFICANT), shift=round(shift, _SIGNIFICANT))
    report = {
        "articles": len(held),
        "attributions": gold,
        "found": len(found),
        "given out": len(outcomes),
        "expected calibration error": round(calibration_error(outcomes), _SIGNIFICANT),
        "settings": asdict(settings),
        "prices tried": tried,
    }
    return settings, report


def ship(source: Path, out: Path, settings: Settings) -> None:
    """Copy the model folder `source` to `out` with these settings and a manifest of its own.

    Raises ShuishuoError E401 where a file of `source` is not the one that was exported.
    """
    files = verified_files(source)
    out.mkdir(parents=True, exist_ok=True)
    for name in files:
        shutil.copyfile(source / name, out / name)
    config = json.loads(files["config.json"]) | {"settings": asdict(settings)}
    (out / "config.json").write_text(json.dumps(config) + "\n", encoding="utf-8")
    write_manifest(out, list(files))


def platt(odds: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Scale and shift such that sigmoid(scale * odds + shift) is the probability of being right.

    Newton's method on the likelihood, with Platt's targets (n + 1) / (n + 2) and 1 / (n + 2), which keep both finite
    where the two sides can be told apart by a threshold.
    """
    x = np.column_stack([np.asarray(odds, dtype=np.float64), np.ones(len(odds))])
    truth = np.asarray(right, dtype=bool)
    high, low = (truth.sum() + 1) / (truth.sum() + 2), 1 / ((~truth).sum() + 2)
    target = np.where(truth, high, low)
    weights = np.zeros(2)
    for _ in range(100):
        chance = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (target - chance)
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + 1e-9 * np.eye(2)
        step = np.linalg.solve(bend, slope)
        weights = weights + np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-9:
            break
    return float(weights[0]), float(weights[1])


def _best_prices(
    model: AttributionModel, held: Sequence[Example], settings: Settings, gold: int
) -> tuple[Settings, list[dict[str, float]]]:
    """The best settings by turns, each price from its list, and every setting that was tried with its figures."""
    tried: dict[Settings, tuple[float, float]] = {}

    def worth(one: Settings) -> float:
        if one not in tried:
            found = _find(model, held, one)
            tried[one] = _best_f1(found, gold, "paired"), _best_f1(found, gold, "exact")
        return sum(tried[one])

    best = replace(settings, stop_clause=0.0, stop_sentence=0.0, stop_line=0.0)
    for _ in range(ROUNDS):
        for name, values in PRICES.items():
            best = max((Settings(**asdict(best) | {name: value}) for value in values), key=worth)
    figures = [
        {**{name: getattr(one, name) for name in PRICES}, "detection": round(d, 4), "content": round(c, 4)}
        for one, (d, c) in tried.items()
    ]
    return best, figures


def _find(model: AttributionModel, held: Sequence[Example], settings: Settings) -> list[Found]:
    model.settings = settings
    found = []
    for example in held:
        predicted = model.predict(example.text)
        gold = {j: example.anchors[i] for i, j in pairs(example, predicted)}
        for j, one in enumerate(predicted):
            exact = j in gold and gold[j].content == join(example.text, one.content)
            odds = float(np.log(one.confidence) - np.log1p(-one.confidence))
            found.append(Found(article=example.id, odds=odds, paired=j in gold, exact=exact))
    return found


def _best_f1(found: Sequence[Found], gold: int, what: str) -> float:
    """The best F1 over all thresholds on the log-odds."""
    ordered = sorted(found, key=lambda one: -one.odds)
    hits = np.cumsum([getattr(one, what) for one in ordered])
    return float((2 * hits / (np.arange(1, len(hits) + 1) + gold)).max(initial=0.0))


def _left_out(found: Sequence[Found]) -> list[Outcome]:
    """Each attribution's confidence as fitted on all articles but its own."""
    outcomes = []
    for article in dict.fromkeys(one.article for one in found):
        others = [one for one in found if one.article != article]
        scale, shift = platt([one.odds for one in others], [one.paired for one in others])
        for one in found:
            if one.article == article:
                confidence = float(1 / (1 + np.exp(-(scale * one.odds + shift))))
                outcomes.append(Outcome(confidence=confidence, right=one.paired))
    return outcomes
