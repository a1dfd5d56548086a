"""What a turn means to people beside its tasks: steps of clocks, tasks given to one person, incidents.

Notices are written with the turn, so none is lost, and under keys that follow from the turn, so a turn that is written
twice tells once. A turn that is told again long after (a rebuild) tells only what nobody has heard.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from sqlalchemy import select
from sqlmodel import col

from bpmn.engine.effects import CloseHumanTask, OpenHumanTask, RaiseIncident, SlaStepReached
from carelane.domain.deadlines import Deadline
from carelane.domain.institutions import Institution
from carelane.domain.notices import Topic
from carelane.domain.people import Membership, Person
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.roles import OPERATOR
from carelane.services.ladder import CALL, Scene, people_of
from carelane.services.notice_events import Event, notify, put, was_told
from carelane.services.projections.human_tasks import BREACH
from carelane.services.projections.part import Context, Part

_HOUR = "%Y%m%d%H"


class Notices(Part):
    """Collects what people are to be told; writes when tasks, owners, clocks and the case's own row are written."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._steps: list[SlaStepReached] = []
        self._given: dict[str, OpenHumanTask] = {}
        self._incidents: list[RaiseIncident] = []

    def _step(self, effect: SlaStepReached) -> None:
        self._steps.append(effect)

    def _opened(self, effect: OpenHumanTask) -> None:
        if effect.assignee:
            self._given[effect.task_id] = effect

    def _closed(self, effect: CloseHumanTask) -> None:
        self._given.pop(effect.task_id, None)

    def _incident(self, effect: RaiseIncident) -> None:
        self._incidents.append(effect)

    takes: ClassVar[Mapping[type[Any], Callable[[Any, Any], None]]] = {
        SlaStepReached: _step,
        OpenHumanTask: _opened,
        CloseHumanTask: _closed,
        RaiseIncident: _incident,
    }

    def write(self) -> None:
        """Tell everybody, in the order of the keys: two turns that tell the same event wait for each other in one order."""
        told = [
            *map(self._of_step, self._steps),
            *map(self._of_task, self._given.values()),
            *self._of_incidents(),
        ]
        for event, people in sorted(told, key=lambda one: one[0].key):
            self._tell(event, people)

    def _tell(self, event: Event, people: set[str]) -> None:
        context = self.context
        if (context.again or context.restored) and was_told(context.connection, event.key):
            return
        if people:
            notify(context.connection, event, people, context.at)
        else:
            self._tell_nobody(event)

    def _tell_nobody(self, event: Event) -> None:
        """Keep, for operators, that there was nobody to tell."""
        kept = {"kind": "notice", "state": "dropped", "error": "nobody"}
        about = {"topic": event.topic.value, "event": event.key, "instance_id": event.instance_id}
        put(self.context.connection, f"{event.key}:nobody", self.context.at, kept | about)

    def _of_step(self, effect: SlaStepReached) -> tuple[Event, set[str]]:
        context = self.context
        tasks = (effect.task_id,) if effect.task_id else effect.tasks
        case, clock = self._case(), self._clock(effect.sla_id)
        keys = [context.key(task) for task in tasks]
        scene = Scene(context.connection, context.institution, case.started_by, keys, context.at)
        people = people_of(scene, effect.tell)
        facts = {"percent": effect.percent} | clock
        if CALL in effect.tell:
            facts["call"] = self._telephone(scene.places[0])
        topic = Topic.ESCALATION if effect.percent >= BREACH else Topic.CLOCK_WARNING
        key = f"sla:{context.key(effect.sla_id)}:{effect.percent}:{effect.at.isoformat()}"
        about = {} if keys else {"element": effect.element_id}
        return (
            Event(
                topic,
                key,
                instance_id=context.instance_id,
                task_id=keys[0] if keys else "",
                urgency=case.urgency,
                facts=facts | about,
            ),
            people,
        )

    def _of_task(self, effect: OpenHumanTask) -> tuple[Event, set[str]]:
        task = self.context.key(effect.task_id)
        return Event(Topic.TASK_GIVEN, f"assigned:{task}", task_id=task), {effect.assignee}

    def _of_incidents(self) -> list[tuple[Event, set[str]]]:
        """Tell operators once an hour of one kind of incident at one place of one process: an outage makes thousands."""
        if not self._incidents:
            return []
        case, at = self._case(), self.context.at.strftime(_HOUR)
        operators = self._operators()
        kinds = {(each.element_id, each.kind) for each in self._incidents}
        return [
            (
                Event(
                    Topic.INCIDENT,
                    f"incident:{case.definition_id}:{element}:{kind}:{at}",
                    instance_id=self.context.instance_id,
                    urgency=case.urgency,
                    facts={"element": element, "kind": kind},
                ),
                operators,
            )
            for element, kind in sorted(kinds)
        ]

    def _case(self) -> Any:
        columns = (
            ProcessInstance.started_by,
            ProcessInstance.urgency,
            ProcessInstance.definition_id,
        )
        mine = col(ProcessInstance.id) == self.context.instance_id
        return self.context.connection.execute(select(*map(col, columns)).where(mine)).one()

    def _clock(self, sla_id: str) -> dict[str, str]:
        """Give when the clock is due and its name; nothing of one whose row was lost."""
        mine = col(Deadline.id) == self.context.key(sla_id)
        statement = select(col(Deadline.due_at), col(Deadline.name)).where(mine)
        row = self.context.connection.execute(statement).first()
        return {"due": row.due_at.isoformat(), "clock": row.name} if row else {}

    def _telephone(self, place: str) -> str:
        number = select(col(Institution.phone)).where(col(Institution.code) == place)
        return self.context.connection.execute(number).scalar() or ""

    def _operators(self) -> set[str]:
        statement = (
            select(col(Membership.person_id))
            .join(Person, col(Person.id) == col(Membership.person_id))
            .where(col(Membership.role) == OPERATOR, col(Person.active).is_(True))
        )
        return set(self.context.connection.execute(statement).scalars())
