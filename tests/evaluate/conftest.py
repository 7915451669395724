"""The invented article and its gold as fixtures."""

from pathlib import Path

import pytest
from evaluate_sample import ANNOTATION, TEXT

from shuishuo.document import Document
from shuishuo.gold import compile_annotations


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def gold(tmp_path: Path) -> Document:
    path = tmp_path / "yunzhou.txt"
    path.write_text(ANNOTATION, encoding="utf-8")
    return compile_annotations({"yunzhou": TEXT}, [path])[0]
