"""What several tests share."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SEED = REPOSITORY / "corpus" / "raw" / "000_3973d97bea6e4fed.txt"


@pytest.fixture(scope="session")
def seed_text() -> str:
    """The first article, byte for byte as it was given."""
    return SEED.read_bytes().decode("utf-8")
