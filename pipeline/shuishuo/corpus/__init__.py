"""Our own gold corpus: its index and split, its checks, its statistics, agreement of annotators, damaged twins.

faults = check(Path("corpus"), reference=Path("../shared"))
tables = stats(Path("corpus"), reference=Path("../shared/gold/train"))
"""

from .agreement import Agreement, agreement
from .check import Fault, check
from .index import Row, build_index, read_index, write_index
from .stats import Statistics, stats

__all__ = [
    "Agreement",
    "Fault",
    "Row",
    "Statistics",
    "agreement",
    "build_index",
    "check",
    "read_index",
    "stats",
    "write_index",
]
