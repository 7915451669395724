"""The evaluation set: a table with one row for every paired, missed or spurious attribution, gold beside prediction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ..document import Attribution, Document, Span
from .causes import lone_cause, pair_causes
from .comparison import Comparison, compare_all
from .groups import groups_of
from .pairing import Pair
from .spans import pieces, trim

_SIDES = ("gold", "predicted")
_PARTS = ("content", "cue", "source")

COLUMNS: dict[str, str] = {
    "article": "string",
    "status": "string",  # paired, missed, spurious
    "gold_id": "string",
    "predicted_id": "string",
    "jaccard": "Float64",  # of the contents' characters, 0 to 1; of pairs only
    "cause": "string",  # see `causes`; joined with "; ", empty where everything is right
    **{f"{side}_type": "string" for side in _SIDES},
    "type_right": "boolean",  # this and all other `…_right`: of pairs only
    **{
        column: dtype
        for part in _PARTS
        for column, dtype in (
            (f"gold_{part}", "string"),  # the words, pieces joined with " … "
            (f"predicted_{part}", "string"),
            (f"gold_{part}_spans", "string"),  # start-end of each piece, joined with a space; raw code points
            (f"predicted_{part}_spans", "string"),
            (f"{part}_right", "boolean"),  # as the protocol compares spans
        )
    },
    **{f"{side}_speaker": "string" for side in _SIDES},  # the name; missing where the speaker is unknown
    "speaker_right": "boolean",
    **{f"{side}_speaker_kind": "string" for side in _SIDES},
    "speaker_kind_right": "boolean",
    **{f"{side}_stances": "string" for side in _SIDES},  # target=label, joined with "; "
    "stances_right": "boolean",  # the same targets with the same labels
    "cue_position": "string",  # these two: of the gold attribution, of a spurious one its own
    "source_form": "string",
}


def evaluation_set(gold: Iterable[Document], predicted: Iterable[Document], texts: Mapping[str, str]) -> pd.DataFrame:
    """The evaluation set, with the columns and dtypes of COLUMNS, in the order of `gold` and within an article of the
    text. Raises ShuishuoError E305 and E301 as `evaluate` does.
    """
    rows = [row for comparison in compare_all(gold, predicted, texts) for row in _rows(comparison)]
    columns = {name: pd.Series([row.get(name) for row in rows], dtype=dtype) for name, dtype in COLUMNS.items()}
    return pd.DataFrame(columns)


def write_evaluation_set(frame: pd.DataFrame, folder: Path) -> None:
    """Write evalset.parquet and evalset.csv into `folder`; the same table gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    frame.to_parquet(folder / "evalset.parquet", index=False, compression="zstd")
    frame.to_csv(folder / "evalset.csv", index=False, lineterminator="\n", encoding="utf-8")


def _rows(comparison: Comparison) -> list[dict[str, Any]]:
    placed = [(pair.gold, _pair_row(comparison, pair)) for pair in comparison.pairs]
    placed += [(a, _lone_row(comparison, a, "missed")) for a in comparison.missed]
    placed += [(a, _lone_row(comparison, a, "spurious")) for a in comparison.spurious]
    return [row for a, row in sorted(placed, key=lambda item: (item[0].content[0].start, item[1]["status"]))]


def _pair_row(comparison: Comparison, pair: Pair) -> dict[str, Any]:
    gold, predicted, text = pair.gold, pair.predicted, comparison.text
    labels = {stance.target: stance.label for stance in gold.stances}
    return {
        "article": comparison.gold.id,
        "status": "paired",
        "jaccard": pair.jaccard,
        "cause": "; ".join(pair_causes(comparison, pair)),
        **_side("gold", gold, comparison.gold),
        **_side("predicted", predicted, comparison.predicted),
        **_groups(gold, comparison.gold),
        "type_right": gold.type == predicted.type,
        "content_right": pieces(gold.content, text) == pieces(predicted.content, text),
        "cue_right": _trimmed(gold.cue, text) == _trimmed(predicted.cue, text),
        "source_right": _trimmed(gold.source, text) == _trimmed(predicted.source, text),
        "speaker_right": comparison.speaker_right(pair),
        "speaker_kind_right": comparison.kind_right(pair) if gold.speaker is not None else None,
        "stances_right": labels == comparison.labels(pair) and len(labels) == len(predicted.stances),
    }


def _lone_row(comparison: Comparison, attribution: Attribution, status: Any) -> dict[str, Any]:
    document = comparison.gold if status == "missed" else comparison.predicted
    return {
        "article": comparison.gold.id,
        "status": status,
        "cause": lone_cause(comparison, attribution, status),
        **_side("gold" if status == "missed" else "predicted", attribution, document),
        **_groups(attribution, document),
    }


def _side(side: str, attribution: Attribution, document: Document) -> dict[str, Any]:
    speaker = document.entity(attribution.speaker)
    names = {entity.id: entity.name for entity in document.entities}
    return {
        f"{side}_id": attribution.id,
        f"{side}_type": attribution.type,
        **{key: value for part in _PARTS for key, value in _spans(side, part, getattr(attribution, part))},
        f"{side}_speaker": speaker.name if speaker else None,
        f"{side}_speaker_kind": speaker.kind if speaker else None,
        f"{side}_stances": "; ".join(f"{names[stance.target]}={stance.label}" for stance in attribution.stances),
    }


def _spans(side: str, part: str, spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    yield f"{side}_{part}", " … ".join(span.text for span in spans)
    yield f"{side}_{part}_spans", " ".join(f"{span.start}-{span.end}" for span in spans)


def _groups(attribution: Attribution, document: Document) -> dict[str, str]:
    groups = groups_of(attribution, document)
    return {"cue_position": groups["cue position"], "source_form": groups["source form"]}


def _trimmed(spans: Sequence[Span], text: str) -> list[tuple[int, int]]:
    return sorted(trim(span, text) for span in spans)
