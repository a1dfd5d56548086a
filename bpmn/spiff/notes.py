"""What a case on SpiffWorkflow has done in a turn, and the work that is open."""

from dataclasses import dataclass, field
from typing import Any

from bpmn.engine.effects import PublishMessage


@dataclass(slots=True)
class Notes:
    """The lists of a turn are emptied when it is told; the work stays, the n-th of its element."""

    completed: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    sent: list[PublishMessage] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    error: bool = False
    """Whether the case ended by an error that nothing catches."""
    work: dict[str, list[Any]] = field(default_factory=dict)
    """All that was ever asked of others, by element: human tasks, jobs, called cases."""

    def open_task(self, element: str, task: Any) -> None:
        """Note a human task."""
        self.opened.append(element)
        self.work.setdefault(element, []).append(task)

    def open_job(self, element: str, job_type: str, task: Any) -> None:
        """Note a job."""
        self.jobs.append(f"{job_type} at {element}")
        self.work.setdefault(element, []).append(task)

    def open_child(self, element: str, process_id: str, task: Any) -> None:
        """Note a called case."""
        self.called.append(f"{process_id} at {element}")
        self.work.setdefault(element, []).append(task)

    def forget_turn(self) -> None:
        """Begin a new turn."""
        self.sent.clear()
        for each in (self.completed, self.opened, self.jobs, self.called, self.taken, self.told):
            each.clear()
