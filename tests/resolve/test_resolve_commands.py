import json
from pathlib import Path

import pytest

from shuishuo.cli import main
from shuishuo.output import read_records

TEXT = "木兰公司方面表示：“我们会改。”\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_annotate_links_to_the_users_list_and_link_groups_by_it(article: Path, tmp_path: Path) -> None:
    names, records, groups = (tmp_path / name for name in ("names.csv", "out.jsonl", "groups.jsonl"))
    names.write_text("id,name,kind\nQ1,木兰公司,organization\n", encoding="utf-8")
    command = ["annotate", str(article), "--system", "rules", "--entities", str(names), "--output", str(records)]
    assert main(command) == 0
    assert [entity.link for entity in next(read_records(records)).entities] == ["Q1"]
    assert main(["link", str(records), "--output", str(groups)]) == 0
    assert [json.loads(line)["link"] for line in groups.read_text(encoding="utf-8").splitlines()] == ["Q1"]


def test_a_bad_list_is_wrong_use(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = tmp_path / "names.csv"
    names.write_text("id,name,kind\nQ1,木兰公司,firm\n", encoding="utf-8")
    assert main(["annotate", str(article), "--entities", str(names), "--output", str(tmp_path / "o.jsonl")]) == 2
    assert "E206" in capsys.readouterr().err
