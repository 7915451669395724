"""The rule-based system: cue lexicon, quotation pairing, subject finding and content extent."""

from ...record import Attribution, Range, Record
from ..headline import body_start
from .acts import Act, acts
from .contents import lines, pieces, quote_type
from .lexicon import lexicon
from .reading import Reading

__all__ = ["attribute"]


def attribute(record: Record) -> Record:
    """The record with its `attributions` found by rule. Raises ShuishuoError E405 where it is not segmented."""
    reading = Reading(record)
    rows = []
    start = body_start(record)
    for act in acts(reading, lexicon()):
        spans = sorted({span for start, end in act.parts for span in pieces(reading, start, end)})
        if spans and spans[0][0] >= start:
            rows.append((spans, act))
    rows.sort(key=lambda row: (row[0][0], row[1].cue or (0, 0)))
    return record.with_(
        attributions=tuple(_attribution(reading, f"a{i}", spans, act) for i, (spans, act) in enumerate(rows, 1))
    )


def _attribution(reading: Reading, name: str, spans: list[Range], act: Act) -> Attribution:
    record = reading.record
    return Attribution(
        id=name,
        type=quote_type(reading, spans, level=act.level),
        source=tuple(record.span(*line) for line in lines(reading, *act.source)) if act.source else (),
        cue=(record.span(*act.cue),) if act.cue else (),
        content=tuple(record.span(*span) for span in spans),
        confidence=round(act.confidence, 3),
    )
