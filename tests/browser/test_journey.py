"""What would be lost on the page Patient journey: what is missing, in words, with the lines of time above it."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from carelane.domain.journeys import CustodyEntry, Journey, JourneyEvent
from tests.browser.clerk import Clerk
from tests.browser.conftest import Site
from tests.browser.rows import row
from tests.browser.world import HOSPITAL, TOWNSHIP

Make = Callable[[str], Clerk]
JOURNEY = "J-browser"
STATUSES = (
    ("referral_up", TOWNSHIP, ((144, "submitted"), (143, "received"), (139, "accepted"))),
    ("patient_transfer", TOWNSHIP, ((120, "submitted"), (118, "departed"), (115, "arrived"))),
    ("referral_down", HOSPITAL, ((48, "submitted"), (40, "accepted"))),
)
"""Processes with the institution that began each, and how many hours ago a status was reached."""
CUSTODY = (
    (144, TOWNSHIP, "", "id-zhou"),
    (115, HOSPITAL, "急诊", "id-yu"),
    (96, HOSPITAL, "心内科", "id-gu"),
)


def prepare(site: Site) -> None:
    now = site.database.now()
    with site.database.transaction() as session:
        opened = now - timedelta(hours=144)
        session.add(
            Journey(id=JOURNEY, patient_ref="E1002", episode_type="referral", opened_at=opened)
        )
        session.flush()
        for process, place, statuses in STATUSES:
            case = row(session, process, place, f"{process}-1")
            for turn, (hours, status) in enumerate(statuses, start=1):
                session.add(
                    JourneyEvent(
                        journey_id=JOURNEY,
                        instance_id=case,
                        turn=turn,
                        process_id=process,
                        institution_code=place,
                        reference=f"{process}-1",
                        status=status,
                        at=now - timedelta(hours=hours),
                        recorded_at=now - timedelta(hours=hours),
                    )
                )
        until = [*(now - timedelta(hours=each[0]) for each in CUSTODY[1:]), None]
        for (hours, place, unit, who), end in zip(CUSTODY, until, strict=True):
            since = now - timedelta(hours=hours)
            told = {"journey_id": JOURNEY, "institution_code": place, "unit": unit}
            moments = {"since": since, "until": end, "recorded_at": since}
            session.add(CustodyEntry(**told, **moments, responsible=who))
        late = (now - timedelta(hours=5)).isoformat()
        missing = {"code": "accepted_not_booked", "label": "已接受未预约 Accepted, not booked"}
        missing |= {"institution": HOSPITAL, "reference": "referral_down-1", "due": late}
        row(session, "patient_tracking", "GRP", JOURNEY, gaps=[missing])


def test_a_gap_stands_on_the_line_of_time_and_in_words(site: Site, clerk: Make) -> None:
    prepare(site)
    desk = clerk("qin")
    desk.sign_in(f"/journey?id={JOURNEY}")
    desk.sees(
        "Accepted, not booked · Provincial People's Hospital · referral_down-1 · 5 h 0 min late"
    )
    chart = desk.page.get_by_test_id("stVegaLiteChart")
    expect(chart.locator("canvas, svg").first).to_be_visible()
    desk.shot("journey.en")
    desk.page.get_by_role("link", name="Referral down").first.click()
    desk.page.wait_for_url("**/case?*")
