"""What would be lost on the page Patient journey: who is responsible now, what is missing, the way to the cases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from bpmn.engine.effects import StatusChanged
from carelane.adapters.database import open_database
from carelane.adapters.folders import read_bundle
from carelane.adapters.library import LIBRARY
from carelane.domain.journeys import Journey, JourneyEvent
from carelane.domain.messages import Message
from carelane.domain.patients import Patient
from carelane.services.messages import deliver
from carelane.services.process_definitions import deploy
from tests.conftest import SettableClock
from tests.data.cases import handover_bundle
from tests.data.test_journeys import T0, WANG, at_hospital, told
from tests.data.world import World
from tests.ui.wired import wired

WHO = {"login": "group"}


def script(language: str) -> None:
    """AppTest runs this text in a module of its own."""
    from tests.ui.drawn import draw

    draw("journey", language)


@pytest.fixture
def world(
    sqlite_world_address: str, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    clock.moment = T0
    made = World(open_database(sqlite_world_address, clock))
    with wired(made, monkeypatch, lambda: made.actor(WHO["login"])) as cases:
        deploy(made.database, read_bundle(LIBRARY / "patient_tracking"), "patient_tracking")
        released = deploy(made.database, handover_bundle(), "handover")[0]
        version = {"definition_id": released.id, "process_id": released.process_id}
        with made.database.transaction() as rows:
            rows.add(Patient(empi_id="E1", name="张伟", id_no="990101199001011234"))
            case = made.case(
                rows, turn=1, turn_at=T0, patient=WANG, started_by="id-doctor1", **version
            )
        told(made, case, 0, StatusChanged("submitted", "send"))
        told(made, case, 5, StatusChanged("accepted", "decide"), at_hospital(5))
        with made.database.reading() as rows:
            keys = {(row.name, row.correlation_key) for row in rows.exec(select(Message)).all()}
        deliver(made.database, cases, keys)
        yield made


def opened(language: str, **query: str) -> AppTest:
    page = AppTest.from_function(script, args=(language,), default_timeout=60)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def test_the_group_sees_who_is_responsible_and_what_happened(world: World) -> None:
    with world.database.reading() as rows:
        journey_id = rows.exec(select(Journey.id)).one()
    listed = opened("en").dataframe[0].value.to_dict("records")
    assert [(row["Patient"], row["Where the patient is"]) for row in listed] == [
        ("张伟", "Provincial hospital")
    ]
    page = opened("zh_CN", id=journey_id)
    assert {metric.label: metric.value for metric in page.metric}["缺口"] == "0"
    assert page.title[0].value.startswith("张伟")
    tables = [table.value.to_dict("records") for table in page.dataframe]
    assert next(row["至"] for row in tables[0]) == "至今"
    assert {row["状态"] for row in tables[1]} == {"已提交", "已接受"}


def test_care_outside_the_group_is_reported_with_its_own_time(world: World) -> None:
    with world.database.reading() as rows:
        journey_id = rows.exec(select(Journey.id)).one()
    page = opened("en", id=journey_id)
    page.text_input[0].set_value("City hospital, Jinan")
    next(button for button in page.button if button.label == "Report").click().run()
    assert not page.exception
    with world.database.reading() as rows:
        event = rows.exec(select(JourneyEvent).where(JourneyEvent.reference != "RU-1")).one()
    assert (event.reference, event.person_id) == ("City hospital, Jinan", "id-group")
    assert abs(event.at - datetime.now(UTC)) < timedelta(days=1)


def test_who_has_nothing_to_do_with_the_patient_is_told_that_there_is_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(WHO, "login", "doctor2")
    assert opened("en").info[0].value == "No journey that you may see."
    with world.database.reading() as rows:
        journey_id = rows.exec(select(Journey.id)).one()
    page = opened("en", id=journey_id)
    assert "no such journey" in page.error[0].value
