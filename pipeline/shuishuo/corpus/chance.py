"""Agreement of two annotators beyond chance, from a table of how often which label met which."""

from collections.abc import Sequence

Matrix = Sequence[Sequence[int]]  # row: the first annotator's label; column: the second's; the same labels in both


def kappa(matrix: Matrix) -> float | None:
    """Cohen's kappa: 1 for full agreement, 0 for what chance gives; None where both used a single label, or none.

    Each annotator's own frequencies say what chance would give. Cohen, J. (1960): A coefficient of agreement for
    nominal scales.
    """
    total = sum(sum(row) for row in matrix)
    expected = sum(row * column for row, column in zip(*_used(matrix), strict=True))
    if expected == total * total:
        return None
    return (total * _agreed(matrix) - expected) / (total * total - expected)


def alpha(matrix: Matrix) -> float | None:
    """Krippendorff's alpha for nominal labels, two annotators and no missing label; None as of `kappa`.

    1 - observed / expected disagreement, where chance draws without replacement from the labels of both together.
    Krippendorff, K. (2011): Computing Krippendorff's alpha-reliability, section B. The tests compare it with the
    package krippendorff, which needs a row for every unit and is too slow for resampling.
    """
    values = 2 * sum(sum(row) for row in matrix)  # each unit was given two labels
    used = [row + column for row, column in zip(*_used(matrix), strict=True)]
    expected = values * values - sum(count * count for count in used)  # pairs of different labels among all values
    if not expected:
        return None
    observed = values - 2 * _agreed(matrix)
    return 1 - (values - 1) * observed / expected


def _agreed(matrix: Matrix) -> int:
    return sum(row[at] for at, row in enumerate(matrix))


def _used(matrix: Matrix) -> tuple[list[int], list[int]]:
    """How often the first annotator gave each label, and the second."""
    return [sum(row) for row in matrix], [sum(row[at] for row in matrix) for at in range(len(matrix))]
