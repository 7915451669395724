"""Position maps and contradictions as CSV and JSON files: the same statements give the same bytes."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..output import whole_file
from .balance import Position
from .contradictions import Contradiction
from .statements import Statement

_DIGITS = 4

POSITION_COLUMNS = (
    "speaker", "speaker_kind", "target", "target_kind", "period", "articles", "favor", "against", "neutral",
    "favor_share", "favor_low", "favor_high", "against_share", "against_low", "against_high",
    "lean", "lean_low", "lean_high",
)  # fmt: skip
CONTRADICTION_COLUMNS = (
    "target", "matter",
    *(f"{side}_{column}" for side in ("favor", "against") for column in
      ("speaker", "article", "published", "attribution", "confidence", "content")),
)  # fmt: skip


def position_row(position: Position) -> dict[str, Any]:
    """A position as a row of POSITION_COLUMNS; shares and leans rounded, None where no side is taken."""
    row: dict[str, Any] = {
        "speaker": position.speaker.name,
        "speaker_kind": position.speaker.kind,
        "target": position.target.name,
        "target_kind": position.target.kind,
    }
    row |= {name: getattr(position, name) for name in ("period", "articles", "favor", "against", "neutral")}
    for side, share in (("favor", position.favor_share), ("against", position.against_share)):
        row |= {f"{side}_share": share.value, f"{side}_low": share.low, f"{side}_high": share.high}
    row |= {name: getattr(position, name) for name in ("lean", "lean_low", "lean_high")}
    return {key: round(value, _DIGITS) if isinstance(value, float) else value for key, value in row.items()}


def contradiction_row(one: Contradiction) -> dict[str, Any]:
    """A contradiction as a row of CONTRADICTION_COLUMNS."""
    row: dict[str, Any] = {"target": one.favor.target.name, "matter": round(one.matter, _DIGITS)}
    for side, said in (("favor", one.favor), ("against", one.against)):
        row |= {f"{side}_speaker": said.speaker.name}
        for column in ("article", "published", "attribution", "confidence", "content"):
            row[f"{side}_{column}"] = getattr(said, column)
    return row


def write_map(
    maps: Mapping[str, Sequence[Position]], found: Sequence[Contradiction], said: Sequence[Statement], folder: Path
) -> None:
    """Write into `folder`: positions-NAME.csv for each of `maps`, contradictions.csv, and positions.json with all of it
    and the statements behind it. Raises ShuishuoError E404 where a file cannot be written.
    """
    tables = {name: [position_row(position) for position in rows] for name, rows in maps.items()}
    contradicting = [contradiction_row(one) for one in found]
    for name, rows in tables.items():
        _write_csv(folder / f"positions-{name}.csv", POSITION_COLUMNS, rows)
    _write_csv(folder / "contradictions.csv", CONTRADICTION_COLUMNS, contradicting)
    whole = {"positions": tables, "contradictions": contradicting, "statements": [asdict(one) for one in said]}
    with whole_file(folder / "positions.json") as file:
        json.dump(whole, file, ensure_ascii=False, indent=1)
        file.write("\n")


def _write_csv(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    with whole_file(path) as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
