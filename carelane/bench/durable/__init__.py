"""Durable cases on a real Temporal server: against a hand-written workflow, over a long life, and in a crowd.

Three parts, each on an embedded server and an SQLite database of its own, in a folder that is gone afterwards.
Where a ratio is taken, both sides take turns in the same minutes, so that a busy machine slows both.
"""

from carelane.bench.durable import crowd, life, race


def run() -> dict[str, float]:
    """Measure everything; what the product promises comes first."""
    raced, lived, crowded = race.run(), life.run(), crowd.run()
    return {**raced.promised, **lived.promised, **crowded, **raced.more, **lived.more}
