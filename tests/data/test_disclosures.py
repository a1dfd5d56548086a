"""Documents go where nobody agreed to, more than is needed, or without a trace: index, release, retrieval and log."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from carelane.domain.consents import Consent
from carelane.domain.errors import (
    GrantClosed,
    NotAllowed,
    NotDisclosed,
    ReferenceNotFound,
    RegistryFileWrong,
)
from carelane.domain.record_accesses import RecordAccess, RetrievalGrant
from carelane.domain.record_references import RecordReference
from carelane.services import (
    disclosure_checks,
    record_accesses,
    record_files,
    record_retrievals,
)
from carelane.services.record_accesses import AccessFilter
from tests.conftest import SettableClock
from tests.data import disclosures
from tests.data.disclosures import agreed, job, released, wish
from tests.data.test_consents import withdraw
from tests.data.world import World

HEAD = "empi_id,document_type,institution,dated_at,locator,section\n"
ROW = "E1,ecg,HOSA,2026-01-05T08:00+08:00,urn:hosa:1,general\n"


@pytest.fixture
def world(world: World) -> World:
    disclosures.fill(world)
    return world


def log(world: World, **wanted: Any) -> list[tuple[str, str, str, str]]:
    with world.database.reading() as session:
        rows = session.exec(select(RecordAccess).order_by(RecordAccess.reference_id)).all()
    fitting = [row for row in rows if all(getattr(row, k) == v for k, v in wanted.items())]
    return [(row.what, row.outcome, row.reference_id, row.code) for row in fitting]


def test_without_consent_nothing_is_released_and_the_attempt_is_written_down(world: World) -> None:
    assert released(world) == "no_consent"
    assert log(world) == [("release", "refused", "", "no_consent")]
    with world.database.reading() as session:
        assert session.exec(select(RetrievalGrant)).all() == []


def test_a_release_gives_what_the_matrix_shares_and_each_document_is_in_the_log(
    world: World,
) -> None:
    consent_id = agreed(world)
    assert released(world) == ["summary", "lab"]
    assert log(world, consent_id=consent_id, basis="consent", recipient="HOSA") == [
        ("release", "given", "lab", ""),
        ("release", "given", "summary", ""),
    ]


def test_old_results_and_sensitive_sections_need_a_reason_which_is_kept(world: World) -> None:
    agreed(world)
    types = {"doc_types": ["lab_result"]}
    assert released(world, **types) == ["lab"]
    assert set(released(world, **types, reason="fever of unknown origin")) == {
        "lab",
        "old_lab",
        "hiv",
    }
    assert released(world, reference_ids=["psychiatric"]) == "reason_needed"
    assert released(world, reference_ids=["psychiatric"], reason="delirium") == ["psychiatric"]
    assert log(world, reason="delirium") == [("release", "given", "psychiatric", "")]


def test_another_process_shares_other_documents_by_default(world: World) -> None:
    agreed(world)
    assert released(world, process="referral_down") == "reason_needed"
    assert released(world, purpose="teaching") == "no_consent", "teaching is of its own kind"


def test_a_consent_limits_what_is_released(world: World) -> None:
    agreed(world, scope=["clinical_summary"])
    assert released(world) == ["summary"]
    assert released(world, doc_types=["lab_result"]) == "document_not_covered"


def test_the_same_job_again_releases_and_logs_once(world: World) -> None:
    agreed(world)
    given = {"purpose": "treatment", "process": "referral_up"}
    first = job(world, "record.release", "k", **given)
    assert job(world, "record.release", "k", **given) == first
    assert len(log(world)) == 2


def test_a_search_shows_references_without_where_they_lie_and_counts_what_needs_a_reason(
    world: World,
) -> None:
    found = job(world, "record.search", purpose="treatment", process="referral_up").variables
    assert [each["reference_id"] for each in found["records"]] == ["summary", "lab"]
    assert found["withheld"] == 4
    assert all("locator" not in each for each in found["records"])
    assert log(world) == [("search", "given", "", "")]


def test_a_withdrawal_closes_what_may_be_retrieved_at_once_and_keeps_what_was_given(
    world: World,
) -> None:
    consent_id = agreed(world)
    desk = world.actor("desk_a")
    grant = record_retrievals.release_records(world.database, desk, "HOSA", wish()).grant
    assert grant is not None
    read = record_retrievals.retrieve_record(world.database, desk, grant.id, "lab")
    assert read.locator == "urn:hosb:lab"
    assert withdraw(world, consent_id) == 1
    with pytest.raises(GrantClosed):
        record_retrievals.retrieve_record(world.database, desk, grant.id, "lab")
    with pytest.raises(NotDisclosed) as refused:
        record_retrievals.release_records(world.database, desk, "HOSA", wish())
    assert refused.value.details == {"reason": "consent_withdrawn"}
    assert [row[:2] + row[3:] for row in log(world, what="retrieval")] == [
        ("retrieval", "given", ""),
        ("retrieval", "refused", "consent_withdrawn"),
    ] or {row[1] for row in log(world, what="retrieval")} == {"given", "refused"}
    assert log(world, outcome="refused", what="release") == [
        ("release", "refused", "", "consent_withdrawn")
    ]


def test_a_grant_ends_and_is_good_for_its_recipient_and_documents_only(
    world: World, clock: SettableClock
) -> None:
    agreed(world, expires=(clock() + timedelta(days=60)).isoformat())
    desk = world.actor("desk_a")
    grant = record_retrievals.release_records(world.database, desk, "HOSA", wish()).grant
    assert grant is not None
    with pytest.raises(ReferenceNotFound):
        record_retrievals.retrieve_record(world.database, desk, grant.id, "hiv")
    with pytest.raises(ReferenceNotFound):
        record_retrievals.retrieve_record(world.database, world.actor("desk_b"), grant.id, "lab")
    clock.advance(days=7)
    with pytest.raises(GrantClosed):
        record_retrievals.retrieve_record(world.database, desk, grant.id, "lab")


def test_a_closed_consent_of_a_case_closes_its_grants(world: World) -> None:
    consent_id = agreed(world)
    released(world)
    assert job(world, "consent.close", consent_id=consent_id).variables == {"closed": True}
    with world.database.reading() as session:
        (grant,) = session.exec(select(RetrievalGrant)).all()
    assert grant.closed_why == "consent_closed"


def test_an_emergency_release_keeps_its_basis_as_a_consent_to_be_settled(
    world: World, clock: SettableClock
) -> None:
    given = {
        "cannot_consent": True,
        "emergency_basis": "shock",
        "second_clinician": "spec_a",
        "clinician": "id-head_a",
    }
    assert released(world, **given) == ["summary", "lab"]
    with world.database.reading() as session:
        (kept,) = session.exec(select(Consent)).all()
        (grant,) = session.exec(select(RetrievalGrant)).all()
    assert (kept.given_by, kept.second_clinician) == ("none_emergency", "spec_a")
    assert grant.expires_at == clock() + timedelta(hours=24)
    assert disclosure_checks.check_disclosures(world.database).violations == ()


def test_people_release_for_their_own_institution_only(world: World) -> None:
    agreed(world)
    for login, place in (("desk_a", "HOSB"), ("operator", "GRP"), ("group", "GRP")):
        actor = world.actor(login)
        with pytest.raises(NotAllowed):
            record_retrievals.release_records(world.database, actor, place, wish())
        with pytest.raises(NotAllowed):
            record_retrievals.search_records(world.database, actor, place, wish())


def test_who_saw_what_is_told_to_the_privacy_officer_and_to_heads_of_both_sides(
    world: World,
) -> None:
    agreed(world)
    record_retrievals.release_records(world.database, world.actor("desk_a"), "HOSA", wish())
    totals = {
        login: record_accesses.accesses(world.database, world.actor(login)).total
        for login in ("privacy", "head_a", "head_b", "coord1")
    }
    assert totals == {"privacy": 2, "head_a": 2, "head_b": 2, "coord1": 0}
    row = record_accesses.accesses(
        world.database, world.actor("privacy"), AccessFilter(empi_id="E1", outcome="given")
    ).rows[0]
    assert row.person is not None
    assert (row.person.id, row.author.id, row.recipient.id) == ("id-desk_a", "HOSB", "HOSA")
    with pytest.raises(NotAllowed):
        record_accesses.accesses(world.database, world.actor("desk_a"))


def test_every_disclosure_has_a_consent_or_basis_and_one_without_is_found(
    world: World, clock: SettableClock
) -> None:
    consent_id = agreed(world)
    released(world)
    checked = disclosure_checks.check_disclosures(world.database)
    assert (checked.disclosures, checked.violations) == (2, ())
    with world.database.transaction() as session:
        row = session.get_one(Consent, consent_id)
        row.withdrawn_at = clock() - timedelta(minutes=1)
    assert codes(world) == {"consent_withdrawn"}
    with world.database.transaction() as session:
        row = session.get_one(Consent, consent_id)
        row.withdrawn_at, row.scope = None, ["ecg"]
    assert codes(world) == {"document_not_covered"}
    with world.database.transaction() as session:
        for access in session.exec(select(RecordAccess)):
            access.consent_id = ""
    assert codes(world) == {"consent_unknown"}
    with pytest.raises(NotAllowed):
        disclosure_checks.disclosure_violations(world.database, world.actor("head_a"))
    later = disclosure_checks.check_disclosures(world.database, clock() + timedelta(seconds=1))
    assert later.disclosures == 0


def codes(world: World) -> set[str]:
    found = disclosure_checks.disclosure_violations(world.database, world.actor("privacy"))
    return {each.code for each in found.violations}


def test_a_file_of_references_is_kept_whole_or_not_at_all(world: World) -> None:
    privacy = world.actor("privacy")
    bad = (
        HEAD + ROW + "E9,ecg,HOSA,2026-01-05T08:00+08:00,urn:hosa:2,\n"
        "E1,poem,HOSA,2026-01-05T08:00+08:00,urn:hosa:3,\n"
        "E1,ecg,HOSX,2026-01-05T08:00+08:00,urn:hosa:4,\n"
        "E1,ecg,HOSA,2099-01-05T08:00+08:00,urn:hosa:5,\n"
        "E1,ecg,HOSA,2026-01-05,urn:hosa:6,secret\n"
        "E1,ecg,HOSA,2026-01-05T08:00+08:00,urn:hosa:1,\n"
        "E1,ecg,HOSB,2026-01-05T08:00+08:00,urn:hosb:lab,\n"
    )
    read = record_files.read_references(world.database, privacy, bad)
    assert {(each.row, each.column) for each in read.wrong} == {
        (3, "empi_id"),
        (4, "document_type"),
        (5, "institution"),
        (6, "dated_at"),
        (7, "dated_at"),
        (7, "section"),
        (8, "locator"),
        (9, "locator"),
    }
    with pytest.raises(RegistryFileWrong):
        record_files.write_references(world.database, privacy, read)
    assert record_files.write_references(world.database, privacy, read, skip=True) == 1
    with world.database.reading() as session:
        rows = session.exec(select(RecordReference.locator)).all()
    assert len(rows) == len(disclosures.DOCUMENTS) + 1


def test_heads_import_references_of_their_institution_only(world: World) -> None:
    head = world.actor("head_a")
    read = record_files.read_references(world.database, head, HEAD + ROW)
    assert record_files.write_references(world.database, head, read) == 1
    theirs = record_files.read_references(world.database, head, HEAD + ROW.replace("HOSA", "HOSB"))
    assert [each.column for each in theirs.wrong] == ["institution"]
    other = record_files.read_references(world.database, world.actor("head_b"), HEAD)
    other.rows[:] = record_files.read_references(
        world.database, world.actor("privacy"), HEAD + ROW.replace("urn:hosa:1", "urn:hosa:9")
    ).rows
    with pytest.raises(NotAllowed):
        record_files.write_references(world.database, world.actor("head_b"), other)
    with pytest.raises(NotAllowed):
        record_files.read_references(world.database, world.actor("desk_a"), HEAD + ROW)


def test_a_case_registers_its_letter_once_and_no_file_that_is_not_its_own(world: World) -> None:
    with world.database.transaction() as session:
        world.case(session, "HOSA", id="case1")
    first = job(world, "record.register", type="discharge_summary").variables["reference_id"]
    again = job(world, "record.register", type="discharge_summary").variables["reference_id"]
    assert first == again
    assert job(world, "record.register", type="poem").error_code == "RECORD_UNFIT"
    foreign = job(world, "record.register", type="ecg", file_id="none")
    assert foreign.error_code == "RECORD_UNFIT"


def test_no_release_survives_a_withdrawal_at_the_same_moment(
    world: World, at_once: Callable[[list[Callable[[], Any]]], list[Any]]
) -> None:
    consent_id = agreed(world)
    desk = world.actor("desk_a")

    def release() -> bool:
        try:
            record_retrievals.release_records(world.database, desk, "HOSA", wish())
        except NotDisclosed:
            return False
        return True

    calls: list[Callable[[], Any]] = [release] * 7
    done = at_once([*calls[:4], lambda: withdraw(world, consent_id), *calls[4:]])
    closed = done.pop(4)
    assert closed == done.count(True)
    with world.database.reading() as session:
        grants = session.exec(select(RetrievalGrant)).all()
    assert [grant for grant in grants if grant.is_open(world.database.now())] == []
    assert len(log(world, outcome="refused")) == done.count(False)
