"""The processes that there are in the world of a scenario: those of its folder, and of the folders beside it that it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bpmn.definition import Definition
from bpmn.forms import Form
from bpmn.model import Process
from bpmn.scenarios.model import Scenario

NONE_BESIDE: Mapping[str, Definition] = {}


@dataclass(frozen=True)
class Released:
    """Definitions that are released together; the first is the one that is looked at."""

    definitions: tuple[Definition, ...]

    @staticmethod
    def of(
        definition: Definition, scenario: Scenario, beside: Mapping[str, Definition]
    ) -> "Released":
        """Give what a scenario needs: its own definition, and those of the folders that it names. Raises `KeyError`."""
        return Released((definition, *(beside[name] for name in scenario.given.folders)))

    @cached_property
    def processes(self) -> dict[str, Process]:
        """All executable processes by id; of two of one id the first is meant."""
        found = [process for each in self.definitions for process in each.processes.values()]
        return {process.id: process for process in reversed(found)}

    def form(self, process: Process, form_id: str) -> Form | None:
        """Give a form of the definition that the process belongs to: other folders may use the same id."""
        for each in self.definitions:
            if each.processes.get(process.id) is process:
                return each.forms.get(form_id)
        return None
