"""What would be lost: a patient's privacy. Every role at every institution against every kind of read."""

from collections.abc import Callable

import pytest

from carelane.domain.errors import NotFound
from carelane.domain.tables import Incident, Patient
from carelane.services import human_tasks
from carelane.services.case_details import get_case
from carelane.services.case_lists import list_cases
from carelane.services.incident_lists import list_incidents
from carelane.services.operated_cases import get_operated
from carelane.services.operated_lists import find_cases
from carelane.services.patients import find
from carelane.services.supervision import overdue
from carelane.services.visibility import Actor
from carelane.services.worklists import my_tasks
from tests.data.world import PEOPLE, World

CASES = {
    "doctors": ("PRI1", ("PRI1", "pri_doctor")),
    "desk": ("HOSA", ("HOSA", "hos_refdesk")),
    "other_desk": ("HOSB", ("HOSB", "hos_refdesk")),
    "lent": ("HOSA", ("PRI2", "pri_doctor")),
}
"""Case name: the case's institution and the owner of its one task."""
OWNED = {
    "doctor1": {"doctors"},
    "doctor1b": {"doctors"},
    "desk_a": {"desk"},
    "desk_b": {"other_desk"},
    "doctor2": {"lent"},
}
SUPERVISED = {
    "coord1": {"doctors"},
    "head_a": {"desk", "lent"},
    "head_b": {"other_desk"},
    "group": {"doctors", "desk", "other_desk", "lent"},
}
LOGINS = [login for login, _place, _role in PEOPLE]


@pytest.fixture
def shared(world: World) -> World:
    """One case of each kind, its task overdue and its clock in breach."""
    with world.database.transaction() as session:
        for name, (institution, owner) in CASES.items():
            world.case(session, institution, id=name, business_key=name)
            task = world.task(session, name, owner, name=name, due=-1, task_id="t")
            world.clock(session, task, -2, -1, 100)
    return world


READS: dict[str, Callable[[World, Actor], set[str]]] = {
    "worklist": lambda world, actor: {row.name for row in my_tasks(world.database, actor).rows},
    "cases": lambda world, actor: {row.id for row in list_cases(world.database, actor).rows},
    "overdue": lambda world, actor: {
        row.instance_id for row in overdue(world.database, actor).rows
    },
    "incidents": lambda world, actor: {
        row.instance_id for row in list_incidents(world.database, actor).rows
    },
    "operated": lambda world, actor: {row.id for row in find_cases(world.database, actor).rows},
    "tasks": lambda world, actor: {name for name in CASES if _found(world, actor, f"{name}:t")},
}


def _found(world: World, actor: Actor, task: str) -> bool:
    try:
        human_tasks.get_task(world.database, actor, task)
    except NotFound:
        return False
    return True


@pytest.mark.parametrize("login", LOGINS)
def test_everybody_sees_their_own_and_what_they_supervise(shared: World, login: str) -> None:
    actor = shared.actor(login)
    owned, supervised = OWNED.get(login, set()), SUPERVISED.get(login, set())
    assert READS["worklist"](shared, actor) == owned
    assert READS["cases"](shared, actor) == owned | supervised
    assert READS["overdue"](shared, actor) == supervised
    assert READS["tasks"](shared, actor) == owned | supervised
    assert READS["incidents"](shared, actor) == set()
    operated = set(CASES) if login == "operator" else supervised
    assert READS["operated"](shared, actor) == operated


def test_an_operator_would_read_about_patients(shared: World) -> None:
    operator = shared.actor("operator")
    for case in CASES:
        with pytest.raises(NotFound):
            get_case(shared.database, operator, case)
    assert READS["cases"](shared, operator) == READS["tasks"](shared, operator) == set()
    told = repr(find_cases(shared.database, operator))
    assert "desk" in told
    assert "张伟" not in told


@pytest.mark.parametrize("login", LOGINS)
def test_a_foreign_case_cannot_be_operated(shared: World, login: str) -> None:
    actor = shared.actor(login)
    for case in set(CASES) - READS["operated"](shared, actor):
        with pytest.raises(NotFound):
            get_operated(shared.database, actor, case)


def test_incidents_are_for_operators_and_supervisors_of_the_case(shared: World) -> None:
    with shared.database.transaction() as session:
        session.add(
            Incident(
                id="desk:i1",
                instance_id="desk",
                incident_id="i1",
                element_id="e",
                kind="job_failed",
                message="",
                created_at=shared.database.now(),
            )
        )
    seeing = {
        login for login in LOGINS if READS["incidents"](shared, shared.actor(login)) == {"desk"}
    }
    assert seeing == {"operator", "head_a", "group"}


def test_nobody_without_a_role_sees_anything(shared: World) -> None:
    stranger = Actor("ghost", "", "", "en", ())
    assert all(read(shared, stranger) == set() for read in READS.values())


def test_the_registry_of_patients_is_for_those_who_treat_and_who_identify(shared: World) -> None:
    with shared.database.transaction() as session:
        session.add(Patient(empi_id="E9", id_no="99010119900101123X", name="李小红", pinyin="lxh"))
    assert [one.empi_id for one in find(shared.database, shared.actor("doctor1"), "lxh")] == ["E9"]
    assert find(shared.database, shared.actor("doctor1"), "l") == ()
    assert find(shared.database, shared.actor("operator"), "lxh") == ()
    assert find(shared.database, shared.actor("operator"), "lxh") == ()
