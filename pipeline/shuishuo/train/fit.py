"""Fine-tuning: both taggers at once, anchors given from gold. One function does it; the rest are its parts."""

import copy
import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from ..attribute import model_input as inputs
from ..attribute.model_decode import PredictedAttribution, Settings, find
from . import data
from .encoder import load_encoder
from .measure import measure
from .network import AttributionNetwork, Shape

# The chain's likelihood is a sum over hundreds of characters; by itself it would drown the other three.
WEIGHTS = {"anchor": 1.0, "roles": 0.5, "type": 1.0, "genuine": 1.0}

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How to train. Rates are peaks of a schedule that rises over `warmup` of the steps and falls to 0; `batch` counts
    windows of at most `window` pieces; `frozen`: the lowest encoder layers that keep
    their weights; `decoys`: counterexamples a window; `blur`: share of characters masked;
    `keep_average`: decay of the running mean of the weights; `held_out`: articles kept aside, measured each epoch; `layers`:
    encoder layers, from below; `start`: a folder with an earlier network.pt to go on from."""

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
    held_out: int = 20
    seed: int = 7
    threads: int = 2
    layers: int = 8
    start: str = ""
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
            yield {
                "columns": span - a + offset,
                "distance": inputs.distances(span[None], here)[0],
                "sentence": inputs.steps(numbers["sentences"], arrays["sentences"][here], inputs.SENTENCES)[0],
                "paragraph": inputs.steps(numbers["paragraphs"], arrays["paragraphs"][here], inputs.PARAGRAPHS)[0],
                "tags": data.role_tags(genuine, low, high) if genuine else np.zeros_like(span),
                "at": at - low,
                "genuine": float(genuine is not None),
                "type": genuine.type if genuine else -100,
            }

    @staticmethod
    def _stack(rows: list[dict[str, Any]]) -> dict[str, Any]:
        size = max((len(r["columns"]) for r in rows), default=1)
        names = ("columns", "distance", "sentence", "paragraph", "tags")
        grid = {name: np.zeros((len(rows), size), dtype=np.int64) for name in (*names, "valid")}
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
        }


def losses(network: AttributionNetwork, batch: Batch) -> dict[str, Tensor]:
    """The four parts of the loss: anchor (per genuine anchor), roles (CRF), genuine (binary), type."""
    hidden = network.encoder(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
    letters = dict(batch.letters)
    piece = letters.pop("piece")[:, :, None].expand(-1, -1, hidden.shape[2])
    spelled = network.spell(letters.pop("single"))
    scores, states = network.characters(hidden.gather(1, piece), spelled, **letters)
    anchors = max(1.0, float(batch.genuine.sum()))
    flat = functional.cross_entropy(scores.flatten(0, 1), batch.anchor_tags.flatten(), reduction="sum")
    out = {"anchor": flat / anchors}
    if not len(batch.lengths):
        return out
    emissions, judged = network.conditioned(states.flatten(0, 1)[batch.columns], **batch.surroundings)
    real = batch.genuine > 0
    if bool(real.any()):
        out["roles"] = network.crf.loss(emissions[real], batch.role_tags[real], batch.lengths[real]).mean()
        out["type"] = functional.cross_entropy(judged[real, 1:], batch.types[real])
    out["genuine"] = functional.binary_cross_entropy_with_logits(judged[:, 0], batch.genuine)
    return out


def predict(network: AttributionNetwork, tokenizer: Any, text: str, settings: Settings) -> list[PredictedAttribution]:
    """What the run time would find with these weights, in fp32."""

    def tensors(arrays: Sequence[Any]) -> list[Tensor]:
        return [torch.from_numpy(np.ascontiguousarray(a)) for a in arrays]

    def encode(*arrays: Any) -> Any:
        return network.encoder(input_ids=tensors(arrays)[0]).last_hidden_state.numpy()

    def characters(*arrays: Any) -> Any:
        hidden, single, *rest = tensors(arrays)
        valid = torch.ones_like(single)
        return tuple(x.numpy() for x in network.characters(hidden, network.spell(single), *rest, valid))

    def conditioned(*arrays: Any) -> Any:
        return tuple(x.numpy() for x in network.conditioned(*tensors(arrays)))

    network.eval()
    with torch.inference_mode():
        return find(
            text,
            tokenizer=tokenizer,
            transitions=network.crf.transitions().numpy(),
            encoder=encode,
            characters=characters,
            conditioned=conditioned,
            settings=settings,
        )


def settings_of(shape: Shape) -> Settings:
    return Settings(left=shape.left, right=shape.right)


def fit(folders: Sequence[Path], encoder: Path, out: Path, plan: Plan) -> dict[str, Any]:
    """Train on the folders' articles and write `out`/network.pt (averaged weights), fit.json.

    Returns the figures of every epoch. The same seed and number of threads give the same weights on one machine.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    examples = data.read_examples(folders)
    order = list(range(len(examples)))
    random.Random(plan.seed).shuffle(order)  # noqa: S311
    held = [examples[i] for i in sorted(order[: plan.held_out])]
    train = [examples[i] for i in sorted(order[plan.held_out :])]
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    network = AttributionNetwork(load_encoder(encoder), plan.shape)
    if plan.start:
        network.load_state_dict(torch.load(Path(plan.start) / "network.pt", weights_only=True))
    _freeze(network, plan.frozen)
    average = copy.deepcopy(network).eval()
    sampler = Sampler(train, tokenizer, plan)
    epochs = [sampler.epoch() for _ in range(plan.epochs)]
    total = sum(len(e) for e in epochs)
    inner = [p for p in network.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in network.encoder.parameters()}
    optimizer = torch.optim.AdamW(
        [
            {"params": inner, "lr": plan.encoder_rate},
            {"params": [p for p in network.parameters() if id(p) not in known], "lr": plan.head_rate},
        ],
        weight_decay=plan.weight_decay,
        fused=True,
    )
    rise = max(1, int(total * plan.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / rise, max(0.0, (total - s) / (total - rise)))
    )
    out.mkdir(parents=True, exist_ok=True)
    history: list[dict[str, Any]] = []
    began, step = time.monotonic(), 0
    for number, batches in enumerate(epochs, 1):
        network.train()
        sums: dict[str, float] = {}
        for windows in batches:
            parts = losses(network, sampler.batch(windows))
            loss = sum((WEIGHTS[k] * v for k, v in parts.items()), start=torch.zeros(()))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            _average(average, network, min(plan.keep_average, step / (step + 10)))
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + float(value.detach())
            if step % 20 == 0:
                log.info("step %d of %d, %.0f s, loss %.3f", step, total, time.monotonic() - began, float(loss.detach()))
        figures: dict[str, Any] = {"epoch": number, "seconds": round(time.monotonic() - began)}
        figures |= {f"loss {k}": round(v / len(batches), 4) for k, v in sums.items()}
        if held:
            settings = settings_of(plan.shape)
            figures |= measure([(e, predict(average, tokenizer, e.text, settings)) for e in held])
        history.append(figures)
        log.info("%s", figures)
        torch.save(average.state_dict(), out / "network.pt")
        report = {"plan": asdict(replace(plan)), "articles": len(train), "history": history}
        (out / "fit.json").write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    return {"history": history}


def _freeze(network: AttributionNetwork, layers: int) -> None:
    """The embedding table and the lowest layers keep what they know: faster, and there is little to learn from."""
    bert = network.encoder
    for part in (bert.embeddings, *bert.encoder.layer[:layers]):
        part.requires_grad_(False)
        for inner in part.modules():
            if isinstance(inner, torch.nn.Dropout):
                inner.p = 0.0


def _average(average: AttributionNetwork, network: AttributionNetwork, decay: float) -> None:
    with torch.no_grad():
        for mean, now in zip(average.parameters(), network.parameters(), strict=True):
            if now.requires_grad:
                mean.lerp_(now, 1 - decay)


def load_network(folder: Path, encoder: Path, shape: Shape) -> AttributionNetwork:
    """The network that `fit` wrote to `folder`."""
    network = AttributionNetwork(load_encoder(encoder), shape)
    network.load_state_dict(torch.load(folder / "network.pt", weights_only=True))
    return network.eval()
