"""Names: which are an entity's own, and the blocklist that is shipped."""

import pytest

from shuishuo.corpus.names import blocked, blocklist, is_own
from shuishuo.document import Entity


@pytest.mark.parametrize(
    ("kind", "name", "own"),
    [
        ("person", "卜友田", True),
        ("person", "尤里·莫兰", True),
        ("person", "张先生", False),
        ("person", "欧阳女士", False),
        ("person", "李某某", False),
        ("organization", "桐荫窑厂", True),
        ("organization", "市教育局", False),
        ("organization", "警方", False),
        ("organization", "财政部门", False),
        ("organization", "一家物流公司", False),
        ("organization", "韩国", False),
        ("product", "半山椅", True),
        ("anonymous", "一名窑工的家属", False),
        ("document", "两家的框架协议", False),
    ],
)
def test_whose_name_it_is(kind, name: str, own: bool) -> None:
    assert is_own(Entity(id="e1", kind=kind, name=name)) is own


def test_the_blocklist_is_sorted_and_of_known_kinds() -> None:
    names = blocklist()
    assert list(names) == sorted(names)
    assert min(map(len, names)) > 1
    assert set(names.values()) == {"company", "medium", "person", "politician"}


def test_blocked_names_are_found_in_traditional_texts() -> None:
    names = blocklist()
    assert blocked("他在阿里雲與順豐速運之間", names) == ["阿里云", "顺丰速运"]
    assert blocked("他在云间与顺路之间", names) == []
