"""Fine-tuning: all taggers at once, anchors given from gold. One function does it; the rest are its parts."""

import copy
import itertools
import json
import logging
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from ..attribute.model_decode import PredictedAttribution, Settings, find
from . import data
from .batches import Plan, Sampler
from .encoder import load_encoder
from .losses import WEIGHTS, losses, microblog_losses
from .measure import measure
from .network import AttributionNetwork, Shape

log = logging.getLogger(__name__)


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
        emissions, judged, _ = network.conditioned(*tensors(arrays))
        return emissions.numpy(), judged.numpy()

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


def fit(
    train: Sequence[data.Example],
    held: Sequence[data.Example],
    encoder: Path,
    out: Path,
    plan: Plan,
    *,
    microblogs: Sequence[data.Example] = (),
    start: Path | None = None,
) -> dict[str, Any]:
    """Train on `train` and write `out`/network.pt (averaged weights), fit.json; go on from `start`/network.pt if given.

    microblogs: short texts that know nothing but the stance toward their target; some are seen at every step.
    Returns the figures of every epoch, measured on `held`. The same seed and number of threads give the same weights
    on one machine.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    network = AttributionNetwork(load_encoder(encoder), plan.shape)
    if start:
        network.load_state_dict(torch.load(start / "network.pt", weights_only=True))
    _freeze(network, plan.frozen)
    average = copy.deepcopy(network).eval()
    sampler = Sampler(train, tokenizer, plan)
    epochs = [sampler.epoch() for _ in range(plan.epochs)]
    total = sum(len(e) for e in epochs)
    aside = Sampler(microblogs, tokenizer, replace(plan, decoys=0, batch=plan.microblogs))
    more = itertools.cycle(aside.epoch()) if microblogs and plan.microblogs else None
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
            if more is not None:
                parts |= microblog_losses(network, aside.batch(next(more)))
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
