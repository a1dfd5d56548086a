"""Every process of the library on the real server: its plain way, with time skipped, tasks and messages as rows."""

from pathlib import Path

import pytest

from bpmn.scenarios import Scenario, read_scenarios
from carelane.adapters.folders import read_scenario_files
from carelane.adapters.library import library_folders
from tests.durable.site import Site
from tests.durable.stage import Stage

PLAIN = [
    (folder, each)
    for folder in library_folders()
    for each in read_scenarios(read_scenario_files(folder))
    if each.name.startswith("happy_path")
]


@pytest.mark.parametrize(
    ("folder", "scenario"), PLAIN, ids=[f"{folder.name}/{each.name}" for folder, each in PLAIN]
)
def test_the_plain_way_would_not_be_walked_on_a_real_server(
    folder: Path, scenario: Scenario, site: Site
) -> None:
    Stage(site, folder, scenario).play()


def test_every_process_of_the_library_has_a_plain_way() -> None:
    assert {folder for folder, _ in PLAIN} == set(library_folders())
