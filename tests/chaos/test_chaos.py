"""What kill -9 may cost a hospital: seconds. The short form of `carelane chaos`, on the real product."""

import sys

import pytest

from carelane.chaos import report
from carelane.chaos.run import Options, run

SEED = 20261123


@pytest.mark.durable
@pytest.mark.postgres
def test_what_was_acknowledged_would_be_lost_or_happen_twice() -> None:
    options = Options(kills=30, operations=200, seed=SEED, pace=1.5)
    outcome = run(options, lambda line: sys.stderr.write(f"{line}\n"))
    text = report.as_text(outcome)
    sys.stderr.write(f"{text}\n")
    assert not report.failed(outcome), text
    assert len([hit for hit in outcome.hits if hit.kind == "kill"]) == options.kills, text
    if outcome.without:
        pytest.skip("; ".join(outcome.without))
