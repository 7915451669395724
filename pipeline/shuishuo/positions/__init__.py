"""Positions: where each speaker stands to each target, over one article or many, and who contradicts whom.

    said = list(statements(records))
    positions(said); positions(said, period="month"); contradictions(said)

Pure functions of annotated records; `python -m shuishuo.positions RECORDS.jsonl --output FOLDER` writes them as files.
"""

from .balance import PERIODS, Position, Share, positions, wilson
from .contradictions import Contradiction, contradictions
from .files import write_map
from .statements import Party, Statement, statements

__all__ = [
    "PERIODS",
    "Contradiction",
    "Party",
    "Position",
    "Share",
    "Statement",
    "contradictions",
    "positions",
    "statements",
    "wilson",
    "write_map",
]
