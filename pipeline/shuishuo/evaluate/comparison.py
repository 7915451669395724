"""A comparison: gold and prediction of one article brought together, which everything else here reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..document import Attribution, Document
from ..errors import ShuishuoError
from .entities import match_entities
from .pairing import Pair, pair_attributions


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One article: the pairs, what was missed, what is spurious, and which predicted entity is which gold one."""

    text: str
    gold: Document
    predicted: Document
    pairs: tuple[Pair, ...]
    missed: tuple[Attribution, ...]
    spurious: tuple[Attribution, ...]
    entities: Mapping[str, str]

    def speaker_right(self, pair: Pair) -> bool:
        """Whether the predicted speaker is the gold one, or both are unknown."""
        if pair.predicted.speaker is None:
            return pair.gold.speaker is None
        return pair.gold.speaker is not None and self.entities.get(pair.predicted.speaker) == pair.gold.speaker

    def kind_right(self, pair: Pair) -> bool:
        """Whether the predicted speaker is the gold one and of the same kind."""
        gold, predicted = self.gold.entity(pair.gold.speaker), self.predicted.entity(pair.predicted.speaker)
        return self.speaker_right(pair) and gold is not None and predicted is not None and gold.kind == predicted.kind

    def labels(self, pair: Pair) -> dict[str, str]:
        """The predicted stance labels of a pair by gold target; stances toward unmatched entities are left out."""
        named = ((self.entities.get(stance.target), stance.label) for stance in pair.predicted.stances)
        return {target: label for target, label in named if target is not None}


def compare(gold: Document, predicted: Document, text: str) -> Comparison:
    """Compare the prediction for one article with its gold. Raises ShuishuoError E301 where a span does not fit."""
    gold.check(text)
    predicted.check(text)
    pairs = pair_attributions(gold.attributions, predicted.attributions, text)
    found, right = {pair.gold.id for pair in pairs}, {pair.predicted.id for pair in pairs}
    return Comparison(
        text=text,
        gold=gold,
        predicted=predicted,
        pairs=pairs,
        missed=tuple(a for a in gold.attributions if a.id not in found),
        spurious=tuple(a for a in predicted.attributions if a.id not in right),
        entities=match_entities(gold, predicted, pairs, text),
    )


def compare_all(
    gold: Iterable[Document], predicted: Iterable[Document], texts: Mapping[str, str]
) -> tuple[Comparison, ...]:
    """Compare article by article, in the order of `gold`; predictions about other articles are left aside.

    Raises ShuishuoError E305 where an article of `gold` has no prediction or no text.
    """
    by_id = {document.id: document for document in predicted}
    documents = tuple(gold)
    lacking = [document.id for document in documents if document.id not in by_id or document.id not in texts]
    if lacking:
        raise ShuishuoError("E305", f"missing: {', '.join(lacking)}")
    return tuple(compare(document, by_id[document.id], texts[document.id]) for document in documents)
