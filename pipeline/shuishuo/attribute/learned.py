"""The trained system: what the attribution model finds in the clean text, as attributions of the record."""

from functools import cache

from ..record import Attribution, Range, Record, Span
from ..resources import folder
from .headline import body_start
from .model import AttributionModel

MODEL = "models/attribution"


def attribute(record: Record) -> Record:
    """The record with its `attributions` found by the model, which is loaded at the first call.

    Raises ShuishuoError E405 where the record is not segmented, E401 where the model is not as published.
    """
    start = body_start(record)
    found = [item for item in loaded_model().predict(record.clean) if item.content and item.content[0][0] >= start]
    found.sort(key=lambda item: (item.content[0][0], item.cue))

    def spans(ranges: tuple[Range, ...]) -> tuple[Span, ...]:
        return tuple(record.span(*place) for place in ranges)

    return record.with_(
        attributions=tuple(
            Attribution(
                id=f"a{number}",
                type=item.type,
                source=spans(item.source),
                cue=spans(item.cue),
                content=spans(item.content),
                confidence=round(item.confidence, 3),
            )
            for number, item in enumerate(found, 1)
        )
    )


@cache
def loaded_model() -> AttributionModel:
    """The model, loaded once a process. Raises ShuishuoError E401 where it is not as published."""
    return AttributionModel(folder(MODEL))
