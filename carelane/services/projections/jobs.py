"""Jobs that wait for a system that is away: `waiting_jobs`. All others leave a line in the history only."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from bpmn.engine.effects import CaseMigrated, JobAnswered, JobWaiting
from carelane.domain.waiting_jobs import WaitingJob
from carelane.services.projections.part import Context, Part, Row, moved


class Jobs(Part):
    """Collects jobs that begin and cease to wait."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._waiting: dict[str, Row] = {}
        self._answered: list[Row] = []
        self._moved: dict[str, Row] = {}

    def _wait(self, effect: JobWaiting) -> None:
        self._waiting[effect.job_id] = {
            "id": self.context.key(effect.job_id),
            "instance_id": self.context.instance_id,
            "element_id": effect.element_id,
            "job_type": effect.job_type,
            "reason": effect.reason,
            "attempts": effect.attempts,
            "since": self.context.at,
        }

    def _answer(self, effect: JobAnswered) -> None:
        if self._waiting.pop(effect.job_id, None) is None:
            self._answered.append({"id": self.context.key(effect.job_id)})

    def _migrated(self, effect: CaseMigrated) -> None:
        for job_id, element_id in moved(effect, "j").items():
            if job_id in self._waiting:
                self._waiting[job_id]["element_id"] = element_id
            else:
                self._moved[job_id] = {"id": self.context.key(job_id), "element_id": element_id}

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {
        JobWaiting: _wait,
        JobAnswered: _answer,
        CaseMigrated: _migrated,
    }

    def write(self) -> None:
        """Write what waits now."""
        self.context.delete(WaitingJob, ("id",), self._answered)
        self.context.update(WaitingJob, ("id",), list(self._moved.values()))
        self.context.insert(WaitingJob, list(self._waiting.values()))
