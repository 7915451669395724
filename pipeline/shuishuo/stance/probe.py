"""A linear probe of the shared encoder's states: is this a target, and on which side, from means around its mentions.

The states cost nothing more, since the encoder has read the article anyway. The weights lie in models/stance, learnt by
`fit_probe` from the encoder that lies in models/attribution.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from ..attribute.model_decode import Floats
from ..errors import ShuishuoError
from ..record import Range
from ..resources import folder, published_sum, verified_files
from .candidates import Candidate

MODEL, WEIGHTS = "models/stance", "probe.npz"
ENCODER, ENCODER_FILE = "models/attribution", "encoder.onnx"
_AROUND = 12  # characters on either side of a mention that count as near it


@dataclass(frozen=True, kw_only=True)
class Probe:
    """Weights [4, 4 · width] and biases [4] over states: whether it is a target (log-odds), then a score a label."""

    weights: Floats
    biases: Floats

    def __call__(self, pooled: Floats) -> Floats:
        """[4 · width] → log-odds of being a target, scores of favor, against and neutral."""
        out: Floats = self.weights @ pooled + self.biases
        return out


@cache
def probe() -> Probe:
    """The probe as shipped. Raises ShuishuoError E401 where it is not as published, or was learnt from the states of
    another encoder than the one that is shipped.
    """
    try:
        with np.load(io.BytesIO(verified_files(folder(MODEL))[WEIGHTS]), allow_pickle=False) as arrays:
            if str(arrays["encoder"]) != published_sum(folder(ENCODER), ENCODER_FILE):
                raise ShuishuoError("E401", f"{MODEL} was learnt from another encoder than that of {ENCODER}")
            return Probe(weights=arrays["weights"], biases=arrays["biases"])
    except (KeyError, ValueError) as error:
        raise ShuishuoError("E401", f"{MODEL}: {error}") from error


def pooled(hidden: Floats, candidate: Candidate) -> Floats:
    """Means of the characters' states [L, width] over a candidate's mentions, the content, what stands near the
    mentions, and the cue; one after the other, zeros for what there is none of.
    """
    attribution = candidate.attribution
    mentions = _rows(candidate.places)
    content = _rows([span.clean for span in attribution.content])
    around = _rows([(max(0, start - _AROUND), end + _AROUND) for start, end in candidate.places])
    near = np.setdiff1d(np.intersect1d(around, content), mentions)
    cue = _rows([span.clean for span in attribution.cue])
    parts = (mentions, content, near, cue)
    empty = np.zeros(hidden.shape[1], dtype=np.float32)
    return np.concatenate([hidden[rows].mean(axis=0) if len(rows) else empty for rows in parts])


def _rows(places: Sequence[Range]) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.unique(np.concatenate([np.arange(0), *(np.arange(*place) for place in places)])).astype(np.int64)
