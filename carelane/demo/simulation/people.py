"""What the group's people do in a simulated month: they begin cases and do the tasks that come to them."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from random import Random
from typing import Any

from bpmn.engine.effects import OpenHumanTask
from bpmn.forms import Form
from carelane.adapters.cases_in_memory import CasesInMemory
from carelane.demo.simulation.arrivals import Arrival
from carelane.demo.simulation.habits import Asked
from carelane.demo.simulation.pen import UnfillableError, fill
from carelane.demo.simulation.rota import Rota
from carelane.demo.simulation.told import Told
from carelane.demo.simulation.ways import ways_of
from carelane.demo.staff import Employee
from carelane.domain.errors import CarelaneError
from carelane.domain.patients import Patient
from carelane.domain.wire import CompleteTask
from carelane.services import process_instances
from carelane.services.accounts import actor_for
from carelane.services.patients import as_variable
from carelane.services.process_definitions import chosen, start_form
from carelane.services.process_instances import StartRequest
from carelane.services.staff import person_id_of
from carelane.services.transaction import Database
from carelane.services.visibility import Actor
from workflows.definitions import definition_of

AGAIN = 0.04
"""The share of new cases that are about somebody who was seen before in the month."""
TRIES = 4
"""How often somebody thinks of another answer where the first cannot be given."""


@dataclass(frozen=True, slots=True)
class Doer:
    """Somebody who will do a task at a moment."""

    case: str
    task: OpenHumanTask
    person: str
    at: datetime


class People:
    """Begin cases, take tasks, do them."""

    def __init__(  # noqa: PLR0913, PLR0917 - the world they live in
        self,
        database: Database,
        cases: CasesInMemory,
        random: Random,
        staff: tuple[Employee, ...],
        patients: list[Patient],
        told: Told,
    ) -> None:
        self._database, self._cases, self._random, self._told = database, cases, random, told
        self._rota = Rota(staff, random)
        self._logins = {person_id_of(one.login): one.login for one in staff}
        self._actors: dict[str, Actor] = {}
        self._patients = patients
        self._seen = 0
        self._begun = count(1)

    def begin(self, arrival: Arrival) -> None:
        """Begin a case as somebody whose role it is."""
        place = self._random.choice(self._rota.places(arrival.role))
        person = self._random.choice(self._rota.of(place, arrival.role))
        actor = self._actor(person)
        patient = self._somebody() if arrival.known else None
        request = StartRequest(
            arrival.process, institution=place, patient_ref=patient.empi_id if patient else ""
        )
        try:
            values = self._start_values(actor, request, patient, person)
            key = f"month-{next(self._begun)}"
            process_instances.start(
                self._database, self._cases, actor, replace(request, values=values), key
            )
            self._told.begun[arrival.process] += 1
        except UnfillableError as error:
            self._told.unfilled[str(error)] += 1
        except CarelaneError as error:
            self._told.refused[f"{arrival.process}: {error.code}"] += 1

    def take(self, case: str, task: OpenHumanTask) -> Doer | None:
        """Say who will do a task, and when; nobody where the group has nobody, or where it is seldom done."""
        running = self._cases.cases[case]
        ways = ways_of(running.start.process_id)
        if self._random.random() >= ways.seldom.get(task.form_id, 1.0):
            self._told.left += 1
            return None
        person, role = self._rota.doer(task, running.start.institution)
        if not person:
            owners = ", ".join(f"{o.role}@{o.institution}" for o in task.potential_owners)
            self._told.nobody[f"{task.element_id}: {owners}"] += 1
            return None
        now = self._database.now()
        urgency = str(task.variables.get("urgency") or "R")
        at = self._rota.when(now, urgency, role, task.due_at, ways.takes.get(task.form_id))
        return Doer(case, task, person, at)

    def do(self, doer: Doer) -> None:
        """Do the task, if it is still there."""
        case, task = doer.case, doer.task
        running = self._cases.cases[case]
        if running.case.state.ended or task.task_id not in running.case.state.tasks:
            return
        form = definition_of(running.start).forms.get(task.form_id)
        try:
            values = self._values(form, running.start.process_id, task.variables, doer.person)
        except UnfillableError as error:
            self._told.unfilled[str(error)] += 1
            return
        command = CompleteTask(f"month-{case}-{task.task_id}", task.task_id, values, doer.person)
        answer = self._cases.complete_task(case, command)
        self._told.tasks += 1
        if answer.outcome != "done":
            self._told.refused[f"{task.element_id}: {answer.code}"] += 1

    def _values(
        self, form: Form | None, process: str, case: dict[str, Any], me: str
    ) -> dict[str, Any]:
        if form is None:
            return {}
        stranger = as_variable(self._random.choice(self._patients))
        asked = Asked(self._random, case, self._database.now(), me, stranger)
        for _ in range(TRIES - 1):
            try:
                return fill(form, ways_of(process), asked)
            except UnfillableError:  # what was chosen cannot be had: another answer is given
                continue
        return fill(form, ways_of(process), asked)

    def _start_values(
        self, actor: Actor, request: StartRequest, patient: Patient | None, me: str
    ) -> dict[str, Any]:
        with self._database.reading() as session:
            row, _ = chosen(session, actor, request.definition, request.institution)
            form = start_form(session, row)
        case = {"patient": as_variable(patient)} if patient else {}
        return self._values(form, request.definition, case, me)

    def _somebody(self) -> Patient:
        """Give the next patient of the registry, or now and then one who was here before."""
        if self._seen and self._random.random() < AGAIN:
            return self._patients[self._random.randrange(min(self._seen, len(self._patients)))]
        self._seen += 1
        return self._patients[(self._seen - 1) % len(self._patients)]

    def _actor(self, person: str) -> Actor:
        if person not in self._actors:
            actor = actor_for(self._database, self._logins[person])
            assert actor is not None, person
            self._actors[person] = actor
        return self._actors[person]
