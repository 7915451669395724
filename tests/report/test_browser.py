"""The views in a real browser, opened from files: they load their rows, filter and sort, and run nothing else."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from shuishuo.document import Document
from shuishuo.report import report, write_report

from .samples import PAYLOADS, Page, injected, sample

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason="no Chromium")]


def seen(folder: Path, address: str) -> Page:
    """The page as it stands after its scripts have run."""
    done = subprocess.run(  # noqa: S603
        [
            str(BROWSER), "--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000",
            f"--user-data-dir={folder / 'profile'}", "--dump-dom", f"file://{folder}/{address}",
        ],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert "Refused" not in done.stderr
    return Page(done.stdout)


def table_of(page: Page) -> str:
    """The texts of the page after the head of its table."""
    return re.sub(r"\s+", " ", page.text.partition("对谁、立场")[2])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on a harmless article and one for each payload, none of which gold has."""
    folder = tmp_path_factory.mktemp("report")
    hostile = [injected(payload) for payload in PAYLOADS]
    gold = [replace(Document.from_record(record), attributions=()) for record in [sample(), *hostile]]
    write_report(report([sample(), *hostile], gold=gold), folder)
    return folder


def test_the_rows_come_in_from_beside_the_page(folder: Path) -> None:
    page = seen(folder, "corpus.html")
    assert f"1–{len(PAYLOADS) + 3} / {len(PAYLOADS) + 3}" in page.text
    assert "a.html#c1" in page.values("href")


def test_an_address_chooses_rows(folder: Path) -> None:
    text = table_of(seen(folder, "corpus.html#speaker=%E9%99%88%E7%A0%9A&target=%E6%98%9F%E6%B2%B3"))
    assert "1–1 / 1" in seen(folder, "corpus.html#speaker=%E9%99%88%E7%A0%9A").text
    assert "星河公司不实" in text
    assert "云舟科技" not in text


def test_hostile_texts_are_shown_and_do_nothing(folder: Path) -> None:
    for view in ("corpus.html", "errors.html"):
        page = seen(folder, view)
        assert not {"img", "iframe", "base"} & set(page.tags)
        assert not [name for _, name, _ in page.attributes if name.startswith("on")]
        assert not [href for href in page.values("href") if re.match(r"\s*(javascript|data):", href)]
        shown = [payload for payload in PAYLOADS if payload in page.text]
        assert len(shown) >= 15  # the errors are on two pages


def test_the_errors_are_listed_with_both_readings(folder: Path) -> None:
    page = seen(folder, "errors.html#q=%E6%98%9F%E6%B2%B3")
    assert "1–2 / 2" in page.text
    assert "没有这一条" in page.text
    assert page.tags["del"] >= 2


def test_a_link_to_a_place_lights_it_up(folder: Path) -> None:
    page = seen(folder, "a.html#c2")
    assert any("lit" in value.split() for value in page.values("class"))
    assert any({"card", "on"} <= set(value.split()) for value in page.values("class"))
