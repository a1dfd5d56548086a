"""Cases that call cases, in a scenario: who was called by whom, and the answers still to be given."""

from dataclasses import dataclass, field

from bpmn.engine import answers_of
from bpmn.engine.effects import Effect, StartChild
from bpmn.engine.events import ChildFailed, Event
from bpmn.json_types import Variables
from bpmn.scenarios.case import Case


@dataclass(frozen=True, slots=True)
class Link:
    """A child with its caller; ``given`` are the variables that the child began with."""

    caller: Case
    call: StartChild
    child: Case
    given: Variables


@dataclass(slots=True)
class Calls:
    """All calls of a scenario."""

    links: list[Link] = field(default_factory=list)
    due: list[tuple[Case, Event]] = field(default_factory=list)

    def elsewhere(self, caller: Case, call: StartChild, answer: Event | None) -> None:
        """Answer for a process that is not in the folder: as the scenario says, else that it is not there."""
        message = f"there is no process {call.process_id!r} that a call can begin"
        unknown = ChildFailed(call.child_id, "unknown", message=message)
        self.due.append((caller, unknown if answer is None else answer))

    def hear(self, case: Case, before: Variables, effects: tuple[Effect, ...]) -> None:
        """Keep what a turn of a called case means to its caller."""
        for link in self.links:
            if link.child is case:
                found = answers_of(link.call.child_id, link.given, before, effects)
                self.due.extend((link.caller, each) for each in found)

    def child(self, caller: Case, child_id: str) -> Case | None:
        """Give the case that was called under the id."""
        for link in self.links:
            if link.caller is caller and link.call.child_id == child_id:
                return link.child
        return None
