"""What would be lost: the sight of what is stuck, and the truth about what became of an attempt."""

import pytest
from sqlmodel import select

from carelane.domain.errors import (
    CaseUnavailable,
    Conflict,
    IncidentClosed,
    IncidentNotFound,
    ReasonMissing,
    ReasonTooLong,
)
from carelane.domain.process_instances import HistoryEntry
from carelane.services.incident_filters import IncidentFilter
from carelane.services.incident_lists import (
    get_incident,
    incident_groups,
    incident_places,
    list_incidents,
    matching,
)
from carelane.services.incidents import Resolution, resolve
from tests.data.stuck import Ward
from tests.data.world import World

RETRY = Resolution("the desk is open again")


@pytest.fixture
def ward(world: World) -> Ward:
    return Ward(world.database)


def _lines(ward: Ward, case: str, kind: str) -> list[HistoryEntry]:
    with ward.database.reading() as session:
        mine = select(HistoryEntry).where(HistoryEntry.instance_id == case)
        return [line for line in session.exec(mine) if line.kind == kind]


def test_what_is_stuck_is_listed_with_reason_and_attempts(world: World, ward: Ward) -> None:
    case = ward.begin()
    operator = world.actor("operator")
    (row,) = list_incidents(ward.database, operator).rows
    assert (row.instance_id, row.element_id, row.kind, row.error, row.attempts) == (
        case,
        "book",
        "job_failed",
        "mail_not_sent",
        1,
    )
    assert (row.process_id, row.version, row.institution.id) == ("two_tasks", 1, "PRI1")
    assert get_incident(ward.database, operator, row.id) == row
    assert get_incident(ward.database, world.actor("head_a"), row.id) is None


def test_a_retry_that_fails_again_would_be_told_as_a_success(world: World, ward: Ward) -> None:
    case = ward.begin()
    operator = world.actor("operator")
    for attempt in (2, 3):
        (incident,) = ward.incidents(operator)
        outcome = resolve(ward.database, ward.cases, operator, incident, RETRY, f"try {attempt}")
        assert (outcome.result, outcome.code, outcome.error) == (
            "failed_again",
            "job_failed",
            "mail_not_sent",
        )
        assert not outcome.succeeded
        (row,) = list_incidents(ward.database, operator).rows
        assert row.attempts == attempt
    ward.desk.error = None
    outcome = resolve(ward.database, ward.cases, operator, row.id, RETRY, "at last")
    assert (outcome.result, outcome.succeeded, outcome.further) == ("went_on", True, ())
    assert ward.incidents(operator) == []
    operated = _lines(ward, case, "Operation")
    assert [(line.person_id, line.data) for line in operated] == [
        ("id-operator", {"operation": "retry", "reason": RETRY.reason})
    ] * 3


def test_a_retry_with_changed_variables_would_not_have_them(world: World, ward: Ward) -> None:
    ward.begin()
    operator = world.actor("operator")
    (incident,) = ward.incidents(operator)
    changed = Resolution("opened by telephone", variables={"open": True})
    outcome = resolve(ward.database, ward.cases, operator, incident, changed, "c")
    assert outcome.result == "went_on"
    assert ward.desk.asked[-1]["open"] is True


def test_a_command_sent_twice_would_try_twice(world: World, ward: Ward) -> None:
    ward.begin()
    operator = world.actor("operator")
    (incident,) = ward.incidents(operator)
    for _again in range(2):
        outcome = resolve(ward.database, ward.cases, operator, incident, RETRY, "same")
        assert outcome.result == "failed_again"
    assert len(ward.desk.asked) == 2


def test_a_command_that_never_arrived_would_be_told_as_done_because_another_was(
    world: World, ward: Ward
) -> None:
    ward.begin()
    operator = world.actor("operator")
    (incident,) = ward.incidents(operator)
    ward.cases.available = False
    changed = Resolution("opened by telephone", variables={"open": True})
    with pytest.raises(CaseUnavailable):
        resolve(ward.database, ward.cases, operator, incident, changed, "from the other screen")
    ward.cases.available = True
    resolve(ward.database, ward.cases, operator, incident, RETRY, "here")
    with pytest.raises(IncidentClosed):
        resolve(ward.database, ward.cases, operator, incident, changed, "from the other screen")
    assert len(ward.desk.asked) == 2


def test_a_command_id_used_for_two_incidents_would_answer_for_the_wrong_one(
    world: World, ward: Ward
) -> None:
    ward.begin()
    operator = world.actor("operator")
    (first,) = ward.incidents(operator)
    resolve(ward.database, ward.cases, operator, first, RETRY, "same")
    (second,) = ward.incidents(operator)
    with pytest.raises(Conflict):
        resolve(ward.database, ward.cases, operator, second, RETRY, "same")
    assert len(ward.desk.asked) == 2


def test_a_refused_attempt_would_leave_no_trace(world: World, ward: Ward) -> None:
    case = ward.begin()
    operator = world.actor("operator")
    (incident,) = ward.incidents(operator)
    resolve(ward.database, ward.cases, operator, incident, RETRY, "first")
    with pytest.raises(IncidentClosed):
        resolve(ward.database, ward.cases, operator, incident, RETRY, "late")
    (line,) = _lines(ward, case, "OperationRefused")
    assert (line.turn, line.person_id, line.element_id) == (None, "id-operator", "book")
    assert line.data == {"operation": "retry", "reason": RETRY.reason, "code": "incident_closed"}


def test_a_skipped_step_would_stay(world: World, ward: Ward) -> None:
    case = ward.begin()
    operator = world.actor("operator")
    (incident,) = ward.incidents(operator)
    skip = Resolution("booked by hand", "skip")
    assert resolve(ward.database, ward.cases, operator, incident, skip, "s").succeeded
    assert ward.cases.describe(case).open_incidents == ()


def test_nothing_is_done_without_a_reason(world: World, ward: Ward) -> None:
    ward.begin()
    operator = world.actor("operator")
    (incident,) = ward.incidents(operator)
    with pytest.raises(ReasonMissing):
        resolve(ward.database, ward.cases, operator, incident, Resolution("  "), "c")
    with pytest.raises(ReasonTooLong):  # never cut: the end of it may be what matters
        resolve(ward.database, ward.cases, operator, incident, Resolution("why " * 200), "c")
    assert len(ward.desk.asked) == 1


def test_a_case_that_does_not_answer_is_not_a_refusal(world: World, ward: Ward) -> None:
    case = ward.begin()
    operator = world.actor("operator")
    (incident,) = ward.incidents(operator)
    ward.cases.available = False
    with pytest.raises(CaseUnavailable):
        resolve(ward.database, ward.cases, operator, incident, RETRY, "c")
    assert _lines(ward, case, "OperationRefused") == []
    ward.cases.available, ward.desk.error = True, None
    assert resolve(ward.database, ward.cases, operator, incident, RETRY, "c").succeeded


@pytest.mark.parametrize("login", ["doctor1", "desk_a", "head_a", "head_b", "spec_a"])
def test_a_foreign_incident_looks_like_none(world: World, ward: Ward, login: str) -> None:
    ward.begin()
    (incident,) = ward.incidents(world.actor("operator"))
    actor = world.actor(login)
    assert ward.incidents(actor) == []
    with pytest.raises(IncidentNotFound):
        resolve(ward.database, ward.cases, actor, incident, RETRY, "c")
    assert len(ward.desk.asked) == 1


def test_the_filters_find_and_the_groups_count(world: World, ward: Ward) -> None:
    for _ in range(3):
        ward.begin()
    there = ward.begin("PRI2")
    operator = world.actor("operator")

    def found(**wanted: object) -> int:
        return list_incidents(ward.database, operator, IncidentFilter(**wanted)).total  # type: ignore[arg-type]

    assert found() == found(process="two_tasks", version=1, element="book") == 4
    assert found(institution="PRI2") == found(text=there) == found(text=there[:12].lower()) == 1
    assert found(kind="job_failed", error="mail_not_sent") == 4
    assert found(kind="expression") == found(version=2) == found(error="x") == found(text="%") == 0
    assert found(at_least=60) == 0
    ward.database.clock.advance(hours=2)  # type: ignore[attr-defined]
    assert found(at_least=60) == 4
    (group,) = incident_groups(ward.database, operator)
    assert (group.element_id, group.error, group.count) == ("book", "mail_not_sent", 4)
    assert incident_places(ward.database, operator) == ["PRI1", "PRI2"]
    pages = [
        list_incidents(ward.database, operator, IncidentFilter(page=page, page_size=3))
        for page in (1, 2, 9)
    ]
    assert [len(page.rows) for page in pages] == [3, 1, 1]
    assert pages[2].page == 2
    ids = matching(ward.database, operator, IncidentFilter())
    assert ids == tuple(row.id for page in pages[:2] for row in page.rows)
    coordinator = world.actor("coord1")
    assert len(matching(ward.database, coordinator, IncidentFilter())) == 3
