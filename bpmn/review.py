"""Everything that can be said about a process folder before it is released: one list, nothing twice.

Errors refuse the folder. Warnings are of three kinds: what would surprise its designer, what a clinician would
miss (`clinical/...`), and how the diagram reads (`lint/...`). The last two are looked at where the diagram itself
has no errors, so that nothing is said that only follows from one.
"""

from collections.abc import Mapping

from bpmn.bundle import Bundle
from bpmn.check.clinical import check_clinical
from bpmn.definition import BPMN_FILE, inspect_bundle
from bpmn.findings import Finding, Refused
from bpmn.model import Process
from bpmn.reader import read_xml
from bpmn.scenarios import read_scenarios
from bpmn.scenarios.model import Complete, Scenario, Start
from bpmn.style import check_style


def review(
    bundle: Bundle, scenarios: Mapping[str, str], beside: Mapping[str, Bundle] | None = None
) -> list[Finding]:
    """Give every finding on a bundle and its scenario files, sorted by severity, file and line.

    ``beside`` are the bundles of the folders that scenarios name.
    """
    inspected = inspect_bundle(bundle)
    found = list(inspected.findings)
    sound = not any(each.severity == "error" and each.file == BPMN_FILE for each in found)
    if sound:
        root = read_xml(bundle.bpmn_bytes, BPMN_FILE)
        found += check_clinical(inspected.processes, root, BPMN_FILE)
        found += check_style(root, BPMN_FILE)
    found += _scenarios(scenarios, inspected.processes if sound else (), beside or {})
    return sorted(dict.fromkeys(found), key=_order)


def _order(finding: Finding) -> tuple[str, str, int, str, str]:
    return finding.severity, finding.file, finding.line, finding.element_id, finding.rule


def _scenarios(
    files: Mapping[str, str], processes: tuple[Process, ...], beside: Mapping[str, Bundle]
) -> list[Finding]:
    """Read the scenarios and look for processes and tasks that they name and the diagram does not have."""
    try:
        read = read_scenarios(files)
    except Refused as refused:
        return list(refused.findings)
    if not processes:
        return []
    return [finding for each in read for finding in _of_scenario(each, processes, beside)]


def _of_scenario(
    scenario: Scenario, processes: tuple[Process, ...], beside: Mapping[str, Bundle]
) -> list[Finding]:
    """Look at one scenario with the folders that it names."""
    place = (scenario.place.file, scenario.place.line)
    missing = [name for name in scenario.given.folders if name not in beside]
    if missing:
        hint = "name process folders that lie beside this one"
        message = f"there is no folder {missing[0]!r} beside this one"
        return [Finding("error", "scenario_unknown_folder", *place, missing[0], message, hint)]
    others = [beside[name] for name in scenario.given.folders]
    known = [process for each in others for process in inspect_bundle(each).processes]
    return _names(scenario, (*processes, *known))


def _names(scenario: Scenario, processes: tuple[Process, ...]) -> list[Finding]:
    known = {process.id for process in processes}
    elements = {node.id for process in processes for node in process.nodes()}
    found: list[Finding] = []
    for step in scenario.steps:
        if isinstance(step, Start) and step.process not in known:
            hint = f"name one of: {', '.join(sorted(known))}"
            found.append(_unknown(step, "process", step.process, hint))
        if isinstance(step, Complete) and step.task not in elements:
            hint = "name a human task of the diagram by its id"
            found.append(_unknown(step, "task", step.task, hint))
    return found


def _unknown(step: Start | Complete, kind: str, name: str, hint: str) -> Finding:
    message = f"there is no {kind} {name!r}"
    place = (step.place.file, step.place.line, name)
    return Finding("error", f"scenario_unknown_{kind}", *place, message, hint)
