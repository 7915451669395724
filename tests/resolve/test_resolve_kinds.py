import pytest

from shuishuo.resolve.kinds import is_person, kind_features
from shuishuo.resolve.lexicon import lexicon


@pytest.mark.parametrize(
    ("form", "text", "tagged", "person"),
    [
        ("田小禾", "董事长田小禾称会改。", {"organization": 1}, True),
        ("田小禾", "田小禾称会改。", {"person": 1}, True),
        ("青禾", "青禾员工说，青禾公司会改，青禾官方微博称。", {"person": 1}, False),
        ("青禾速运公司", "青禾速运公司称会改。", {"organization": 1}, False),
        ("汤姆·格林", "汤姆·格林称会改。", {"person": 2}, True),
        ("特斯拉", "特斯拉方面称会改。", {"person": 2}, False),
    ],
)
def test_person_or_organization(form, text, tagged, person) -> None:
    assert is_person(kind_features(form, text, tagged=tagged, read={}, lexicon=lexicon())) is person


def test_features_come_from_every_place_of_the_name() -> None:
    found = kind_features("青禾", "青禾好。董事长青禾说。", tagged={"person": 1}, read={}, lexicon=lexicon())
    assert "before=title" in found
