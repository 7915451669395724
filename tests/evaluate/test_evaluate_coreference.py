import pytest

from shuishuo.evaluate.coreference import b_cubed


@pytest.mark.parametrize(
    ("gold", "predicted", "precision", "recall"),
    [
        ("aab", "xxy", 3, 3),
        ("aab", "xyz", 3, 2),  # each 甲 misses the other: 1/2 + 1/2 + 1
        ("aab", "xxx", 5 / 3, 3),  # 2/3 + 2/3 + 1/3
        ("", "", 0, 0),
    ],
)
def test_b_cubed_by_hand(gold, predicted, precision, recall) -> None:
    assert b_cubed(gold, predicted) == pytest.approx((precision, recall))


def test_clusters_of_unequal_number_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        b_cubed("aa", "a")
