"""What would be lost: who may change a case from outside, and the trail of who did, tried or looked."""

import pytest
from sqlmodel import col, select

from carelane.domain.errors import (
    CarelaneError,
    CaseEnded,
    CaseNotFound,
    CaseNotSuspended,
    CaseSuspended,
    CaseUnavailable,
    Conflict,
    NotAllowed,
    ReasonMissing,
)
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.wire import OperationKind
from carelane.services.operated_cases import get_operated
from carelane.services.operated_lists import OperatedFilter, find_cases
from carelane.services.operations import (
    Operation,
    allowed,
    foresee,
    look_at_variables,
    look_inside,
    operate,
)
from tests.data.stuck import Ward
from tests.data.world import PEOPLE, World

WHY = "asked by the ward"
PLACES = ("PRI1", "HOSA", "HOSB")
SUPERVISED = {
    "coord1": {"PRI1"},
    "head_a": {"HOSA"},
    "head_b": {"HOSB"},
    "group": set(PLACES),
}
OF_SUPERVISORS: tuple[OperationKind, ...] = ("suspend", "resume", "cancel")
OF_OPERATORS: tuple[OperationKind, ...] = ("modify", "edit_variables", "migrate", "undo_migration")


@pytest.fixture
def ward(world: World) -> Ward:
    return Ward(world.database)


def lines(ward: Ward, case: str, *kinds: str) -> list[HistoryEntry]:
    with ward.database.reading() as session:
        mine = col(HistoryEntry.instance_id) == case
        statement = select(HistoryEntry).where(mine, col(HistoryEntry.kind).in_(kinds))
        return list(session.exec(statement.order_by(col(HistoryEntry.id))))


def attempt(ward: Ward, world: World, login: str, case: str, kind: OperationKind) -> str:
    """Try it; gives the code of the refusal, or nothing."""
    actor, key = world.actor(login), f"{login} {case} {kind}"
    try:
        operate(ward.database, ward.cases, actor, case, Operation(kind, WHY), key)
    except CarelaneError as error:
        return error.code
    return ""


@pytest.mark.parametrize("login", [login for login, _place, _role in PEOPLE])
def test_somebody_would_change_a_case_that_is_not_theirs(
    world: World, ward: Ward, login: str
) -> None:
    cases = {place: ward.begin(place) for place in PLACES}
    for place, case in cases.items():
        codes = {k: attempt(ward, world, login, case, k) for k in OF_SUPERVISORS + OF_OPERATORS}
        of_supervisors = {codes[kind] for kind in OF_SUPERVISORS}
        of_operators = {codes[kind] for kind in OF_OPERATORS}
        if login == "operator":
            assert of_supervisors == {""}
            assert of_operators.isdisjoint({"not_allowed", "case_not_found"})
        elif place in SUPERVISED.get(login, set()):
            assert of_supervisors == {""}
            assert of_operators == {"not_allowed"}
            assert allowed(world.actor(login), place) == OF_SUPERVISORS
        else:
            assert set(codes.values()) == {"case_not_found"}
            assert lines(ward, case, "Operation", "OperationRefused") == []
            assert allowed(world.actor(login), place) == ()


def test_a_case_stands_still_and_goes_on_and_the_row_says_so(world: World, ward: Ward) -> None:
    case, operator = ward.begin(), world.actor("operator")

    def do(kind: OperationKind, key: str) -> tuple[str, bool]:
        done = operate(ward.database, ward.cases, operator, case, Operation(kind, WHY), key)
        return done.state, done.suspended

    assert do("suspend", "1") == ("active", True)
    assert do("suspend", "1") == ("active", True)
    with pytest.raises(CaseSuspended):
        do("suspend", "2")
    assert get_operated(ward.database, operator, case).row.suspended
    assert look_inside(ward.database, ward.cases, operator, case).suspended
    assert do("resume", "3") == ("active", False)
    with pytest.raises(CaseNotSuspended):
        do("resume", "4")
    with pytest.raises(Conflict):
        do("resume", "1")
    assert do("cancel", "5") == ("cancelled", False)
    with pytest.raises(CaseEnded):
        do("suspend", "6")
    done = lines(ward, case, "Operation")
    assert [(one.person_id, one.data["operation"], one.data["reason"]) for one in done] == [
        ("id-operator", kind, WHY) for kind in ("suspend", "resume", "cancel")
    ]
    refused = [one.data["code"] for one in lines(ward, case, "OperationRefused")]
    assert refused == ["case_suspended", "case_not_suspended", "conflict", "case_ended"]
    told = get_operated(ward.database, operator, case).lines
    assert len(told) == 7
    assert {line.person.name_en for line in told if line.person} == {"operator"}


def test_a_refusal_of_the_role_leaves_a_trace(world: World, ward: Ward) -> None:
    case = ward.begin()
    assert attempt(ward, world, "coord1", case, "modify") == "not_allowed"
    (line,) = lines(ward, case, "OperationRefused")
    assert (line.person_id, line.turn) == ("id-coord1", None)
    assert line.data == {"operation": "modify", "reason": WHY, "code": "not_allowed"}


def test_nothing_happens_without_a_reason_or_while_the_case_is_away(
    world: World, ward: Ward
) -> None:
    case, operator = ward.begin(), world.actor("operator")
    with pytest.raises(ReasonMissing):
        operate(ward.database, ward.cases, operator, case, Operation("suspend", " "), "k")
    ward.cases.available = False
    with pytest.raises(CaseUnavailable):
        operate(ward.database, ward.cases, operator, case, Operation("suspend", WHY), "k")
    assert lines(ward, case, "Operation", "OperationRefused") == []
    ward.cases.available = True
    assert operate(
        ward.database, ward.cases, operator, case, Operation("suspend", WHY), "k"
    ).suspended


def test_variables_are_shown_for_a_reason_only_and_the_look_is_kept(
    world: World, ward: Ward
) -> None:
    case, operator = ward.begin(secret="canary"), world.actor("operator")
    assert "canary" not in repr(look_inside(ward.database, ward.cases, operator, case))
    assert "canary" not in repr(get_operated(ward.database, operator, case))
    with pytest.raises(ReasonMissing):
        look_at_variables(ward.database, ward.cases, operator, case, "")
    assert lines(ward, case, "VariablesLookedAt") == []
    inside = look_at_variables(ward.database, ward.cases, operator, case, WHY)
    assert inside.activations[0].variables["secret"] == "canary"
    (line,) = lines(ward, case, "VariablesLookedAt")
    assert (line.person_id, line.turn, line.data) == ("id-operator", None, {"reason": WHY})
    with pytest.raises(NotAllowed):
        look_at_variables(ward.database, ward.cases, world.actor("coord1"), case, WHY)
    with pytest.raises(CaseNotFound):
        look_at_variables(ward.database, ward.cases, world.actor("head_a"), case, WHY)


def test_what_is_foreseen_is_what_happens_and_changes_nothing(world: World, ward: Ward) -> None:
    ward.desk.error = None
    case, operator = ward.begin(), world.actor("operator")
    seen = foresee(ward.database, ward.cases, operator, case, Operation("cancel", ""))
    assert (seen.code, seen.details["terminated"], seen.details["ended"]) == (
        "",
        ["read"],
        ["cancelled"],
    )
    assert seen.details["withdrawn"] == ["read"]
    assert get_operated(ward.database, operator, case).row.state == "active"
    refused = foresee(ward.database, ward.cases, operator, case, Operation("resume", ""))
    assert refused.code == "case_not_suspended"
    assert lines(ward, case, "OperationRefused") == []
    operate(ward.database, ward.cases, operator, case, Operation("cancel", WHY), "c")
    with pytest.raises(CaseEnded):
        foresee(ward.database, ward.cases, operator, case, Operation("suspend", ""))


def test_any_case_is_found_by_id_or_business_key(world: World, ward: Ward) -> None:
    cases, operator = [ward.begin() for _ in range(3)], world.actor("operator")

    def found(**wanted: object) -> list[str]:
        page = find_cases(ward.database, operator, OperatedFilter(**wanted))  # type: ignore[arg-type]
        return [row.id for row in page.rows]

    assert found(text=cases[1]) == [cases[1]]
    assert sorted(found()) == sorted(cases)
    assert found(state="cancelled") == found(text="_") == []
    assert len(found(page=2, page_size=2)) == 1
    assert find_cases(ward.database, world.actor("head_a")).total == 0
