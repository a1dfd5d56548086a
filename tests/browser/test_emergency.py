"""What would be lost at the emergency desk: the arrival that a crew telephones, because its form waits for somebody on the road."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import expect
from sqlmodel import Session, col, select

from carelane.domain.human_tasks import HumanTask, HumanTaskOwner
from carelane.domain.messages import Message
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.resources import Resource
from tests.browser.clerk import Clerk
from tests.browser.conftest import Site
from tests.browser.rows import row
from tests.browser.test_accessible import serious
from tests.browser.world import CENTRE, HOSPITAL

Make = Callable[[str], Clerk]
KEY = "EMS-3"
CALLS = (
    ("EMS-1", "RED", 17, "18 Binhe Road, third floor", (36.66, 117.06)),
    ("EMS-2", "YELLOW", 25, "7 Old Street", (36.70, 117.12)),
    (KEY, "ORANGE", 9, "Ring road, exit 12", (36.62, 117.02)),
)
UNITS = (
    ("A1", "ALS", "assigned", (36.63, 117.00)),
    ("A2", "BLS", "available", (36.69, 117.09)),
    ("A3", "MICU", "transporting", (36.67, 117.13)),
)


def ambulances(session: Session, now: datetime) -> None:
    """The centre's ambulances."""
    for number, crew, state, (lat, lon) in UNITS:
        session.add(
            Resource(
                id=f"{CENTRE}-{number}",
                kind="unit",
                institution_code=CENTRE,
                category=crew,
                name=f"Ambulance {number}",
                state=state,
                features={"station": "North", "lat": lat, "lon": lon},
                reported_at=now - timedelta(minutes=5),
            )
        )


def dispatched(session: Session, now: datetime) -> None:
    """What begins a crew's real case."""
    known: dict[str, Any] = dict.fromkeys(("age_est", "aed", "position", "tag", "colour"), None)
    known |= {"incident_id": KEY, "ems_org": CENTRE, "category": "ORANGE", "urgency": "E"}
    known |= {"address": CALLS[2][3], "callback": "13900000012", "key_symptom": "chest_pain"}
    known |= {"called_at": (now - timedelta(minutes=9)).isoformat(), "infection_flag": "unknown"}
    session.add(
        Message(
            id="desk-dispatch",
            name="EMS.DISPATCH",
            correlation_key=KEY,
            to_institution=CENTRE,
            from_institution=CENTRE,
            sender="test",
            message_key="desk-dispatch",
            payload=known | {"unit_ids": [f"{CENTRE}-A1"], "patient": {"name": "caller"}},
            created_at=now,
            expires_at=now + timedelta(days=1),
        )
    )


def prepare(site: Site) -> None:
    now = site.database.now()
    with site.database.transaction() as session:
        ambulances(session, now)
    with site.database.transaction() as session:
        for key, category, minutes, address, (lat, lon) in CALLS:
            called = (now - timedelta(minutes=minutes)).isoformat()
            about = {"called_at": called, "category": category, "address": address}
            at = {"position": {"lat": lat, "lon": lon}, "callback": "13900000012"}
            row(session, "prehospital_emergency", CENTRE, key, **about, **at)
        ill = {
            "age": 61,
            "mechanism": "Chest pain at rest",
            "injuries": "ST elevation II, III, aVF",
        }
        ill |= {"signs": "BP 90/60, HR 110", "treatment": "Aspirin 300 mg, oxygen"}
        sent = {"atmist": ill, "ems_org": CENTRE, "category": "ORANGE", "team": "cath"}
        sent |= {"sent_at": (now - timedelta(minutes=3)).isoformat()}
        sent |= {"eta": (now + timedelta(minutes=9)).isoformat()}
        case = row(session, "prehospital_emergency_hos", HOSPITAL, "EMS-0", **sent)
        about = {"instance_id": case, "task_id": "t1", "element_id": "PE11_ack", "name": "PE11"}
        session.add(HumanTask(id=f"{case}:t1", **about, created_at=now))
        session.flush()
        owner = {"institution_code": HOSPITAL, "role": "hos_ed"}
        session.add(HumanTaskOwner(human_task_id=f"{case}:t1", **owner))
        dispatched(session, now)


def test_what_a_crew_telephones_is_kept_as_of_when_it_happened_and_its_form_is_sent(
    site: Site, clerk: Make
) -> None:
    prepare(site)
    dispatcher = clerk("shen")
    dispatcher.sign_in("/emergency")
    dispatcher.title("Emergency desk")
    dispatcher.sees("What is wrong now")
    dispatcher.page.get_by_role("button", name="nobody has reached it").first.click()
    dispatcher.sees("No crew that you may see is on its way yet.")
    dispatcher.shot("emergency.en")
    dispatcher.page.get_by_text("Entered by telephone for others").first.click()
    crew = dispatcher.page.get_by_role("combobox", name="Crew")
    expect(crew).to_be_visible(timeout=40_000)  # its case began meanwhile: the form comes by itself
    happened = datetime.now(ZoneInfo("Asia/Shanghai")) - timedelta(minutes=4)
    dispatcher.write("Who telephoned", "Captain Li")
    dispatcher.day("When it happened", f"{happened:%Y%m%d%H%M}")
    dispatcher.press("Enter")
    dispatcher.sees("the crew's own form is completed with it")
    dispatcher.shot("emergency-telephone.en")
    assert not serious(dispatcher)
    with site.database.reading() as session:
        case = session.exec(
            select(ProcessInstance).where(
                col(ProcessInstance.process_id) == "prehospital_emergency_crew"
            )
        ).one()
        task = session.exec(
            select(HumanTask).where(
                col(HumanTask.instance_id) == case.id, col(HumanTask.element_id) == "PE05_mobile"
            )
        ).one()
    rolled = datetime.fromisoformat(case.variables["mobile_at"])
    assert rolled == happened.replace(second=0, microsecond=0)
    assert task.closed_at is not None
    assert task.closed_at - rolled > timedelta(minutes=3)
    assert task.completed_by == "id-shen"
    nurse = clerk("yu")
    nurse.sign_in("/emergency")
    nurse.sees("Not acknowledged in time: 1.")
    nurse.sees("Chest pain at rest")
    nurse.shot("emergency-prealerts.en")
    assert not serious(nurse)
