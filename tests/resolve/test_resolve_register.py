from pathlib import Path

import pytest

from shuishuo.errors import ShuishuoError
from shuishuo.resolve import read_register, resolve

TABLE = "id\tname\tkind\taliases\nQ1\t木兰网络\torganization\t木兰|兰网\n"


@pytest.fixture
def listed(tmp_path: Path):
    def write(text: str, name: str = "names.tsv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_register(path)

    return write


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (TABLE, "names.tsv"),
        ("id,name,kind,aliases\nQ1,木兰网络,organization,木兰|兰网\n", "names.csv"),
        ('{"id": "Q1", "name": "木兰网络", "kind": "organization", "aliases": ["木兰", "兰网"]}\n', "names.jsonl"),
        ("id\tname\tkind\taliases\nQ1\t木蘭網絡\torganization\t木蘭|蘭網\n", "names.tsv"),
    ],
)
def test_all_names_of_a_listed_party_are_one(told, listed, text, name) -> None:
    record = told("[s 1|兰网][c 1|称][q 1|好]。[s 2|木兰][c 2|称][q 2|坏]。", 兰网="place", 木兰="person")
    record = resolve(record, register=listed(text, name))
    assert [(e.name, e.kind, e.link) for e in record.entities] == [("木兰", "organization", "Q1")]
    assert {a.speaker for a in record.attributions} == {record.entities[0].id}


def test_the_list_decides_over_the_kind(told, listed) -> None:
    marked = "[s 1|田小禾][c 1|称]，[q 1|会改]。"
    register = listed("id\tname\tkind\nQ2\t田小禾\torganization\n")
    assert resolve(told(marked, 田小禾="person")).entities[0].kind == "person"
    assert resolve(told(marked, 田小禾="person"), register=register).entities[0].kind == "organization"


def test_who_is_not_in_the_list_has_no_link(told, listed) -> None:
    record = resolve(told("[s 1|青禾][c 1|称]，[q 1|会改]。", 青禾="organization"), register=listed(TABLE))
    assert [(e.name, e.link) for e in record.entities] == [("青禾", "")]


@pytest.mark.parametrize(
    ("text", "name", "detail"),
    [
        ("id\tname\tkind\nQ1\t木兰\tcompany\n", "a.tsv", "line 2: kind 'company'"),
        ("id\tname\tkind\nQ1\t\torganization\n", "a.tsv", "line 2: name is missing"),
        ("id\tname\tkind\nQ1\t兰\torganization\n", "a.tsv", "too short"),
        ("id\tname\tkind\nQ1\t木兰\n", "a.tsv", "not as many cells"),
        ("id\tname\tkind\tnote\nQ1\t木兰\torganization\tx\n", "a.tsv", "unknown column note"),
        ("id\tname\tkind\nQ1\t木兰\torganization\nQ1\t青禾\torganization\n", "a.tsv", "two rows"),
        ("id\tname\tkind\nQ1\t木兰\torganization\nQ2\t木兰\tperson\n", "a.tsv", "names both"),
        ("[1]\n", "a.jsonl", "line 1: not a JSON object"),
        ("{\n", "a.jsonl", "line 1"),
        ('{"id": "Q1", "name": "木兰", "kind": "organization", "aliases": [1]}\n', "a.jsonl", "aliases"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(listed, text, name, detail) -> None:
    with pytest.raises(ShuishuoError, match="E206") as caught:
        listed(text, name)
    assert detail in caught.value.detail


def test_a_missing_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ShuishuoError, match="E101"):
        read_register(tmp_path / "none.tsv")
