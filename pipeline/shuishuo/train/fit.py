"""Fine-tuning: both taggers at once, anchors given from gold. One function does it; the rest are its parts."""

import copy
import json
import logging
import random
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from ..attribute.model_decode import PredictedAttribution, Settings, find
from . import data
from .batches import Batch, Plan, Sampler
from .encoder import load_encoder
from .measure import measure
from .network import AttributionNetwork, Shape

# The chain's likelihood is a sum over hundreds of characters; by itself it would drown the other three.
WEIGHTS = {"anchor": 1.0, "roles": 0.5, "type": 1.0, "genuine": 1.0}

log = logging.getLogger(__name__)


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


def fit(examples: Sequence[data.Example], encoder: Path, out: Path, plan: Plan) -> dict[str, Any]:
    """Train on the examples and write `out`/network.pt (averaged weights), fit.json.

    Returns the figures of every epoch. The same seed and number of threads give the same weights on one machine.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
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
                log.info(
                    "step %d of %d, %.0f s, loss %.3f", step, total, time.monotonic() - began, float(loss.detach())
                )
        figures: dict[str, Any] = {"epoch": number, "seconds": round(time.monotonic() - began)}
        figures |= {f"loss {k}": round(v / len(batches), 4) for k, v in sums.items()}
        if held:
            settings = settings_of(plan.shape)
            figures |= measure([(e, predict(average, tokenizer, e.text, settings)) for e in held])
        history.append(figures)
        log.info("%s", figures)
        torch.save(average.state_dict(), out / "network.pt")
        report = {"plan": asdict(plan), "articles": len(train), "history": history}
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
    network.eval()
    return network
