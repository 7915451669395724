"""What is minimised: one part for each thing that the network tells, and their weights."""

import torch
from torch import Tensor
from torch.nn import functional

from .batches import Batch
from .network import AttributionNetwork
from .targets import UNLABELLED

# The chain's likelihood and the mentions' are sums over hundreds of characters: by themselves they drown the rest.
WEIGHTS = {
    "anchor": 1.0,
    "roles": 0.5,
    "type": 1.0,
    "genuine": 1.0,
    "mention": 0.3,
    "stance": 1.0,
    "overall": 0.3,
    "microblog stance": 0.5,
    "microblog overall": 0.15,
}
# favor, against, neutral: the rarer a label, the more it counts, since macro-F1 is what matters.
_SIDES = (1.8, 1.4, 0.8)


def losses(network: AttributionNetwork, batch: Batch) -> dict[str, Tensor]:
    """The parts of the loss: anchor (per genuine anchor), roles (CRF), genuine (binary), type, and those of stance."""
    scores, states = _characters(network, batch)
    anchors = max(1.0, float(batch.genuine.sum()))
    flat = functional.cross_entropy(scores.flatten(0, 1), batch.anchor_tags.flatten(), reduction="sum")
    out = {"anchor": flat / anchors}
    if not len(batch.lengths):
        return out
    emissions, judged, targets = network.conditioned(states.flatten(0, 1)[batch.columns], **batch.surroundings)
    real = batch.genuine > 0
    if bool(real.any()):
        out["roles"] = network.crf.loss(emissions[real], batch.role_tags[real], batch.lengths[real]).mean()
        out["type"] = functional.cross_entropy(judged[real, 1:4], batch.types[real])
        tags = batch.target_tags[real].flatten()
        out["mention"] = functional.cross_entropy(targets[real, :, :3].flatten(0, 1), tags, reduction="sum") / anchors
        out |= _stance_losses(targets, judged, batch)
    out["genuine"] = functional.binary_cross_entropy_with_logits(judged[:, 0], batch.genuine)
    return out


def microblog_losses(network: AttributionNetwork, batch: Batch) -> dict[str, Tensor]:
    """The parts of the loss for texts of which nothing is known but the stance toward their target."""
    _, states = _characters(network, batch)
    _, judged, targets = network.conditioned(states.flatten(0, 1)[batch.columns], **batch.surroundings)
    return {f"microblog {name}": part for name, part in _stance_losses(targets, judged, batch).items()}


def _characters(network: AttributionNetwork, batch: Batch) -> tuple[Tensor, Tensor]:
    """Anchor scores and states of all characters of a batch."""
    hidden = network.encoder(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
    letters = dict(batch.letters)
    piece = letters.pop("piece")[:, :, None].expand(-1, -1, hidden.shape[2])
    spelled = network.spell(letters.pop("single"))
    scores, states = network.characters(hidden.gather(1, piece), spelled, **letters)
    return scores, states


def _stance_losses(targets: Tensor, judged: Tensor, batch: Batch) -> dict[str, Tensor]:
    out = {}
    weight = torch.tensor(_SIDES)
    known = batch.sides != UNLABELLED
    if bool(known.any()):
        each = functional.cross_entropy(targets[:, :, 3:].transpose(1, 2), batch.sides, weight=weight, reduction="none")
        out["stance"] = each[known].mean()
    if bool((batch.overall != UNLABELLED).any()):
        out["overall"] = functional.cross_entropy(judged[:, 4:], batch.overall, weight=weight)
    return out
