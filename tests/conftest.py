"""What several tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shuishuo.record import Record

from .marked_records import speakers_of, tell

REPOSITORY = Path(__file__).resolve().parent.parent
SEED = REPOSITORY / "corpus" / "raw" / "000_3973d97bea6e4fed.txt"


@pytest.fixture
def told() -> Callable[..., Record]:
    """`told("[s 1|甲公司][c 1|表示]，[q 1|……]", 甲公司="organization")`: a record with these attributions and names."""
    return tell


@pytest.fixture
def speakers() -> Callable[[Record], list[tuple[str, str] | None]]:
    """Name and kind of each attribution's speaker, in the order of the attributions."""
    return speakers_of
