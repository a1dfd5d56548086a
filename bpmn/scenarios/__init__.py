"""Scenarios: what shall happen to a case, written in YAML and run on a virtual clock.

`read_scenarios` reads a folder's files strictly, `run_scenario` runs one in memory: the real engine for every
pool, messages routed by name and key, job results as the scenario states them. Pure like the engine.
"""

from bpmn.scenarios.coverage import Coverage
from bpmn.scenarios.model import Scenario
from bpmn.scenarios.read import read_scenarios
from bpmn.scenarios.report import ProcessReport
from bpmn.scenarios.run import Failure, ScenarioResult, run_scenario

__all__ = [
    "Coverage",
    "Failure",
    "ProcessReport",
    "Scenario",
    "ScenarioResult",
    "read_scenarios",
    "run_scenario",
]
