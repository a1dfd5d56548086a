"""The processes that come with Carelane are understood alike by both engines, as far as the second can judge."""

import pytest

from bpmn.scenarios import ProcessReport
from carelane.adapters.library import library_folders
from carelane.adapters.simulation import run_paths

LEAST = 0.9
"""The share of turns that must be compared, so that agreement says something."""


@pytest.fixture(scope="module", params=library_folders(), ids=lambda folder: folder.name)
def report(request: pytest.FixtureRequest) -> ProcessReport:
    (process,) = run_paths([request.param], both=True).processes
    return process


def test_both_engines_agree_on_every_scenario(report: ProcessReport) -> None:
    assert report.failed == 0
    disagreed = [
        line
        for opinion in report.opinions
        if opinion.verdict == "disagreed"
        for line in opinion.lines()
    ]
    assert disagreed == []


def test_most_of_every_process_is_compared(report: ProcessReport) -> None:
    compared = sum(opinion.compared for opinion in report.opinions)
    turns = sum(opinion.turns for opinion in report.opinions)
    assert compared >= LEAST * turns
