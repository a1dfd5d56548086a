"""The gate before a release: the scenarios of a process folder hold, and the second engine agrees.

SpiffWorkflow is asked for its opinion on every case of every scenario. Where it differs, the release is
refused; where it cannot judge, because a case reaches an element on the list (`bpmn.spiff.limits`), that is said.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bpmn.definition import Bundle, compile_bundle
from bpmn.findings import Finding, Refused
from bpmn.scenarios import ScenarioResult, read_scenarios, run_scenario
from bpmn.spiff import Agreement
from bpmn.spiff.limits import REASONS
from carelane.adapters.folders import read_scenario_files
from carelane.adapters.simulation import definitions_beside, second_opinions

_HINT = "one of the two engines is wrong: draw it plainer, or report it with this scenario"


def pass_gate(path: Path, bundle: Bundle) -> list[str]:
    """Say what was compared; raises `Refused` with every scenario that fails or on which the engines differ."""
    folder = path if path.is_dir() else path.parent
    definition = compile_bundle(bundle)
    scenarios = read_scenarios(read_scenario_files(folder))
    if not scenarios:
        return [f"{folder.name}: no scenarios, nothing was compared with the second engine"]
    beside = definitions_beside(folder, scenarios)
    results = [run_scenario(definition, scenario, beside) for scenario in scenarios]
    opinions = second_opinions(bundle, results)
    findings = [*_failures(folder, results), *_disagreements(folder, opinions)]
    if findings:
        raise Refused(findings)
    return list(_said(folder.name, opinions))


def _failures(folder: Path, results: Sequence[ScenarioResult]) -> Iterator[Finding]:
    for result in results:
        for failure in result.failures:
            where = (str(folder / "scenarios" / failure.place.file), failure.place.line)
            name, message = result.scenario.name, str(failure).partition(": ")[2]
            hint = "carelane simulate shows it"
            yield Finding("error", "scenario_failed", *where, name, message, hint)


def _disagreements(folder: Path, opinions: Sequence[Agreement]) -> Iterator[Finding]:
    for opinion in opinions:
        for each in opinion.disagreements:
            file, _, line = each.replay.place.rpartition(":")
            where = (str(folder / "scenarios" / file), int(line or 0))
            message = f"the second engine disagrees in {each.case}: {each.replay.difference}"
            yield Finding("error", "engines_disagree", *where, each.process_id, message, _HINT)


def _said(name: str, opinions: Sequence[Agreement]) -> Iterator[str]:
    """Give one line about all, and one for each element behind which nothing was compared."""
    compared = sum(opinion.compared for opinion in opinions)
    turns = sum(opinion.turns for opinion in opinions)
    number = "1 scenario" if len(opinions) == 1 else f"{len(opinions)} scenarios"
    yield f"{name}: {number}, both engines agree on {compared} of {turns} turns"
    behind: dict[tuple[str, str], int] = {}
    for opinion in opinions:
        for each in opinion.limits:
            key = (each.replay.element, each.replay.limit)
            behind[key] = behind.get(key, 0) + 1
    for (element, limit), count in behind.items():
        times = f"{count} case" if count == 1 else f"{count} cases"
        yield f"  not compared behind {element} ({times}): {limit}, SpiffWorkflow {REASONS[limit]}"
