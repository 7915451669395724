"""Who is spoken of in a content, and how: the attribution model's third output, read for attributions from anywhere.

The model tags, for one anchor (a cue, or a content's first character), the characters around it: whether they are part
of a target's mention, and on which side the speaker stands to what is mentioned. In numpy alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..record import Attribution, Range, Record
from . import model_input as inputs
from .learned import loaded_model
from .model import AttributionModel
from .model_decode import Floats

_KIND_OF_TAG = 3  # the first three tags are O, begin and inside, the rest are the labels
_OVERALL = 4  # judgements before the content's own label


@dataclass(frozen=True, kw_only=True)
class ContentReading:
    """What the model makes of one content.

    `places` [T]: the clean offsets of its characters, in order. Each has a row in `mention` [T, 3], probabilities of
    standing outside a target's mention, beginning one, and being inside one; and in `sides` [T, 3], log-probabilities
    of favor, against and neutral. `overall` [3]: the same of the content as a whole. `hidden` [L, 384]: the encoder's
    states of all the text's characters, shared by an article's readings.
    """

    places: inputs.Numbers
    mention: Floats
    sides: Floats
    overall: Floats
    hidden: Floats


def read_contents(record: Record) -> list[ContentReading] | None:
    """A reading of each of the record's attributions, in their order; None where the model was not trained for it.

    The article goes through the encoder again only where it is not the one that the model saw last. Raises
    ShuishuoError E401 where the model is not as published.
    """
    model = loaded_model()
    return read(model, record.clean, record.attributions) if model.finds_targets else None


def read(
    model: AttributionModel, clean: str, attributions: Sequence[Attribution], *, without: Sequence[Range] = ()
) -> list[ContentReading]:
    """The same by a given model. `without`: for each attribution, a range of characters that count as not there, by
    which the weight of words is found; empty to hide nothing.
    """
    if not attributions:
        return []
    hidden, states = model.character_states(clean)
    kinds = inputs.classes(clean)
    sentences, paragraphs = inputs.ordinals(kinds)
    anchors = np.array([anchor(attribution) for attribution in attributions], dtype=np.int64)
    readings: dict[int, ContentReading] = {}
    for rows, left, right in _batches(model, attributions, anchors):
        chosen = anchors[rows]
        low, high = np.maximum(0, chosen - left), np.minimum(len(clean), chosen + right)
        columns = low[:, None] + np.arange(int((high - low).max()))[None, :]
        valid = (columns < high[:, None]).astype(np.int64)
        if without:
            gaps = np.array([without[row] for row in rows])
            valid[(columns >= gaps[:, :1]) & (columns < gaps[:, 1:])] = 0
        columns = np.minimum(columns, len(clean) - 1)
        targets, judged = model.targets(
            states[columns],
            valid,
            *inputs.as_seen_from(chosen, columns, sentences, paragraphs),
            chosen - low,
        )
        for i, row in enumerate(rows):
            places = np.concatenate([np.arange(*span.clean) for span in attributions[row].content])
            tags = targets[i, places - low[i]]
            readings[row] = ContentReading(
                places=places,
                mention=np.exp(_log_softmax(tags[:, :_KIND_OF_TAG])),
                sides=_log_softmax(tags[:, _KIND_OF_TAG:]),
                overall=_log_softmax(judged[i, _OVERALL:]),
                hidden=hidden,
            )
    return [readings[row] for row in range(len(attributions))]


def anchor(attribution: Attribution) -> int:
    """Where the model looks from: the start of the last cue, without a cue the content's first character."""
    return max(span.clean[0] for span in attribution.cue) if attribution.cue else attribution.content[0].clean[0]


def _batches(
    model: AttributionModel, attributions: Sequence[Attribution], anchors: Iterable[int]
) -> Iterator[tuple[list[int], int, int]]:
    """Rows that are read in one call, and how far to the left and right: as in training, or twice, four times as far
    where the content would not fit.
    """
    settings = model.settings
    groups: dict[Range, list[int]] = defaultdict(list)
    for row, (attribution, at) in enumerate(zip(attributions, anchors, strict=True)):
        left, right = settings.left, settings.right
        while at - left > min(span.clean[0] for span in attribution.content):
            left *= 2
        while at + right < max(span.clean[1] for span in attribution.content):
            right *= 2
        groups[left, right].append(row)
    for (left, right), rows in sorted(groups.items()):
        for first in range(0, len(rows), settings.batch):
            yield rows[first : first + settings.batch], left, right


def _log_softmax(scores: Floats) -> Floats:
    shifted: Floats = scores - scores.max(axis=-1, keepdims=True)
    out: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return out
