"""What would be lost on the page Consents and records: a patient's no, a reason, the trace of who looked."""

from collections.abc import Iterator

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from carelane.adapters.database import open_database
from carelane.domain.consents import Consent
from carelane.domain.record_accesses import RecordAccess
from carelane.domain.record_references import RecordReference
from tests.conftest import SettableClock
from tests.data import disclosures
from tests.data.disclosures import agreed, released
from tests.data.world import World
from tests.ui.wired import wired


def script(language: str) -> None:
    """AppTest runs this text in a module of its own."""
    from tests.ui.drawn import draw

    draw("consents", language)


class Reader:
    """Who reads the page."""

    login = "desk_a"


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def world(
    sqlite_world_address: str, clock: SettableClock, monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> Iterator[World]:
    made = World(open_database(sqlite_world_address, clock))
    disclosures.fill(made)
    with wired(made, monkeypatch, lambda: made.actor(reader.login)):
        yield made


def opened(view: str, language: str = "en", *, patient: bool = True) -> AppTest:
    page = AppTest.from_function(script, args=(language,), default_timeout=60)
    page.query_params["view"] = view
    if patient:
        page.session_state["patient_text"] = "张伟"
    page.run()
    assert not page.exception
    return page


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception


def test_a_consent_is_recorded_whole_and_shown_with_its_state(world: World) -> None:
    page = opened("consents")
    assert "No consent of this patient" in page.info[0].value
    press(page, "Record")
    assert page.error[0].value == "Not recorded: say which documents it covers."
    page.multiselect(key="consent_scope").set_value(["record"])
    page.text_input(key="consent_evidence").set_value("SIG-7")
    press(page, "Record")
    with world.database.reading() as rows:
        (kept,) = rows.exec(select(Consent)).all()
    assert (kept.evidence, kept.institution_code, kept.recorded_by) == (
        "SIG-7",
        "HOSA",
        "id-desk_a",
    )
    page = opened("consents", "zh_CN")
    (row,) = page.dataframe[0].value.to_dict("records")
    assert (row["kind"], row["state"], row["scope"]) == ("诊疗共享", "有效", "完整病历")


def test_a_withdrawal_says_what_it_closed_and_release_is_refused_with_the_reason(
    world: World,
) -> None:
    agreed(world)
    assert released(world) == ["summary", "lab"]
    page = opened("consents")
    press(page, "Withdraw")
    assert "1 releases closed" in page.success[0].value
    assert page.dataframe[0].value.to_dict("records")[0]["state"] == "withdrawn"
    page = opened("documents")
    assert "Nothing may be retrieved" in page.info[-1].value
    press(page, "Release")
    assert page.error[0].value == (
        "Not released: the consent was withdrawn. The attempt is written down."
    )


def test_documents_are_searched_released_and_opened_each_with_a_trace(world: World) -> None:
    agreed(world)
    page = opened("documents")
    press(page, "Search")
    assert len(page.dataframe[0].value) == 2
    assert "4 more need a reason." in [each.value for each in page.caption]
    press(page, "Release")
    assert page.success[0].value == "2 documents released, 4 withheld."
    press(page, "Open")
    assert "urn" in page.info[0].value
    with world.database.reading() as rows:
        what = [row.what for row in rows.exec(select(RecordAccess).order_by(RecordAccess.what))]
    assert what == ["release", "release", "retrieval", "search"]


def test_the_privacy_officer_sees_who_looked_and_that_each_had_a_ground(
    world: World, reader: Reader, clock: SettableClock
) -> None:
    reader.login = "privacy"
    page = opened("accesses", patient=False)
    assert "Nobody has looked" in page.info[0].value
    agreed(world)
    released(world)
    released(world, patient={"empi_id": "E2"})
    page = opened("accesses", patient=False)
    rows = page.dataframe[0].value.to_dict("records")
    assert [row["outcome"] for row in rows].count("given") == 2
    assert "refused: there is no consent for this purpose" in [row["outcome"] for row in rows]
    press(page, "Check all disclosures")
    assert page.success[0].value == "2 disclosures looked at: each has a consent or a basis."
    page.text_input(key="accesses_empi").set_value("E2").run()
    assert len(page.dataframe[0].value) == 1
    agreed(world, by="none_emergency", emergency_basis="shock", second_clinician="x", kind="tele")
    clock.advance(hours=25)
    assert "1 emergencies" in opened("accesses", patient=False).warning[0].value


def test_a_file_of_references_with_a_wrong_cell_is_not_kept(world: World, reader: Reader) -> None:
    reader.login = "privacy"
    page = opened("import", patient=False)
    head = b"empi_id,document_type,institution,dated_at,locator\n"
    good, bad = b"E1,ecg,HOSA,2026-01-05T08:00Z,urn:1\n", b"E9,ecg,HOSA,2026-01-05T08:00Z,urn:2\n"
    page.file_uploader[0].upload("r.csv", head + good + bad, "text/csv").run()
    assert page.dataframe[0].value.to_dict("records")[0]["column"] == "empi_id"
    assert page.button(key="references_write").disabled
    page.file_uploader[0].upload("r.csv", head + good, "text/csv").run()
    page.button(key="references_write").click().run()
    assert page.success[0].value == "Written: 1 rows."
    with world.database.reading() as rows:
        assert len(rows.exec(select(RecordReference)).all()) == len(disclosures.DOCUMENTS) + 1


@pytest.mark.usefixtures("world")
def test_views_are_for_those_who_have_the_right(reader: Reader) -> None:
    views = {}
    for login in ("desk_a", "head_a", "privacy", "operator"):
        reader.login = login
        page = opened("consents", patient=False)
        views[login] = page.segmented_control[0].options
    assert views == {
        "desk_a": ["Consents", "Documents"],
        "head_a": ["Consents", "Documents", "Who saw what", "Import"],
        "privacy": ["Consents", "Who saw what", "Import"],
        "operator": ["Consents"],
    }
