"""Content that goes on after its sentence: quotations that stand alone, and statements of several sentences."""

from collections.abc import Mapping
from math import exp, log

from .contents import adjacent
from .lexicon import Lexicon
from .reading import SENTENCE_END, Reading

_SPACE = " \u3000\t\r\n"
_SMOOTHING = 4.0  # attestations that the overall share counts for beside a feature's own
_MOST = 12  # sentences that one statement may run on


def following_quotation(reading: Reading, end: int, *, taken: set[int]) -> tuple[int, int] | None:
    """The quotation that stands as a sentence of its own right after the sentence that ends at `end`, if one does."""
    text = reading.text
    at = end
    while at < len(text) and text[at] in "。！？…”’" + _SPACE:
        at += 1
    index = reading.opening.get(at)
    if index is None or index in taken or not reading.is_speech(index):
        return None
    stop = adjacent(reading, index)
    after = text[stop : stop + 1]
    alone = after in ("", "\n", "\r", "。") or reading.ends_sentence(index)
    return (at, stop) if alone else None


def run_on(reading: Reading, lexicon: Lexicon, words: tuple[str, str], end: int, *, cues: frozenset[int]) -> int:
    """Where a statement ends whose first sentence ends at `end` (at the full stop).

    `words` are its cue and the cue's kind, `cues` the offsets of all cues. The table of counts says how often such
    statements went on.
    """
    text = reading.text
    end = _enumeration(reading, end)
    paragraph_end = reading.trim_end(reading.frame(end - 1)[1])
    for _ in range(_MOST):
        if text[end : end + 1] not in ("。", "！", "？", "；"):
            return end
        start = end + 1
        if start >= paragraph_end or start in reading.opening:
            return end
        stop = reading.clause_end(start, ends=SENTENCE_END)
        first, last = reading.first_token(start), reading.first_token(stop)
        if first >= last or any(reading.tokens[at].start in cues for at in range(first, last)):
            return end
        if likelihood(lexicon.runs, features(reading, words, first)) < 0.5:
            return end
        end = stop
    return end


def _enumeration(reading: Reading, end: int) -> int:
    """Where the sentence ends that has the last item, if an enumeration was begun in the one that ends at `end`."""
    start = reading.clause_start(end, ends=SENTENCE_END)
    low, high = reading.frame(end - 1)
    if "第一，" not in reading.text[max(low, start) : end]:
        return end
    for ordinal in "二三四五六七八九":
        at = reading.text.find(f"第{ordinal}，", end, high)
        if at < 0:
            break
        end = reading.clause_end(at, ends=SENTENCE_END)
    return end


def features(reading: Reading, words: tuple[str, str], first: int) -> list[tuple[str, str]]:
    """What the decision rests on: the cue, its kind and the first word of the sentence in question."""
    return [("cue", words[0]), ("kind", words[1]), ("tag", reading.tokens[first].tag), ("word", reading.words[first])]


def likelihood(counts: Mapping[tuple[str, str], tuple[int, int]], seen: list[tuple[str, str]]) -> float:
    """The chance that the statement goes on: naive Bayes over the features' counts."""
    found, right = counts.get(("all", ""), (0, 0))
    base = (right + 0.5) / (found + 1)
    odds = log(base / (1 - base))
    for feature in seen:
        n, hits = counts.get(feature, (0, 0))
        share = (hits + _SMOOTHING * base) / (n + _SMOOTHING)
        odds += log(share / (1 - share)) - log(base / (1 - base))
    return 1 / (1 + exp(-odds))
