"""A letter that nobody takes, under the hands of the people who look after it."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from bpmn.definition import Bundle
from carelane.adapters.cases import TemporalCases
from carelane.domain.messages import MessageSubscription
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import StartProcess
from carelane.services.accounts import actor_for
from carelane.services.outside_messages import OutsideMessage, publish
from carelane.services.process_definitions import deploy
from carelane.settings import Settings
from tests.browser.clerk import ROW_HEIGHT, Clerk
from tests.browser.conftest import Site
from tests.browser.world import HOSPITAL, TOWNSHIP
from tests.durable.site import eventually

MAILBOX = Path(__file__).parents[1] / "durable" / "files" / "mailbox.bpmn"
PATIENTS_NUMBER = "990101195603021227"


@pytest.fixture
def cases(site: Site) -> Iterator[TemporalCases]:
    made = TemporalCases(Settings(data_dir=site.folder), site.database)
    yield made
    made.close()


def start_owner(site: Site, cases: TemporalCases) -> str:
    """Start a case that waits for messages under its own key."""
    bundle, case = Bundle(MAILBOX.read_text("utf-8")), uuid.uuid4().hex
    deploy(site.database, bundle, "mailbox.bpmn")
    cases.start(
        StartProcess(
            instance_id=case,
            process_id="mail_owner",
            bundle=bundle.pack(),
            bundle_sha256=bundle.sha256,
            institution=TOWNSHIP,
            pools={},
            variables={"box": "BOX-7", "heard": []},
            business_key="BOX-7",
        )
    )
    eventually(lambda: waits(site, case))
    return case


def waits(site: Site, case: str) -> bool:
    """Say whether the case waits for a message by now: only then can it be chosen on the page."""
    statement = select(MessageSubscription).where(col(MessageSubscription.instance_id) == case)
    with site.database.reading() as session:
        return session.exec(statement).first() is not None


def heard(site: Site, case: str) -> object:
    with site.database.reading() as session:
        return session.get_one(ProcessInstance, case).variables["heard"]


def test_a_letter_under_a_wrong_key_finds_its_case_by_hand(
    site: Site, cases: TemporalCases, clerk: Callable[[str], Clerk]
) -> None:
    case = start_owner(site, cases)
    for login, place in (("he", TOWNSHIP), ("lin", HOSPITAL)):
        actor = actor_for(site.database, login)
        assert actor is not None
        letter = OutsideMessage("NOTE", f"fax {login}", PATIENTS_NUMBER, {"line": "hello"}, place)
        assert publish(site.database, cases, actor, letter).state == "waits"
    he = clerk("he")
    he.sign_in("/operations?tab=messages")
    he.sees("Messages that wait in the inbox")
    assert PATIENTS_NUMBER not in he.page.content()
    box = he.page.get_by_test_id("stDataFrame").bounding_box()
    assert box is not None
    he.page.mouse.click(box["x"] + 12, box["y"] + ROW_HEIGHT * 1.5)
    he.rest()
    he.sees("Give to a case")
    he.write("Reason", "The key was a number of the patient, not of the box.")
    he.shot("operations_messages.en")
    he.press("Give to a case")
    he.sees("The case has taken the message.")
    eventually(lambda: heard(site, case) == ["hello"])
    he.sees("Every message has found its receiver.")
    tang = clerk("tang")
    tang.sign_in("/operations?tab=messages")
    tang.sees("收件箱中等待的消息")
    tang.shot("operations_messages.zh")
