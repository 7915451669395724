"""From the attribution model's scores to attributions, in numpy alone: windows, anchors, Viterbi, tidying.

The parts of the network come in as functions, so that training measures with exactly the code that runs later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from . import model_input as inputs

Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
Range: TypeAlias = tuple[int, int]
# ids [B, T] of pieces, no padding → hidden [B, T, 384]
Encoder: TypeAlias = Callable[[inputs.Numbers], Floats]
# hidden [1, C, 384], single, place, classes, depths [1, C] → anchor scores [1, C, 4], states [1, C, width]
Characters: TypeAlias = Callable[..., tuple[Floats, Floats]]
# states [N, R, width], valid, distance, sentence, paragraph [N, R], at [N] → emissions [N, R, 13], judgement [N, 4]
Conditioned: TypeAlias = Callable[..., tuple[Floats, Floats]]

TYPES: tuple[Literal["direct"], Literal["indirect"], Literal["mixed"]] = ("direct", "indirect", "mixed")
EDGE = frozenset(" \t\r\n\u3000“”‘’「」『』\"'，。、；：？！,.;:?!…—－-—（）()《》〈〉")
_SOURCE, _CUE, _CONTENT = 1, 5, 9
# Words of one character that lead up to a subject and are no part of it; no annotated source begins with one.
_BEFORE_SOURCE = frozenset("但也更却则又")
_PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）"}


@dataclass(frozen=True, kw_only=True)
class PredictedAttribution:
    """One act of saying; ranges [start, end) into the clean text, in order. `confidence` is a probability."""

    type: Literal["direct", "indirect", "mixed"]
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    confidence: float


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to read the scores. `window`, `overlap`: pieces the encoder sees at once and that neighbours share;
    `left`, `right`: an anchor's surroundings; `batch`: windows, and anchors, in one call; `candidate`: least anchor
    probability that is looked at; `keep`: least confidence that is given out; `stop_…`: what a content pays for going
    on beyond a comma, a sentence's end, a line's end; `scale`, `shift`: calibration of the confidence's log-odds.
    """

    window: int = 510
    overlap: int = 64
    left: int = 96
    right: int = 224
    batch: int = 16
    candidate: float = 0.15
    keep: float = 0.5
    stop_clause: float = 0.0
    stop_sentence: float = 0.0
    stop_line: float = 0.0
    scale: float = 1.0
    shift: float = 0.0


def find(
    text: str,
    *,
    tokenizer: Any,
    transitions: Floats,
    encoder: Encoder,
    characters: Characters,
    conditioned: Conditioned,
    settings: Settings,
) -> list[PredictedAttribution]:
    """The attributions of one article in the order of their anchors. Memory does not grow with batches."""
    if not text.strip():
        return []
    kinds, depth = inputs.classes(text), inputs.depths(text)
    sentences, paragraphs = inputs.ordinals(kinds)
    pieces = inputs.to_pieces(text, tokenizer)
    hidden = encode(pieces.ids, encoder, settings)[pieces.piece]
    letters = (pieces.single, pieces.place, kinds, depth)
    scores, states = (x[0] for x in characters(hidden[None], *(x[None] for x in letters)))
    anchors, chances = _anchors(scores, settings.candidate)
    stops = {inputs.CLAUSE_END: settings.stop_clause, inputs.SENTENCE_END: settings.stop_sentence}
    price = np.array([stops.get(k, 0.0) for k in range(inputs.CLASS_COUNT)], dtype=np.float32)[kinds]
    price[kinds == inputs.LINE_END] = settings.stop_line
    found: list[tuple[int, PredictedAttribution]] = []
    right = settings.right
    while len(anchors):  # anchors whose content runs on at the right end are read again with more text
        again: list[int] = []
        for first in range(0, len(anchors), settings.batch):
            chosen = anchors[first : first + settings.batch]
            low = np.maximum(0, chosen - settings.left)
            high = np.minimum(len(text), chosen + right)
            columns = low[:, None] + np.arange(int((high - low).max()))[None, :]
            valid = (columns < high[:, None]).astype(np.int64)
            columns = np.minimum(columns, len(text) - 1)
            emissions, judged = conditioned(
                states[columns],
                valid,
                *inputs.as_seen_from(chosen, columns, sentences, paragraphs),
                chosen - low,
            )
            emissions[:, :, _CONTENT + 1] -= price[columns]
            for row, tags in enumerate(viterbi(emissions, valid.sum(axis=1), transitions)):
                if tags[-1] in (_CONTENT, _CONTENT + 1) and high[row] < len(text):
                    again.append(first + row)
                    continue
                confidence = _confidence(float(chances[first + row]), float(judged[row, 0]), settings)
                if confidence < settings.keep:
                    continue
                made = _assemble(text, depth, tags, int(low[row]), int(chosen[row]), judged[row, 1:4], confidence)
                if made is not None:
                    found.append((int(chosen[row]), made))
        anchors, chances, right = anchors[again], chances[again], right * 2
    return _without_twins([made for _, made in sorted(found, key=lambda pair: pair[0])])


def encode(ids: inputs.Numbers, encoder: Encoder, settings: Settings) -> Floats:
    """The encoder's states [P, 384] of an article's pieces, each from the window that shows most on both its sides.

    A call holds windows of one article alone: the numbers do not depend on what else is being processed.
    """
    windows = inputs.cut_windows(len(ids), settings.window, settings.overlap)
    states: list[Floats] = []
    done = 0
    for first in range(0, len(windows), settings.batch):
        batch = windows[first : first + settings.batch]
        rows = np.array(batch)[:, :1] + np.arange(batch[0][1] - batch[0][0])[None, :]
        begin = np.full((len(batch), 1), inputs.BEGIN)
        full = np.concatenate([begin, ids[rows], np.full_like(begin, inputs.END)], axis=1)
        state = encoder(full)
        for i, (start, end) in enumerate(batch):
            number = first + i
            stop = end if number + 1 == len(windows) else (end + windows[number + 1][0]) // 2
            states.append(state[i, 1 + done - start : 1 + stop - start])
            done = stop
    return np.concatenate(states)


def _anchors(scores: Floats, least: float) -> tuple[inputs.Numbers, Floats]:
    """Positions where a cue or a cueless content may begin (peaks among neighbours), and their probabilities."""
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances = (grown[:, 1] + grown[:, 3]) / grown.sum(axis=1)
    around = np.concatenate([[0.0], chances, [0.0]])
    peak = (chances >= around[:-2]) & (chances > around[2:]) & (chances >= least)
    positions = np.flatnonzero(peak)
    return positions, chances[positions].astype(np.float32)


def viterbi(emissions: Floats, lengths: inputs.Numbers, transitions: Floats) -> list[inputs.Numbers]:
    """The best tags of each row: emissions [N, R, K], lengths [N] ≥ 1, transitions [K+1, K+1] (start last row, end
    last column).
    """
    rows, steps, _ = emissions.shape
    start, end, inner = transitions[-1, :-1], transitions[:-1, -1], transitions[:-1, :-1]
    back = np.zeros(emissions.shape, dtype=np.int64)
    score = emissions[:, 0] + start
    best = np.where((lengths == 1)[:, None], score + end, 0.0)
    for i in range(1, steps):
        ways = score[:, :, None] + inner[None]
        back[:, i] = ways.argmax(axis=1)
        score = ways.max(axis=1) + emissions[:, i]
        best = np.where((lengths == i + 1)[:, None], score + end, best)
    out = []
    for row in range(rows):
        tags = np.zeros(int(lengths[row]), dtype=np.int64)
        tags[-1] = int(best[row].argmax())
        for i in range(len(tags) - 1, 0, -1):
            tags[i - 1] = back[row, i, tags[i]]
        out.append(tags)
    return out


def _confidence(chance: float, judged: float, settings: Settings) -> float:
    """Probability that the attribution holds: the mean of both taggers' log-odds, calibrated."""
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    odds = (np.log(chance / (1 - chance)) + judged) / 2
    return float(1 / (1 + np.exp(-(settings.scale * odds + settings.shift))))


def _assemble(
    text: str, depth: inputs.Numbers, tags: inputs.Numbers, offset: int, at: int, kinds: Floats, confidence: float
) -> PredictedAttribution | None:
    """Tags of [offset, …) given the anchor `at` → one attribution; None without content."""
    content = [s for s in (_trim(text, *s) for s in _spans(tags, _CONTENT, offset)) if s[0] < s[1]]
    if not content:
        return None
    quoted = float(np.mean(np.concatenate([depth[a:b] for a, b in content]) > 0))
    return PredictedAttribution(
        type=_type(text, content, quoted, kinds),
        source=_nearest(text, [s for s in (_trim(text, *s) for s in _spans(tags, _SOURCE, offset)) if s[0] < s[1]], at),
        cue=tuple(s for s in (_trim(text, *s) for s in _spans(tags, _CUE, offset)) if s[0] < s[1]),
        content=tuple(_close(text, *s) for s in content),
        confidence=confidence,
    )


def _type(text: str, content: list[Range], quoted: float, kinds: Floats) -> Literal["direct", "indirect", "mixed"]:
    """The network's type among those that the quotation marks leave possible."""
    order = [TYPES[i] for i in np.argsort(-kinds, kind="stable")]
    if quoted == 0.0:
        order = [t for t in order if t != "mixed"]
    elif quoted < 1.0 and not any(text[a:b].count("“") == 0 and text[a - 1 : a] == "“" for a, b in content):
        order = [t for t in order if t != "direct"] if quoted < 0.9 else order
    return order[0]


def _spans(tags: inputs.Numbers, role: int, offset: int) -> list[Range]:
    spans: list[Range] = []
    before = False
    for i, tag in enumerate(tags.tolist()):
        inside = role <= tag < role + 4
        if inside and before and tag in (role + 1, role + 2):
            spans[-1] = (spans[-1][0], offset + i + 1)
        elif inside:
            spans.append((offset + i, offset + i + 1))
        before = inside
    return spans


def _trim(text: str, start: int, end: int) -> Range:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def _nearest(text: str, sources: list[Range], at: int) -> tuple[Range, ...]:
    """An act of saying has one source: pieces parted by marks alone are one, then the one nearest to `at` stays."""
    joined: list[Range] = []
    for start, end in sources:
        if joined and all(c in EDGE for c in text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    if not joined:
        return ()
    start, end = min(joined, key=lambda s: max(at - s[1], s[0] - at))
    while end - start > 1 and text[start] in _BEFORE_SOURCE and not text.startswith("也门", start):
        start += 1
    return ((start, end),)


def _close(text: str, start: int, end: int) -> Range:
    """Take in a mark just outside whose partner is inside: a content that ends with a quoted name keeps its ”."""
    inside = text[start:end]
    for opening, closing in _PAIRS.items():
        if inside.count(opening) > inside.count(closing) and text[end : end + 1] == closing:
            return start, end + 1
        if inside.count(closing) > inside.count(opening) and text[start - 1 : start] == opening and start:
            return start - 1, end
    return start, end


def _without_twins(made: list[PredictedAttribution]) -> list[PredictedAttribution]:
    """Of two attributions with the very same content the surer one stays."""
    best: dict[tuple[Range, ...], PredictedAttribution] = {}
    for one in made:
        if one.content not in best or best[one.content].confidence < one.confidence:
            best[one.content] = one
    return [one for one in made if best[one.content] is one]
