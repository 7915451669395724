"""Nothing is asked of a network: annotation works where no socket can be opened."""

import socket
from pathlib import Path
from typing import NoReturn

import pytest

from shuishuo.cli import main

from .conftest import SEED


def test_annotate_opens_no_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert main(["annotate", str(SEED), "--output", str(tmp_path / "out.jsonl")]) == 0
