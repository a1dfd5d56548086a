"""What would be lost after something was done with a task: its place on the lists of those who may go on with it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from carelane.domain.human_task_verbs import BEFORE, SAME, VERB, VERBS, TaskVerb
from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
from carelane.domain.substitutions import Substitution
from carelane.domain.worklist_entries import WorklistEntry
from carelane.services import human_tasks, process_definitions, process_instances, task_endings
from carelane.services.process_instances import StartRequest
from carelane.services.task_wishes import Wish
from carelane.services.visibility import Membership, own_entry, own_task
from carelane.services.worklist_entries import follow
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.world import World

OWNER = "id-doctor1"
HELD = {"actual_owner": OWNER, "version": 7}
GIVEN: dict[str, dict[str, Any]] = {
    "created": {"state": "created"},
    "ready": {"state": "ready"},
    "reserved": {"state": "reserved", **HELD},
    "in_progress": {"state": "in_progress", **HELD},
    "suspended": {
        "state": "suspended",
        "state_before": "reserved",
        "suspended_by": OWNER,
        **HELD,
    },
}
"""A task in each of its states, as its row says it."""
READERS = ("doctor1", "doctor1b", "coord1", "spec_a", "head_a", "desk_b")
"""An owner, a colleague, a supervisor who stands in for nobody, a substitute, and people of other hospitals."""
OTHERS = {
    "take_over": "stand_in",
    "nominate": "coord1",
    "ask_for": "doctor1b",
    ("skip", "created"): "coord1",
    ("skip", "ready"): "coord1",
}
"""Who does what the owner does not."""


class Walk:
    """A handover whose first task may be skipped, in as many cases as there are steps."""

    def __init__(self, world: World, cases: CasesInMemory) -> None:
        self.world, self.cases, self.steps = world, cases, 0
        bundle = handover_bundle()
        skippable = '<carelane:task skippable="true" /></bpmn:extensionElements>'
        first, end, rest = bundle.bpmn.partition("</bpmn:userTask>")
        first = skippable.join(first.rsplit("</bpmn:extensionElements>", 1))
        bundle = replace(bundle, bpmn=f"{first}{end}{rest}")
        process_definitions.deploy(world.database, bundle, "handover")
        now = world.database.now()
        with world.database.transaction() as session:
            session.add(
                Substitution(
                    id="leave",
                    person_id=OWNER,
                    substitute_id="id-stand_in",
                    institution_code="PRI1",
                    begins_at=now,
                    ends_at=now + timedelta(days=1),
                    entered_by=OWNER,
                    entered_at=now,
                )
            )

    def task(self, state: str) -> str:
        """Begin a case, and write its first task into this state."""
        self.steps += 1
        doctor, wired = self.world.actor("doctor1b"), self.world.database
        request = StartRequest("handover", pools={"HOS": "HOSA"})
        case = process_instances.start(
            wired, self.cases, doctor, request, f"s{self.steps}"
        ).instance_id
        with wired.transaction() as session:
            task = session.exec(
                select(HumanTask.id).where(col(HumanTask.instance_id) == case)
            ).one()
            mine = col(HumanTask.id) == task
            session.connection().execute(update(HumanTask).where(mine).values(GIVEN[state]))
            if state == "created":
                owners = delete(HumanTaskOwner).where(col(HumanTaskOwner.human_task_id) == task)
                session.connection().execute(owners)
            follow(session.connection(), case)
        return task

    def do(self, verb: TaskVerb, state: str, task: str) -> None:
        login = OTHERS.get(verb) or OTHERS.get((verb, state)) or "doctor1"
        actor, wired = self.world.actor(login), self.world.database
        wish = Wish(
            verb,
            person="id-doctor1b",
            owners=(Membership("PRI1", "pri_coord"),),
            people=("id-doctor1b",),
            reason="why",
            values={"question": "Which drug?"},
        )
        if verb == "complete":
            human_tasks.complete(wired, self.cases, actor, task, wish.values, f"c{task}")
        elif VERB[verb].by_case:
            task_endings.end(wired, self.cases, actor, task, wish, f"e{task}")
        else:
            human_tasks.do(wired, actor, task, wish)

    def state(self, task: str) -> str:
        with self.world.database.reading() as session:
            return session.get_one(HumanTask, task).state

    def entries(self) -> list[dict[str, Any]]:
        with self.world.database.reading() as session:
            rows = session.exec(select(WorklistEntry).order_by(col(WorklistEntry.task_id)))
            return [row.model_dump() for row in rows]

    def written_anew(self) -> list[dict[str, Any]]:
        with self.world.database.transaction() as session:
            for case in session.exec(select(HumanTask.instance_id).distinct()).all():
                follow(session.connection(), case)
        return self.entries()


@pytest.fixture
def walk(world: World, cases: CasesInMemory) -> Walk:
    from carelane.domain.people import Membership as MembershipRow
    from carelane.domain.people import Person

    with world.database.transaction() as session:
        session.add(Person(id="id-stand_in", login="stand_in", name="代"))
        session.flush()
        row = {"person_id": "id-stand_in", "institution_code": "PRI1", "role": "pri_tech"}
        session.add(MembershipRow(**row))
    return Walk(world, cases)


def test_after_every_verb_the_lists_say_what_the_tasks_say(walk: Walk) -> None:
    rows = [(verb, source) for verb in VERBS for source in verb.sources]
    for verb, source in rows:
        task = walk.task(source)
        walk.do(verb.name, source, task)
        expected = {BEFORE: "reserved", SAME: source}.get(verb.target, verb.target)
        assert walk.state(task) == expected, f"{verb.name} from {source}"
    kept = walk.entries()
    assert len(kept) > len(rows) / 2
    assert kept == walk.written_anew()
    for login in (*READERS, "stand_in"):
        actor = walk.world.actor(login)
        with walk.world.database.reading() as session:
            shown = col(HumanTask.id).in_([row["task_id"] for row in kept])
            by_task = set(session.exec(select(HumanTask.id).where(own_task(actor), shown)))
            mine = own_entry(session, actor)
            by_entry = set(session.exec(select(WorklistEntry.task_id).where(mine)))
        assert by_entry == by_task, login
        assert bool(by_task) is (login in {"doctor1", "doctor1b", "coord1", "stand_in"}), login
