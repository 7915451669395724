"""A linear-chain CRF on character features, one for each role (Lafferty et al. 2001; CRFsuite, Okazaki 2007).

A line is a sequence, a character a step, and the tags are begin, inside and outside. Of nested contents only the
outermost are learnt, since a character has one tag. What belongs together is left to `linking`.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..attribute.headline import body_start
from ..attribute.model_input import classes, depths
from ..record import Attribution, Range, Record
from ..train.data import Example, join
from .linking import link

ROLES = ("source", "cue", "content")
WINDOW = 4  # characters on either side that a step sees
BEGIN, INSIDE, OUTSIDE = "B", "I", "O"


class CharacterCrf:
    """The three chains, kept as files in `folder`; `iterations` of L-BFGS, `c1` and `c2` the strengths of L1 and L2."""

    def __init__(self, folder: Path, *, iterations: int = 100, c1: float = 0.05, c2: float = 0.05) -> None:
        from sklearn_crfsuite import CRF

        folder.mkdir(parents=True, exist_ok=True)
        self._chains: dict[str, Any] = {
            role: CRF(
                algorithm="lbfgs",
                c1=c1,
                c2=c2,
                max_iterations=iterations,
                min_freq=3,
                model_filename=str(folder / f"{role}.crfsuite"),
            )
            for role in ROLES
        }

    def fit(self, examples: Iterable[Example]) -> None:
        """Learn all three chains. The same examples give the same weights."""
        steps: list[list[list[str]]] = []
        tags: dict[str, list[list[str]]] = {role: [] for role in ROLES}
        for example in examples:
            features = character_features(example.text)
            marked = {role: role_tags(example, role) for role in ROLES}
            for start, end in lines(example.text):
                steps.append(features[start:end])
                for role in ROLES:
                    tags[role].append(marked[role][start:end])
        for role, chain in self._chains.items():
            chain.fit(steps, tags[role])

    def spans(self, text: str) -> dict[str, tuple[Range, ...]]:
        """The spans of each role in a clean text, without marks at their ends."""
        features = character_features(text)
        places = list(lines(text))
        found = {}
        for role, chain in self._chains.items():
            predicted = chain.predict([features[start:end] for start, end in places])
            ranges = [
                (start + a, start + b)
                for (start, _), tags in zip(places, predicted, strict=True)
                for a, b in tagged_spans(list(tags))
            ]
            found[role] = tuple(piece for one in ranges for piece in join(text, [one]))
        return found

    def __call__(self, record: Record) -> Record:
        """The record with its attributions, as `attribute.Attributor` has them."""
        text, start = record.clean, body_start(record)
        found = {role: [r for r in ranges if r[0] >= start] for role, ranges in self.spans(text).items()}
        linked = link(
            text,
            depths(text).tolist(),
            sources=found["source"],
            cues=found["cue"],
            contents=found["content"],
        )
        return record.with_(
            attributions=tuple(
                Attribution(
                    id=f"a{number}",
                    type=one.type,
                    source=tuple(record.span(*place) for place in one.source),
                    cue=tuple(record.span(*place) for place in one.cue),
                    content=tuple(record.span(*place) for place in one.content),
                    confidence=1.0,
                )
                for number, one in enumerate(linked, 1)
            )
        )


def character_features(text: str) -> list[list[str]]:
    """What a step sees, for each character of a clean text: the characters, pairs and kinds of marks around it, and
    in how many quotations it stands. Nothing beyond the ends of its line.
    """
    kinds, depth = classes(text).tolist(), depths(text).tolist()
    features: list[list[str]] = [[] for _ in text]
    for start, end in lines(text):
        for at in range(start, end):
            near = range(max(start, at - WINDOW), min(end, at + WINDOW + 1))
            seen = [f"c{i - at}={text[i]}" for i in near]
            seen += [f"p{i - at}={text[i : i + 2]}" for i in near if i + 1 < end and -3 <= i - at <= 2]
            seen += [f"k{i - at}={kinds[i]}" for i in near if kinds[i] != 1]
            seen += [f"q={depth[at]}", f"first={at - start < WINDOW}"]
            features[at] = seen
    return features


def role_tags(example: Example, role: str) -> list[str]:
    """The tags of a role, one a character; of spans that overlap the longest counts."""
    spans = {span for anchor in example.anchors for span in getattr(anchor, role)}
    tags = [OUTSIDE] * len(example.text)
    for start, end in sorted(spans, key=lambda span: span[1] - span[0]):  # the longest last, over those inside it
        tags[start:end] = [BEGIN, *[INSIDE] * (end - start - 1)]
    return tags


def tagged_spans(tags: Sequence[str]) -> list[Range]:
    """The spans that tags mark; one begins at every BEGIN, and at an INSIDE with nothing before it."""
    spans: list[Range] = []
    for at, tag in enumerate(tags):
        if tag == INSIDE and spans and spans[-1][1] == at:
            spans[-1] = spans[-1][0], at + 1
        elif tag != OUTSIDE:
            spans.append((at, at + 1))
    return spans


def lines(text: str) -> Iterator[Range]:
    """The lines of a text that are not empty, without their ends."""
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, start + len(line)
        start += len(line) + 1
