"""The append-only history of a case: `history`, the archive of closed cases.

Every effect is a line, except those whose own tables already tell them in order of time (activations,
flows, subscriptions), what a case listens for, and except values that another line or table keeps.
"""

from typing import Any

from bpmn.engine.effects import (
    BroadcastSignal,
    CloseHumanTask,
    Effect,
    ElementActivated,
    ElementCompleted,
    ElementTerminated,
    FlowTaken,
    ForgetSignal,
    ListenSignal,
    OpenHumanTask,
    PublishMessage,
    RunJob,
    StartChild,
    StatusChanged,
    Subscribe,
    Unsubscribe,
)
from bpmn.engine.wire import dump_effect
from carelane.domain.process_instances import HistoryEntry
from carelane.services.projections.part import Context, Part, Row
from carelane.services.projections.statuses import REFUSED

_TOLD_ELSEWHERE = (
    ElementActivated,
    ElementCompleted,
    ElementTerminated,
    FlowTaken,
    Subscribe,
    Unsubscribe,
)
_OF_THE_MOMENT = (ListenSignal, ForgetSignal)
"""What a case listens for is in its state; nothing of it is left to tell once it has happened."""
_KEPT_ELSEWHERE = (OpenHumanTask, RunJob, PublishMessage, BroadcastSignal, StartChild)
SIGNAL_HEARD = "SignalHeard"
"""Kind of the line that tells which signal of another case made something happen."""
OPERATION = "Operation"
"""Kind of the line that tells who changed the case from outside, how, and why: the audit trail."""
_OWN_COLUMNS = ("type", "element_id", "task_id")


_OF_FEW_TASKS = ("people", "administrators", "excluded", "skippable")
"""What a line about a new task says only where there is something to say."""


class History(Part):
    """Collects one line per effect."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        causes = context.turn.causes
        self._actor = causes[0].person if len(causes) == 1 else ""
        self._for = causes[0].on_behalf_of if len(causes) == 1 else ""
        self._lines: list[Row] = []
        for cause in causes:
            if cause.signal_id:
                self._add(SIGNAL_HEARD, "", "", {"signal_name": cause.signal_name})
            if cause.operation:
                done = {"operation": cause.operation, "reason": cause.reason}
                self._add(OPERATION, "", "", done, cause.person)

    def take(self, effect: Effect) -> None:
        """Add the effect's line."""
        if isinstance(effect, _TOLD_ELSEWHERE + _OF_THE_MOMENT):
            return
        self._add(
            type(effect).__name__,
            getattr(effect, "element_id", ""),
            getattr(effect, "task_id", ""),
            _data(effect),
            *self._who(effect),
        )

    def refuse_status(self, effect: StatusChanged, stands: str) -> None:
        """Add the line of a status that may not follow the one that the case stands at."""
        data = {"status": effect.status, "stands": stands}
        self._add(REFUSED, effect.element_id, "", data, self._actor, self._for)

    def _who(self, effect: Effect) -> tuple[str, str]:
        """Name who did it, and for whom."""
        if isinstance(effect, CloseHumanTask):
            return effect.by, effect.on_behalf_of
        return self._actor, self._for

    def _add(  # noqa: PLR0913, PLR0917 - the columns of a line
        self,
        kind: str,
        element_id: str,
        task_id: str,
        data: dict[str, Any],
        person_id: str = "",
        on_behalf_of: str = "",
    ) -> None:
        self._lines.append(
            {
                "instance_id": self.context.instance_id,
                "turn": self.context.turn.turn,
                "sequence": len(self._lines) + 1,
                "at": self.context.at,
                "kind": kind,
                "element_id": element_id,
                "task_id": task_id,
                "person_id": person_id,
                "on_behalf_of": on_behalf_of,
                "institution_code": self.context.institution,
                "data": data,
            }
        )

    def write(self) -> None:
        """Append the lines."""
        self.context.insert(HistoryEntry, self._lines)


def _data(effect: Effect) -> dict[str, Any]:
    """Give what the line's own columns do not say."""
    data = {name: value for name, value in dump_effect(effect).items() if name not in _OWN_COLUMNS}
    data.pop("on_behalf_of", None)
    if isinstance(effect, OpenHumanTask):
        data = {name: value for name, value in data.items() if value or name not in _OF_FEW_TASKS}
    if isinstance(effect, _KEPT_ELSEWHERE):
        data.pop("variables")
    return data
