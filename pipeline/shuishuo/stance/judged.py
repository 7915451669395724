"""What the fits of this room learn from: candidates of gold's attributions, with what gold says of each."""

from collections.abc import Iterable, Iterator, Mapping

from ..attribute.model_targets import ContentReading, read_contents
from ..document import Document
from ..errors import ShuishuoError
from ..evaluate.entities import match_entities
from ..evaluate.gold_input import with_gold_attributions, with_gold_targets
from ..evaluate.pairing import pair_attributions
from ..record import Label, Record
from ..resolve import resolve
from .candidates import Article, Candidate
from .linking import with_tagged

Judged = tuple[Article, Candidate, ContentReading, bool, Label | None]


def judged(records: Iterable[Record], gold: Mapping[str, Document]) -> Iterator[Judged]:
    """Of each gold attribution of segmented records first what the stage would find in it, with whether it is a target
    and no label; then gold's own targets, with their labels.

    Raises ShuishuoError E401 where the model does not find targets.
    """
    for record in records:
        document = gold[record.id]
        resolved = resolve(with_gold_attributions(record, document))
        readings = read_contents(resolved)
        if readings is None:
            raise ShuishuoError("E401", "the attribution model has no output `targets`")
        sides = {a.id: {s.target: s.label for s in a.stances} for a in document.attributions}
        tagged = with_tagged(resolved, readings)
        found = Document.from_record(tagged)
        pairs = pair_attributions(document.attributions, found.attributions, record.raw)
        matched = match_entities(document, found, pairs, record.raw)
        article, given = Article(tagged), Article(with_gold_targets(resolved, document))
        entities = {entity.id: entity for entity in given.record.entities}
        both = zip(tagged.attributions, given.record.attributions, readings, strict=True)
        for attribution, known, reading in both:
            for candidate in article.candidates(attribution):
                true = matched.get(candidate.entity.id) in sides[attribution.id]
                yield article, candidate, reading, true, None
            for target, label in sides[known.id].items():
                yield given, given.candidate(known, entities[target]), reading, True, label
