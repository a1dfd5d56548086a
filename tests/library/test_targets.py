"""A process counts by another time than the catalogue says, or reads a target that nobody can set."""

import re
from pathlib import Path

import pytest

from bpmn.definition import Bundle, compile_bundle
from bpmn.scenarios import read_scenarios, run_scenario
from carelane.commands.targets import page
from carelane.domain.sla_catalogue import BY_NAME, CATALOGUE
from carelane.services.target_values import typed

ROOT = Path(__file__).parents[2]
FILES = Path(__file__).parent / "files"
LIBRARY = ROOT / "bpmn" / "library"
DRAWN = sorted((*LIBRARY.glob("*/*.bpmn"), *LIBRARY.glob("*/*.dmn")))
_READ = re.compile(r"targets\.([A-Za-z0-9_]+)(?:\s*,\s*(?:\"([^\"]*)\"|(\d+))\s*\))?")
SCENARIO = """
scenario: A hospital has its own target
given:
  now: "2026-03-02T09:00:00+08:00"
  institutions: { T01: { kind: PRI, targets: { fu.attempts: 5, trf_accept_E: PT5M } }, P01: { kind: HOS } }
  pools: { ASK: T01 }
steps:
  - start: { process: ask, at: T01, variables: { question: ECG } }
  - expect:
      variables: { T01: { targets.fu_attempts: 5, targets.trf_accept_E: PT5M }, P01: { targets: {} } }
"""


def test_the_page_of_targets_is_what_the_catalogue_says() -> None:
    """Written anew by `carelane targets catalogue > docs/targets.md`."""
    assert (ROOT / "docs/targets.md").read_text("utf-8") == page()


def test_keys_are_told_apart_in_feel_too() -> None:
    assert len(BY_NAME) == len(CATALOGUE)


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_process_reads_targets_that_there_are_with_the_default_of_the_catalogue(
    path: Path,
) -> None:
    text = path.read_text("utf-8").replace("&#34;", '"').replace("&quot;", '"')
    wrong = []
    for name, given, number in _READ.findall(text):
        target = BY_NAME.get(name)
        default = int(number) if number else given
        if target is None or (default and default != typed(target, target.default)):
            wrong.append((name, default, target.default if target else "no such target"))
    assert wrong == []


def test_a_scenario_gives_its_institutions_their_own_targets() -> None:
    (scenario,) = read_scenarios({"one.yaml": SCENARIO})
    bundle = compile_bundle(Bundle((FILES / "two_pools.bpmn").read_text("utf-8")))
    result = run_scenario(bundle, scenario)
    assert result.passed, [str(each) for each in result.failures]


def test_a_scenario_names_targets_of_the_catalogue_only() -> None:
    named = {
        name.replace(".", "_")
        for folder in sorted(LIBRARY.glob("*/scenarios"))
        for scenario in read_scenarios(_folder(folder))
        for institution in scenario.given.institutions.values()
        for name in institution.targets
    }
    assert named <= set(BY_NAME)


def _folder(scenarios: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(scenarios.glob("*.yaml"))}
