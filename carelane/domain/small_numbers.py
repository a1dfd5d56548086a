"""Caution with small numbers: an interval for a share, and below which counts nothing is compared or shown."""

from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""
COMPARABLE = 20
"""Below this count a share is shown with a mark and not ranked: one case more would move it by over 5 points."""
LEAST_CELL = 5
"""Whoever may see numbers but no cases is shown no group of fewer than this: it could be somebody."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many good ones of so many."""

    good: int
    total: int

    @property
    def value(self) -> float | None:
        """The share between 0 and 1; None of nothing."""
        return self.good / self.total if self.total else None

    @property
    def small(self) -> bool:
        """Whether there are too few to compare."""
        return self.total < COMPARABLE

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval at 95 % (E. B. Wilson, JASA 22, 1927): honest for few, and near 0 and 1."""
        if not self.total:
            return 0.0, 1.0
        count, share = self.total, self.good / self.total
        bottom = 1 + Z * Z / count
        middle = share + Z * Z / (2 * count)
        half = Z * sqrt(share * (1 - share) / count + Z * Z / (4 * count * count))
        return max(0.0, (middle - half) / bottom), min(1.0, (middle + half) / bottom)
