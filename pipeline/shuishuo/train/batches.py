"""The training batches: windows of articles, drawn anew each epoch, with the anchors in them and counterexamples."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ..attribute import model_input as inputs
from . import data
from .network import Shape
from .targets import UNLABELLED


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How to train.

    Rates are peaks of a schedule that rises over `warmup` of the steps and falls to 0. `batch` counts windows of at
    most `window` pieces. `layers`: encoder layers, from below; `frozen`: the lowest of them, which keep their weights.
    `decoys`: counterexamples a window; `blur`: share of pieces masked; `keep_average`: decay of the running mean of
    the weights; `microblogs`: how many of these are seen at every step, beside the windows.
    """

    epochs: int = 4
    batch: int = 2
    window: int = 400
    frozen: int = 3
    encoder_rate: float = 1e-4
    head_rate: float = 8e-4
    warmup: float = 0.06
    weight_decay: float = 0.01
    decoys: int = 1
    blur: float = 0.04
    keep_average: float = 0.99
    microblogs: int = 0
    seed: int = 7
    threads: int = 2
    layers: int = 8
    shape: Shape = field(default_factory=Shape)


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Windows of T pieces and C characters and, for the anchors in them, the second tagger's inputs and labels."""

    ids: Tensor  # [B, T]
    mask: Tensor  # [B, T]
    letters: dict[str, Tensor]  # piece (a column of ids), single, place, kinds, depth, valid: [B, C]
    anchor_tags: Tensor  # [B, C], -100 where there is no character
    columns: Tensor  # [N, R] into the flattened [B * C]
    surroundings: dict[str, Tensor]
    role_tags: Tensor  # [N, R]
    lengths: Tensor  # [N]
    genuine: Tensor  # [N] float, 0 for decoys
    types: Tensor  # [N], -100 for decoys
    target_tags: Tensor  # [N, R], -100 outside contents
    sides: Tensor  # [N, R] labels of stance, -100 where no target is mentioned
    overall: Tensor  # [N] label of the content as a whole, -100 for decoys and without targets


class Sampler:
    """Draws the windows and counterexamples of each epoch anew, from one seed."""

    def __init__(self, examples: Sequence[data.Example], tokenizer: Any, plan: Plan) -> None:
        self.examples, self.plan = examples, plan
        self.rng = random.Random(plan.seed)  # noqa: S311
        cues = data.lexicon(examples)
        self.decoys = [data.decoys(e, cues) for e in examples]
        self.pieces = [inputs.to_pieces(e.text, tokenizer) for e in examples]
        self.arrays = [self._arrays(e, p) for e, p in zip(examples, self.pieces, strict=True)]
        self.mask = tokenizer.token_to_id("<mask>")

    @staticmethod
    def _arrays(example: data.Example, pieces: inputs.Pieces) -> dict[str, inputs.Numbers]:
        kinds = inputs.classes(example.text)
        sentences, paragraphs = inputs.ordinals(kinds)
        return {
            "single": pieces.single,
            "place": pieces.place,
            "kinds": kinds,
            "depth": inputs.depths(example.text),
            "sentences": sentences,
            "paragraphs": paragraphs,
            "tags": data.anchor_tags(example),
        }

    def epoch(self) -> list[list[tuple[int, int, int]]]:
        """Batches of (article, first piece, last piece + 1), windows of like length together, in random order."""
        windows = [
            (i, a, b)
            for i, pieces in enumerate(self.pieces)
            for a, b in data.random_windows(len(pieces.ids), self.plan.window, self.rng)
        ]
        windows.sort(key=lambda w: w[2] - w[1] + self.rng.random() * 80)
        batches = [windows[i : i + self.plan.batch] for i in range(0, len(windows), self.plan.batch)]
        self.rng.shuffle(batches)
        return batches

    def batch(self, windows: list[tuple[int, int, int]]) -> Batch:
        """The tensors of some windows."""
        size = max(b - a for _, a, b in windows) + 2
        ids = np.full((len(windows), size), inputs.PAD, dtype=np.int64)
        mask = np.zeros_like(ids)
        spans = [self._characters(*w) for w in windows]
        length = max(b - a for a, b in spans)
        names = ("single", "place", "kinds", "depth")
        grid = {n: np.zeros((len(windows), length), dtype=np.int64) for n in (*names, "valid", "piece")}
        tags = np.full((len(windows), length), -100, dtype=np.int64)
        rows: list[dict[str, Any]] = []
        for row, ((article, p, q), (a, b)) in enumerate(zip(windows, spans, strict=True)):
            blurred = [self.mask if self.rng.random() < self.plan.blur else i for i in self.pieces[article].ids[p:q]]
            ids[row, : q - p + 2] = [inputs.BEGIN, *blurred, inputs.END]
            mask[row, : q - p + 2] = 1
            for name in names:
                grid[name][row, : b - a] = self.arrays[article][name][a:b]
            for i, id_ in enumerate(blurred):  # a masked piece hides its letters too
                if id_ == self.mask:
                    grid["single"][row, : b - a][self.pieces[article].piece[a:b] == p + i] = self.mask
            grid["piece"][row, : b - a] = self.pieces[article].piece[a:b] - p + 1
            grid["valid"][row, : b - a] = 1
            tags[row, : b - a] = self.arrays[article]["tags"][a:b]
            rows.extend(self._surroundings(article, a, b, row * length))
        return Batch(
            ids=torch.from_numpy(ids),
            mask=torch.from_numpy(mask),
            letters={k: torch.from_numpy(v) for k, v in grid.items()},
            anchor_tags=torch.from_numpy(tags),
            **self._stack(rows),
        )

    def _characters(self, article: int, first: int, last: int) -> data.Range:
        piece = self.pieces[article].piece
        return int(np.searchsorted(piece, first)), int(np.searchsorted(piece, last))

    def _surroundings(self, article: int, a: int, b: int, offset: int) -> Iterator[dict[str, Any]]:
        shape, arrays = self.plan.shape, self.arrays[article]
        inside = [x for x in self.examples[article].anchors if a <= x.start < b]
        decoys = [x for x in self.decoys[article] if a <= x < b]
        chosen = self.rng.sample(decoys, min(self.plan.decoys, len(decoys)))
        pairs: list[tuple[data.Anchor | None, int]] = [(None, at) for at in chosen]
        for anchor in inside:  # a tagged cue may begin a character off at run time: be used to it
            off = self.rng.randrange(anchor.end - anchor.start) if self.rng.random() < 0.1 else 0
            pairs.append((anchor, min(anchor.start + off, b - 1)))
        for genuine, at in pairs:
            low, high = max(a, at - shape.left), min(b, at + shape.right)
            span, here = np.arange(low, high), np.array([at])
            numbers = {k: arrays[k][None, low:high] for k in ("sentences", "paragraphs")}
            tags, sides = data.target_tags(genuine, low, high) if genuine else (np.full(high - low, UNLABELLED),) * 2
            yield {
                "target_tags": tags,
                "sides": sides,
                "overall": genuine.overall if genuine else UNLABELLED,
                "columns": span - a + offset,
                "distance": inputs.distances(span[None], here)[0],
                "sentence": inputs.steps(numbers["sentences"], arrays["sentences"][here], inputs.SENTENCES)[0],
                "paragraph": inputs.steps(numbers["paragraphs"], arrays["paragraphs"][here], inputs.PARAGRAPHS)[0],
                "tags": data.role_tags(genuine, low, high) if genuine else np.zeros_like(span),
                "at": at - low,
                "genuine": float(genuine is not None),
                "type": genuine.type if genuine else UNLABELLED,
            }

    @staticmethod
    def _stack(rows: list[dict[str, Any]]) -> dict[str, Any]:
        size = max((len(r["columns"]) for r in rows), default=1)
        names = ("columns", "distance", "sentence", "paragraph", "tags", "target_tags", "sides")
        grid = {name: np.zeros((len(rows), size), dtype=np.int64) for name in (*names, "valid")}
        for name in ("target_tags", "sides"):
            grid[name].fill(UNLABELLED)
        for i, row in enumerate(rows):
            for name in names:
                grid[name][i, : len(row[name])] = row[name]
            grid["valid"][i, : len(row["columns"])] = 1
        whole = {k: torch.from_numpy(v) for k, v in grid.items()}
        return {
            "columns": whole["columns"],
            "surroundings": {k: whole[k] for k in ("valid", "distance", "sentence", "paragraph")}
            | {"at": torch.tensor([r["at"] for r in rows], dtype=torch.long)},
            "role_tags": whole["tags"],
            "lengths": whole["valid"].sum(1),
            "genuine": torch.tensor([r["genuine"] for r in rows]),
            "types": torch.tensor([r["type"] for r in rows], dtype=torch.long),
            "target_tags": whole["target_tags"],
            "sides": whole["sides"],
            "overall": torch.tensor([r["overall"] for r in rows], dtype=torch.long),
        }
