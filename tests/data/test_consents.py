"""Something is disclosed that the patient did not agree to, or a life waits for a signature: the registry of consents."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from carelane.domain.consents import Consent, ConsentState
from carelane.domain.errors import (
    ConsentIncomplete,
    ConsentNotFound,
    ConsentOver,
    MomentPast,
    NotAllowed,
)
from carelane.domain.human_tasks import HumanTask
from carelane.domain.patients import Patient
from carelane.services import consent_changes, consent_lists, disclosure_checks
from carelane.services.consent_changes import Withdrawal
from tests.conftest import SettableClock
from tests.data import disclosures, waiting_case
from tests.data.cases import CasesInMemory
from tests.data.disclosures import agreed, answer, job
from tests.data.test_patient_events import heard
from tests.data.world import World

EMERGENCY = {
    "kind": "share",
    "by": "none_emergency",
    "emergency_basis": "cardiogenic shock",
    "second_clinician": "spec_a",
}


@pytest.fixture
def world(world: World) -> World:
    disclosures.fill(world)
    return world


def consent(world: World, consent_id: str) -> Consent:
    with world.database.reading() as session:
        return session.get_one(Consent, consent_id)


def withdraw(world: World, consent_id: str, login: str = "desk_a", **changed: Any) -> int:
    given = Withdrawal("self", "telephone", world.database.now())
    given = Withdrawal(**{"by": given.by, "how": given.how, "at": given.at, **changed})
    actor = world.actor(login)
    return consent_changes.withdraw(world.database, actor, consent_id, given).closed


def test_without_a_consent_nothing_is_allowed_and_the_reason_is_told(world: World) -> None:
    told = answer(world)
    assert (told["allowed"], told["reason"], told["requirement"]) == (
        False,
        "no_consent",
        "written",
    )
    consent_id = agreed(world)
    told = answer(world)
    assert (told["allowed"], told["basis"], told["consent_id"]) == (True, "consent", consent_id)
    assert answer(world, patient={"empi_id": "E2"})["reason"] == "no_consent"
    assert answer(world, purpose="tele")["reason"] == "no_consent", "of another kind"


def test_quality_work_needs_no_consent(world: World) -> None:
    told = answer(world, purpose="quality")
    assert (told["allowed"], told["basis"]) == (True, "none_required")


def test_a_consent_covers_the_documents_and_recipients_that_it_names(world: World) -> None:
    agreed(world, scope=["results", "discharge_summary"], recipients=["HOSA"])
    assert answer(world, doc_types=["lab_result", "discharge_summary"])["allowed"]
    assert answer(world, doc_types=["consult_note"])["reason"] == "document_not_covered"
    assert answer(world, recipient_org="HOSB")["reason"] == "recipient_not_named"


def test_outside_the_group_only_a_consent_that_names_the_recipient_is_one(world: World) -> None:
    agreed(world)
    told = answer(world, recipient_org="CITY-LAB")
    assert (told["reason"], told["requirement"]) == (
        "recipient_not_named",
        "separate_named_recipient",
    )
    assert answer(world, outside_group=True)["reason"] == "recipient_not_named"
    agreed(world, recipients=["CITY-LAB"])
    assert answer(world, recipient_org="CITY-LAB")["allowed"]


def test_a_consent_ends_with_the_day_that_it_names(world: World, clock: SettableClock) -> None:
    day = (clock() + timedelta(days=2)).date().isoformat()
    consent_id = agreed(world, expires=day)
    assert answer(world)["allowed"]
    clock.advance(days=4)
    assert answer(world)["reason"] == "consent_expired"
    assert consent(world, consent_id).state(clock()) is ConsentState.EXPIRED


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "gift"}, "kind_unknown"),
        ({"by": "neighbour"}, "giver_unknown"),
        ({"at": "yesterday"}, "moment_unreadable"),
        ({"at": "2099-01-01T08:00:00+08:00"}, "in_the_future"),
        ({"expires": "2001-01-01"}, "expires_too_early"),
        ({"expires": "never"}, "moment_unreadable"),
        ({"by": "none_emergency"}, "emergency_incomplete"),
        ({"by": "none_emergency", "emergency_basis": "shock"}, "emergency_incomplete"),
    ],
)
def test_a_consent_that_is_none_is_refused(
    world: World, changed: dict[str, Any], code: str
) -> None:
    given = {**disclosures.CONSENT, **changed}
    refused = job(world, "consent.record", consent=given)
    assert (refused.error_code, refused.error_message) == ("CONSENT_INCOMPLETE", code)


def test_an_emergency_needs_a_second_clinician_who_is_another_person(world: World) -> None:
    for named in ("id-spec_a", "spec_a", "人spec_a", " SPEC_A "):
        given = {**EMERGENCY, "second_clinician": named, "clinician": "id-spec_a"}
        refused = job(world, "consent.record", consent=given)
        assert refused.error_message == "second_clinician_same"
    assert job(world, "consent.record", consent=EMERGENCY, clinician="id-head_a").variables


def test_who_completed_the_latest_task_is_not_the_second_clinician(world: World) -> None:
    with world.database.transaction() as session:
        case = world.case(session, "HOSA", id="case1")
        task = world.task(session, case, ("HOSA", "hos_spec"))
    with world.database.transaction() as session:
        row = session.get_one(HumanTask, task)
        row.state, row.completed_by, row.closed_at = "completed", "id-spec_a", world.database.now()
    assert job(world, "consent.record", consent=EMERGENCY).error_message == "second_clinician_same"
    other = {**EMERGENCY, "second_clinician": "head_a"}
    consent_id = job(world, "consent.record", consent=other).variables["consent_id"]
    assert consent(world, consent_id).recorded_by == "id-spec_a"


def test_an_emergency_allows_for_a_day_unless_somebody_agrees_afterwards(
    world: World, clock: SettableClock
) -> None:
    result = job(world, "consent.record", consent=EMERGENCY)
    due = clock() + timedelta(hours=24)
    assert result.variables["post_hoc_due"] == due.isoformat()
    told = answer(world, cannot_consent=True)
    assert (told["allowed"], told["basis"], told["post_hoc_due"]) == (
        True,
        "emergency",
        due.isoformat(),
    )
    clock.advance(hours=24)
    assert answer(world)["reason"] == "post_hoc_overdue"
    overdue = consent_lists.overdue_consents(world.database, world.actor("privacy"))
    assert [row.consent.id for row in overdue] == [result.variables["consent_id"]]
    agreed(world, by="nok")
    assert answer(world)["basis"] == "consent"
    assert consent_lists.overdue_consents(world.database, world.actor("privacy")) == ()


def test_a_life_threat_is_allowed_on_a_basis_that_two_clinicians_name(world: World) -> None:
    asked = {"cannot_consent": True, "emergency_basis": "shock", "clinician": "id-head_a"}
    assert answer(world, cannot_consent=True)["reason"] == "emergency_basis_missing"
    assert answer(world, **asked)["reason"] == "second_clinician_missing"
    assert answer(world, **asked, second_clinician="head_a")["reason"] == "second_clinician_missing"
    told = answer(world, **asked, second_clinician="spec_a")
    assert (told["allowed"], told["basis"], told["post_hoc"]) == (True, "emergency", "PT24H")


def test_a_consent_that_is_taken_back_allows_nothing_more(world: World) -> None:
    consent_id = agreed(world)
    withdraw(world, consent_id)
    assert answer(world)["reason"] == "consent_withdrawn"
    row = consent(world, consent_id)
    assert (row.withdrawn_by, row.withdrawn_how, row.withdrawal_recorded_by) == (
        "self",
        "telephone",
        "id-desk_a",
    )
    with pytest.raises(ConsentOver):
        withdraw(world, consent_id)


def test_a_withdrawal_is_refused_at_an_impossible_moment_and_by_strangers(
    world: World, clock: SettableClock
) -> None:
    consent_id = agreed(world)
    with pytest.raises(MomentPast):
        withdraw(world, consent_id, at=clock() + timedelta(minutes=1))
    with pytest.raises(MomentPast):
        withdraw(world, consent_id, at=clock() - timedelta(days=1))
    with pytest.raises(ConsentIncomplete):
        withdraw(world, consent_id, by="none_emergency")
    with pytest.raises(ConsentNotFound):
        withdraw(world, consent_id, login="desk_b")
    with pytest.raises(ConsentNotFound):
        withdraw(world, "none")
    assert withdraw(world, consent_id, login="privacy") == 0


def test_a_person_records_a_whole_consent_only(world: World) -> None:
    desk = world.actor("desk_a")
    same_hand = {"by": "none_emergency", "emergency_basis": "x", "second_clinician": "desk_a"}

    def record(**changed: Any) -> str:
        given = {**disclosures.CONSENT, **changed}
        return consent_changes.record_consent(world.database, desk, "HOSA", "E1", given)

    for changed, code in (
        ({"scope": []}, "scope_missing"),
        ({"evidence": ""}, "evidence_missing"),
        (same_hand, "second_clinician_same"),
    ):
        with pytest.raises(ConsentIncomplete) as refused:
            record(**changed)
        assert refused.value.details == {"reason": code}
    consent_id = record()
    with pytest.raises(NotAllowed):
        consent_changes.record_consent(world.database, desk, "HOSB", "E1", disclosures.CONSENT)
    with world.database.reading() as session:
        assert [row.id for row in session.exec(select(Consent))] == [consent_id]


def test_consents_are_seen_where_they_were_given_where_they_go_and_by_the_privacy_officer(
    world: World,
) -> None:
    agreed(world, recipients=["HOSB"])
    seen = {
        login: len(consent_lists.consents_of(world.database, world.actor(login), "E1"))
        for login in ("desk_a", "desk_b", "doctor1", "privacy")
    }
    assert seen == {"desk_a": 1, "desk_b": 1, "doctor1": 0, "privacy": 1}
    with pytest.raises(NotAllowed):
        consent_lists.consents_of(world.database, world.actor("operator"), "E1")
    with pytest.raises(NotAllowed):
        consent_lists.overdue_consents(world.database, world.actor("desk_a"))


def test_a_withdrawal_is_told_to_every_running_case_of_the_patient_once(
    world: World, cases: CasesInMemory
) -> None:
    waiting_case.release(world)
    case = waiting_case.begin(world, cases, "E1", "REF-1")
    other = waiting_case.begin(world, cases, "E2", "REF-2")
    consent_id = agreed(world)
    given = Withdrawal("guardian", "letter", world.database.now())
    desk = world.actor("desk_a")
    done = consent_changes.withdraw(world.database, desk, consent_id, given, cases)
    assert done.told == (case,)
    assert [heard(cases, each, "CONSENT_WITHDRAWN") for each in (case, other)] == [1, 0]


def test_what_somebody_agreed_to_under_an_older_id_counts_for_who_they_are_now(
    world: World,
) -> None:
    consent_id = agreed(world)
    with world.database.transaction() as session:
        session.get_one(Patient, "E1").merged_into = "E2"
    told = answer(world, patient={"empi_id": "E2"})
    assert (told["allowed"], told["consent_id"]) == (True, consent_id)
    assert disclosures.released(world, patient={"empi_id": "E2"}) == ["summary", "lab"]
    assert disclosure_checks.check_disclosures(world.database).violations == ()
