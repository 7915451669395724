"""A small corpus of invented articles on disk."""

from pathlib import Path

import pytest
from corpus_sample import write_corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    root = tmp_path / "corpus"
    write_corpus(root)
    return root
