"""Who is it: speakers of paired attributions by the way their source refers to them, and B³ over the speakers.

B³ (Bagga and Baldwin 1998, "Algorithms for scoring coreference chains") asks for each attribution which others of its
article have the same speaker: precision is the share of those that the prediction holds together which gold holds
together too, recall the reverse. It needs no map between entities, so it judges the resolution without the names.
"""

from collections.abc import Hashable, Sequence

from .comparison import Comparison
from .figures import Figure, bootstrap
from .groups import source_form
from .pairing import Pair

REFERENCES = ("name", "description", "pronoun", "left out")
_MICRO = 1_000_000  # sums of shares travel as whole millionths
_SHARED = 2  # characters of the name in the source that make it a naming one


def reference(pair: Pair, comparison: Comparison) -> str:
    """How the gold source refers to its speaker: one of REFERENCES.

    By `name` where a person's or an organisation's source has two characters of the canonical name in a row, or the
    family name alone; every other noun phrase is a `description`.
    """
    form = source_form(pair.gold)
    if form != "explicit":
        return form
    speaker = comparison.gold.entity(pair.gold.speaker)
    if speaker is None or speaker.kind not in ("person", "organization"):
        return "description"
    words, name = pair.gold.source[0].text, speaker.name
    pieces = (name[at : at + _SHARED] for at in range(len(name) - 1))
    return "name" if words == name[:1] or any(piece in words for piece in pieces) else "description"


def b_cubed(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> tuple[float, float]:
    """Sums of B³ precision and recall over the items, whose clusters `gold` and `predicted` name in the same order.

    Divide by the number of items for the means. Raises ValueError where the two differ in length.
    """
    both = list(zip(gold, predicted, strict=True))
    precision = recall = 0.0
    for cluster, found in both:
        shared = both.count((cluster, found))
        precision += shared / sum(other == found for _, other in both)
        recall += shared / sum(other == cluster for other, _ in both)
    return precision, recall


def speaker_figures(comparisons: Sequence[Comparison], *, draws: int, seed: int) -> dict[str, Figure]:
    """Speaker accuracy on pairs under each of REFERENCES (those without gold left out), and B³ over the speakers.

    Shares between 0 and 1 with intervals as in `figures.bootstrap`.
    """
    return bootstrap([_row(comparison) for comparison in comparisons], _measured, draws=draws, seed=seed)


def _row(comparison: Comparison) -> list[int]:
    """Pairs and right ones under each reference, then the number of pairs with B³ sums in millionths."""
    row = dict.fromkeys(REFERENCES, (0, 0))
    for pair in comparison.pairs:
        pairs, right = row[reference(pair, comparison)]
        row[reference(pair, comparison)] = pairs + 1, right + comparison.speaker_right(pair)
    # An unknown speaker is nobody else's: its attribution is a cluster of its own.
    gold = [pair.gold.speaker or (pair.gold.id,) for pair in comparison.pairs]
    predicted = [pair.predicted.speaker or (pair.predicted.id,) for pair in comparison.pairs]
    precision, recall = b_cubed(gold, predicted)
    return [
        *(count for name in REFERENCES for count in row[name]),
        len(gold),
        round(precision * _MICRO),
        round(recall * _MICRO),
    ]


def _measured(row: Sequence[int]) -> dict[str, float]:
    out = {}
    for at, name in enumerate(REFERENCES):
        pairs, right = row[2 * at : 2 * at + 2]
        if pairs:
            out[f"speaker, by {name}" if name != "left out" else "speaker, left out"] = right / pairs
    items, precision, recall = row[-3:]
    if items:
        p, r = precision / items / _MICRO, recall / items / _MICRO
        out |= {"speaker B3 precision": p, "speaker B3 recall": r, "speaker B3 F1": 2 * p * r / (p + r)}
    return out
