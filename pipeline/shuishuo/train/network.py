"""The network: one encoder, a tagger that finds anchors, and a tagger that an anchor conditions. Torch only.

    pieces ─ encoder ─ characters ─┬─ anchor tagger: O, begin, inside of a cue, first character of a cueless content
                                   └─ per anchor: small transformer over its surroundings
                                       ├─ emissions of 13 role tags ─ CRF
                                       ├─ is it an attribution at all?
                                       ├─ direct, indirect or mixed
                                       └─ where its content mentions a target, and the stance toward each
The encoder reads the pieces that it was trained on; each character then gets its piece's state with its own embedding,
its place in the piece and hints on punctuation, so that spans may begin and end inside a piece.
The second part tags the surroundings once for each anchor, so the links between cue, source and content pieces come
with the tags. The CRF (Lafferty et al. 2001) is here its likelihood alone; decoding is the run time's.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ..attribute.model_input import CLASS_COUNT, DEPTHS, DISTANCES, PARAGRAPHS, PLACES, SENTENCES

ROLE_TAGS = 13
ANCHOR_TAGS = 4
JUDGEMENTS = 7  # an attribution at all; direct, indirect, mixed; favor, against, neutral as a whole
TARGET_TAGS = 6  # O, begin, inside of a target's mention; favor, against, neutral
FORBIDDEN = -10_000.0


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Sizes of the parts that are learnt from nothing. `left` and `right`: how far an anchor's surroundings reach."""

    width: int = 128
    heads: int = 4
    layers: int = 2
    left: int = 96
    right: int = 224
    dropout: float = 0.15

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def allowed() -> Tensor:
    """[14, 14] of bool: which role tag may follow which; the last row is the start, the last column the end.

    Begin and inside are followed by inside or end of the same role, everything else by O, a begin or a single.
    """
    size = ROLE_TAGS + 1
    table = torch.zeros(size, size, dtype=torch.bool)
    opening = [0, *(base + i for base in (1, 5, 9) for i in (0, 3)), ROLE_TAGS]
    for tag in (0, ROLE_TAGS, *(base + i for base in (1, 5, 9) for i in (2, 3))):
        table[tag, opening] = True
    for base in (1, 5, 9):
        for tag in (base, base + 1):
            table[tag, [base + 1, base + 2]] = True
            table[tag, ROLE_TAGS] = True  # the surroundings may end before the span does
        table[ROLE_TAGS, [base + 1, base + 2]] = True  # or begin after it began
    return table


class Partition(torch.autograd.Function):  # type: ignore[misc]
    """Log-partition [N] of linear chains by forward–backward in numpy: a tenth of the time of autograd's many steps."""

    @staticmethod
    def forward(ctx: Any, emissions: Tensor, table: Tensor, lengths: Tensor) -> Tensor:
        scores, sizes = emissions.detach().numpy().astype(np.float64), lengths.numpy()
        weights = np.exp(table.detach().numpy().astype(np.float64))
        start, end, inner = weights[-1, :-1], weights[:-1, -1], weights[:-1, :-1]
        top = scores.max(axis=2, keepdims=True)
        local = np.exp(scores - top)
        alpha, norm = np.zeros_like(scores), np.ones(scores.shape[:2])
        for i in range(scores.shape[1]):
            now = local[:, i] * (start if i == 0 else alpha[:, i - 1] @ inner)
            norm[:, i] = now.sum(axis=1)
            alpha[:, i] = now / norm[:, i, None]
        rows = np.arange(len(sizes))
        final = (alpha[rows, sizes - 1] * end).sum(axis=1)
        inside = np.arange(scores.shape[1])[None] < sizes[:, None]
        total = ((np.log(norm) + top[:, :, 0]) * inside).sum(axis=1) + np.log(final)
        beta = np.zeros_like(scores)
        later = np.zeros_like(scores)  # local · beta / norm of the step after
        for i in range(scores.shape[1] - 1, -1, -1):
            last = (sizes - 1 == i)[:, None]
            if i + 1 < scores.shape[1]:
                later[:, i] = local[:, i + 1] * beta[:, i + 1] / norm[:, i + 1, None] * inside[:, i + 1, None]
                beta[:, i] = later[:, i] @ inner.T
            beta[:, i] = np.where(last, end / final[:, None], beta[:, i])
        ctx.kept = alpha, beta, later, inside, weights, rows, sizes
        return torch.from_numpy(total).to(emissions.dtype)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, Tensor, None]:
        alpha, beta, later, inside, weights, rows, sizes = ctx.kept
        grad = grads[0].numpy().astype(np.float64)
        share = alpha * beta * inside[:, :, None] * grad[:, None, None]
        table = np.zeros_like(weights)
        states = alpha.shape[2]
        table[:-1, :-1] = (alpha * grad[:, None, None]).reshape(-1, states).T @ later.reshape(-1, states)
        table[:-1, :-1] *= weights[:-1, :-1]
        table[-1, :-1] = share[:, 0].sum(axis=0)
        table[:-1, -1] = share[rows, sizes - 1].sum(axis=0)
        return torch.from_numpy(share).float(), torch.from_numpy(table).float(), None


class Crf(nn.Module):  # type: ignore[misc]
    """A linear chain over role tags with learnt transitions; steps that make no sense are forbidden."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(ROLE_TAGS + 1, ROLE_TAGS + 1))
        self.register_buffer("allowed", allowed(), persistent=False)

    def transitions(self) -> Tensor:
        """[14, 14] scores, start in the last row and end in the last column."""
        return torch.where(self.allowed, self.weights, torch.full_like(self.weights, FORBIDDEN))

    def loss(self, emissions: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood [N] of `tags` [N, R] under `emissions` [N, R, 13]; `lengths` [N] ≥ 1."""
        table = self.transitions()
        start, end, inner = table[-1, :-1], table[:-1, -1], table[:-1, :-1]
        steps = emissions.shape[1]
        mask = torch.arange(steps)[None, :] < lengths[:, None]
        gold = (emissions.gather(2, tags[:, :, None]).squeeze(2) * mask).sum(1) + start[tags[:, 0]]
        gold = gold + (inner[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum(1)
        gold = gold + end[tags.gather(1, lengths[:, None] - 1).squeeze(1)]
        return Partition.apply(emissions, table, lengths) - gold


class Layer(nn.Module):  # type: ignore[misc]
    """A pre-norm transformer layer with a depthwise convolution that mixes neighbouring characters."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.near = nn.Conv1d(width, width, 5, padding=2, groups=width)
        self.norm_near, self.norm, self.norm_out = nn.LayerNorm(width), nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, valid: Tensor) -> Tensor:
        """For x [N, R, width] and valid [N, R, 1], 1 where there is a character and 0 where there is none."""
        mask = (1.0 - valid.transpose(1, 2))[:, None] * FORBIDDEN
        near = self.near((self.norm_near(x) * valid).transpose(1, 2)).transpose(1, 2)
        x = x + functional.gelu(near)
        n, r, width = x.shape
        parts = self.qkv(self.norm(x)).view(n, r, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask)
        x = x + self.drop(self.out(mixed.transpose(1, 2).reshape(n, r, width)))
        return x + self.drop(self.down(functional.gelu(self.up(self.norm_out(x)))))


class Characters(nn.Module):  # type: ignore[misc]
    """From the encoder's states of pieces to states of characters, and the anchor tagger on them."""

    def __init__(self, hidden: int, shape: Shape) -> None:
        super().__init__()
        width = shape.width
        self.class_hint = nn.Embedding(CLASS_COUNT, width)
        self.depth_hint = nn.Embedding(DEPTHS, width)
        self.place_hint = nn.Embedding(PLACES, width)
        self.narrow, self.spell = nn.Linear(hidden, width), nn.Linear(hidden, width)
        self.mixers = nn.ModuleList(nn.Conv1d(width, width, 5, padding=2) for _ in range(2))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(2))
        self.anchor_hidden, self.anchor = nn.Linear(width, width), nn.Linear(width, ANCHOR_TAGS)
        nn.init.constant_(self.anchor.bias[:1], 3.0)
        self.drop = nn.Dropout(shape.dropout)

    def forward(
        self, hidden: Tensor, letters: Tensor, place: Tensor, kinds: Tensor, depth: Tensor, valid: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Takes hidden [B, C, 384], each character's piece, letters [B, C, 384], its own embedding, and place, kinds,
        depth, valid [B, C]. Gives (anchor scores [B, C, 4], states [B, C, width]).
        """
        return self.mix(hidden, self.spell(self.drop(letters)), place, kinds, depth, valid)

    def mix(
        self, hidden: Tensor, spelled: Tensor, place: Tensor, kinds: Tensor, depth: Tensor, valid: Tensor
    ) -> tuple[Tensor, Tensor]:
        """The same with the letters already projected, [B, C, width]."""
        x = self.narrow(self.drop(hidden)) + spelled
        x = x + self.class_hint(kinds) + self.depth_hint(depth) + self.place_hint(place)
        present = valid.to(x.dtype)[:, :, None]
        for mixer, norm in zip(self.mixers, self.norms, strict=True):
            x = x + functional.gelu(mixer((norm(x) * present).transpose(1, 2)).transpose(1, 2))
        return self.anchor(self.drop(functional.gelu(self.anchor_hidden(x)))), x


class Conditioned(nn.Module):  # type: ignore[misc]
    """What surrounds one anchor: its roles, its targets and the stances, whether it is an attribution, and its type."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.width
        self.distance = nn.Embedding(DISTANCES, width)
        self.sentence = nn.Embedding(SENTENCES, width)
        self.paragraph = nn.Embedding(PARAGRAPHS, width)
        self.from_anchor = nn.Linear(width, width)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(width)
        self.emit = nn.Linear(width, ROLE_TAGS)
        nn.init.constant_(self.emit.bias[:1], 3.0)  # most characters are outside: no need to learn that slowly
        self.target = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, TARGET_TAGS))
        self.judge = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, JUDGEMENTS))
        self.drop = nn.Dropout(shape.dropout)

    def forward(
        self, states: Tensor, valid: Tensor, distance: Tensor, sentence: Tensor, paragraph: Tensor, at: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Takes states [N, R, width]; valid (1 or 0), distance, sentence, paragraph [N, R]; at [N], the anchor's place.

        Gives (emissions [N, R, 13]; judgement [N, 7]: is an attribution, then direct, indirect, mixed, then favor,
        against, neutral; targets [N, R, 6]: O, begin, inside, then favor, against, neutral).
        """
        picked = states.gather(1, at[:, None, None].expand(-1, 1, states.shape[2]))
        x = states + self.distance(distance) + self.sentence(sentence) + self.paragraph(paragraph)
        x = self.drop(x + self.from_anchor(picked))
        present = valid.to(x.dtype)[:, :, None]
        for layer in self.layers:
            x = layer(x, present)
        x = self.norm(x)
        picked = x.gather(1, at[:, None, None].expand(-1, 1, x.shape[2])).squeeze(1)
        return self.emit(self.drop(x)), self.judge(picked), self.target(self.drop(x))


class AttributionNetwork(nn.Module):  # type: ignore[misc]
    """Both parts and the CRF, as they are trained together."""

    def __init__(self, encoder: Any, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = encoder
        self.characters = Characters(encoder.config.hidden_size, shape)
        self.conditioned = Conditioned(shape)
        self.crf = Crf()

    def spell(self, pieces: Tensor) -> Tensor:
        """The embedding table's rows for single characters, which are not trained on."""
        return functional.embedding(pieces, self.encoder.embeddings.word_embeddings.weight.detach())
