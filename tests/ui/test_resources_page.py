"""What would be lost on the page Resources: another hospital's case beside a bed, a wrong file half written, a report undone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from carelane.adapters.database import open_database
from carelane.domain.capability_statuses import CapabilityStatus
from carelane.domain.people import Membership, Person
from carelane.domain.resources import Resource
from carelane.services.holds import Asker, hold_all
from carelane.services.resource_needs import Need
from tests.conftest import SettableClock
from tests.data.world import World
from tests.ui.wired import wired
from worklists_ui import session

NUMBER = "RU-HELD"


def script(language: str) -> None:
    """AppTest runs this text in a module of its own."""
    from tests.ui.drawn import draw

    draw("resources", language)


@pytest.fixture
def world(
    sqlite_world_address: str, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    made = World(open_database(sqlite_world_address, clock))
    _fill(made)
    with wired(made, monkeypatch, lambda: made.actor("desk_b")):
        yield made


def act_as(world: World, monkeypatch: pytest.MonkeyPatch, login: str) -> None:
    monkeypatch.setattr(session, "actor", lambda: world.actor(login))


def _fill(world: World) -> None:
    """Sixty beds, one of them held for a case of PRI1; a duty officer and a bed manager at HOSA."""
    now = world.database.now()
    with world.database.transaction() as rows:
        for login, role in (("duty_a", "hos_duty"), ("bed_a", "hos_bed")):
            rows.add(Person(id=f"id-{login}", login=login, name=login, name_en=login))
            rows.flush()
            rows.add(Membership(person_id=f"id-{login}", institution_code="HOSA", role=role))
        for number in range(60):
            rows.add(
                Resource(
                    id=f"bed{number:02d}",
                    kind="bed",
                    institution_code="HOSA",
                    category="general",
                    name=f"{number:02d} 床",
                    state="U",
                    features={"sex": "F", "accessories": []},
                    reported_at=now,
                )
            )
        for place in ("HOSA", "HOSB"):
            rows.add(CapabilityStatus(institution_code=place, capability="ct", reported_at=now))
        case = world.case(rows, started_by="id-doctor1")
        asker = Asker(case, "PRI1", now, now + timedelta(hours=2), request_for=NUMBER)
        hold_all(rows, asker, [Need("bed", now, ids=("bed03",))])


def opened(language: str = "en", **query: str) -> AppTest:
    page = AppTest.from_function(script, args=(language,), default_timeout=60)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def lines(page: AppTest) -> dict[str, dict[str, object]]:
    return {row["name"]: row for row in page.dataframe[0].value.to_dict("records")}


def everything(page: AppTest) -> str:
    return "\n".join(
        str(each.value) for each in (*page.text, *page.caption, *page.markdown, *page.dataframe)
    )


def test_a_case_is_named_to_its_own_people_only(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = {"desk_b": "held", "head_a": "held: East township", "doctor1": "held: East township"}
    for login, said in expected.items():
        act_as(world, monkeypatch, login)
        page = opened(id="bed03")
        row = lines(page)["03 床"]
        assert str(row["held"]).startswith(said)
        assert ("East" in str(row["held"])) == (login != "desk_b")
        linked = [each.label for each in page.get("page_link")]
        assert (NUMBER in str(linked)) == (login == "doctor1")
        assert NUMBER not in everything(page) or login == "doctor1"


@pytest.mark.usefixtures("world")
def test_lists_are_filtered_and_paged_by_the_database_in_both_languages() -> None:
    page = opened("zh_CN")
    assert page.title[0].value == "资源"
    assert len(page.dataframe[0].value) == 50
    assert "共 60 项" in everything(page)
    page.text_input(key="resources_text").set_value("bed07").run()
    assert list(lines(page)) == ["07 床"]
    page.text_input(key="resources_text").set_value("").run()
    page.checkbox(key="resources_free").check().run()
    assert "共 59 项" in everything(page)
    assert "There is nothing like this here." in opened(view="unit").info[0].value


def test_an_old_report_is_marked_and_confirmed_by_who_may(
    world: World, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.advance(minutes=11)
    assert str(lines(opened())["00 床"]["reported"]).startswith("unverified")
    assert not opened(id="bed00").get("form"), "not everybody reports a bed"
    act_as(world, monkeypatch, "bed_a")
    page = opened(id="bed00")
    page.button(key="FormSubmitter:report_bed00-Report").click().run()
    assert not page.exception
    assert lines(opened())["00 床"]["reported"] == "just now"
    page = opened(id="bed00")
    next(box for box in page.selectbox if box.label == "State" and box.value == "U").set_value("O")
    page.button(key="FormSubmitter:report_bed00-Report").click().run()
    assert lines(opened())["00 床"]["state"] == "O occupied"
    with world.database.reading() as rows:
        assert rows.get_one(Resource, "bed00").reported_by == "id-bed_a"


def test_a_diversion_needs_a_reason_and_the_group_stays_open(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    act_as(world, monkeypatch, "duty_a")
    page = opened(view="capability")
    page.selectbox(key="divert_status").set_value("closed")
    page.button[0].click().run()
    assert page.error, "without a reason"
    page.selectbox(key="divert_status").set_value("closed")
    page.text_input(key="divert_reason").set_value("CT broken")
    page.button[0].click().run()
    rows = opened(view="capability").dataframe[0].value.to_dict("records")
    assert [(row["place"], list(row["status"])) for row in rows] == [
        ("Provincial hospital", ["takes no patients"]),
        ("County hospital", ["takes patients"]),
    ]
    act_as(world, monkeypatch, "desk_b")
    assert not opened(view="capability").button


def test_a_wrong_file_writes_nothing_and_a_right_one_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    act_as(world, monkeypatch, "head_a")
    page = opened()
    bad = (
        "id,institution,ward_type,sex,state\nnew1,HOSA,icu,F,\nnew2,HOSB,icu,F,\n"
        "new3,HOSA,sofa,X,\nnew1,HOSA,icu,,\nbed00,HOSA,general,,X\n"
    )
    page.file_uploader[0].upload("beds.csv", bad.encode(), "text/csv").run()
    told = page.dataframe[-1].value.to_dict("records")
    assert [(each["row"], each["column"]) for each in told] == [
        (3, "institution"),
        (4, "ward_type"),
        (4, "sex"),
        (5, "id"),
        (6, "state"),
    ]
    assert page.button(key="resources_bed_write").disabled
    with world.database.reading() as rows:
        assert rows.get(Resource, "new1") is None
    page.checkbox(key="resources_bed_skip").check().run()
    page.button(key="resources_bed_write").click().run()
    assert not page.exception
    with world.database.reading() as rows:
        made = rows.get_one(Resource, "new1")
        assert (made.category, made.features["sex"], made.state) == ("icu", "F", "U")
        assert rows.get(Resource, "new2") is None
    act_as(world, monkeypatch, "desk_b")
    assert not opened().get("file_uploader")
