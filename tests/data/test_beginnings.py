"""What would be lost: a film without its letter, a call that nobody takes, a list that is not looked at."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bpmn.definition import Bundle
from carelane.domain.errors import CaseUnavailable
from carelane.domain.tables import HistoryEntry, HumanTask, Message, ProcessInstance
from carelane.domain.wire import CompleteTask
from carelane.services import messages, process_definitions
from carelane.services.timed_starts import start_due
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.world import World

TEXT = (Path(__file__).parent / "files" / "arrivals.bpmn").read_text("utf-8")


class Desk:
    """Takes messages at HOSA."""

    def __init__(self, world: World, cases: CasesInMemory) -> None:
        self.database = world.database
        self.cases = cases
        self.count = 0
        process_definitions.deploy(world.database, Bundle(TEXT), "arrivals")

    def arrive(self, name: str, order: str = "O1", **payload: Any) -> None:
        """Put a message into the inbox."""
        self.count += 1
        now = self.database.now()
        with self.database.transaction() as session:
            session.add(
                Message(
                    id=f"message {self.count}",
                    name=name,
                    correlation_key=order,
                    to_institution="HOSA",
                    payload={"order": order, **payload},
                    message_key=str(self.count),
                    created_at=now,
                    expires_at=now.replace(year=now.year + 1),
                )
            )

    def deliver(self, name: str, order: str = "O1") -> int:
        return messages.deliver(self.database, self.cases, [(name, order)])

    def begun(self, process_id: str) -> list[ProcessInstance]:
        mine = col(ProcessInstance.process_id) == process_id
        with self.database.reading() as session:
            return list(session.exec(select(ProcessInstance).where(mine)))

    def tasks(self) -> list[str]:
        with self.database.reading() as session:
            return sorted(session.exec(select(HumanTask.element_id)))

    def began_by(self) -> list[str]:
        kind = col(HistoryEntry.kind) == "InstanceStarted"
        with self.database.reading() as session:
            return sorted(session.exec(select(HistoryEntry.element_id).where(kind)))


@pytest.fixture
def desk(world: World, cases: CasesInMemory) -> Desk:
    return Desk(world, cases)


@pytest.mark.parametrize(("first", "second"), [("LETTER", "FILM"), ("FILM", "LETTER")])
def test_a_film_and_its_letter_are_one_case_whichever_comes_first(
    desk: Desk, first: str, second: str
) -> None:
    desk.arrive(first, text="cough")
    desk.deliver(first)
    assert desk.tasks() == []
    desk.arrive(second, side="left")
    desk.deliver(second)
    (case,) = desk.begun("reading")
    assert (case.variables["text"], case.variables["side"]) == ("cough", "left")
    assert desk.tasks() == ["read"]


def test_a_film_that_overtakes_the_beginning_of_its_case_does_not_begin_another(desk: Desk) -> None:
    desk.arrive("LETTER")
    desk.arrive("FILM")
    desk.cases.available = False  # the letter is on its way, and its case has not begun
    with pytest.raises(CaseUnavailable):
        desk.deliver("LETTER")
    assert desk.deliver("FILM") == 0
    desk.cases.available = True
    desk.deliver("LETTER")
    assert len(desk.begun("reading")) == 1
    assert desk.tasks() == ["read"]


def test_films_of_two_orders_are_two_cases(desk: Desk) -> None:
    for order in ("O1", "O2"):
        for name in ("LETTER", "FILM"):
            desk.arrive(name, order)
            desk.deliver(name, order)
    assert len(desk.begun("reading")) == 2
    assert desk.tasks() == ["read", "read"]


def test_a_call_a_fax_and_the_clock_each_begin_a_case(desk: Desk, clock: SettableClock) -> None:
    for name, order in (("CALL", "O1"), ("FAX", "O2")):
        desk.arrive(name, order)
        desk.deliver(name, order)
    start_due(desk.database, desk.cases)
    clock.advance(hours=4)  # eight in the evening in Shanghai
    start_due(desk.database, desk.cases)
    assert len(desk.begun("hotline")) == 4
    assert [one for one in desk.began_by() if one.startswith("by_")] == [
        "by_call",
        "by_clock",
        "by_clock",
        "by_fax",
    ]


def test_each_timer_of_one_start_event_keeps_its_own_time(desk: Desk, clock: SettableClock) -> None:
    start_due(desk.database, desk.cases)
    begun = []
    for _half_hour in range(17):  # 8:00 to 16:30 at two hospitals
        clock.advance(minutes=30)
        start_due(desk.database, desk.cases)
        begun.append(len(desk.begun("ward_list")))
    assert begun == [2] * 15 + [4] * 2


def test_a_fax_about_an_open_call_waits_for_its_end(desk: Desk) -> None:
    desk.arrive("CALL")
    desk.deliver("CALL")
    desk.arrive("FAX")
    assert desk.deliver("FAX") == 0
    (case,) = desk.begun("hotline")
    (task,) = desk.cases.describe(case.id).open_tasks
    desk.cases.complete_task(case.id, CompleteTask("once", task, {}, "id-doctor1"))
    assert desk.began_by() == ["by_call", "by_fax"]


def test_a_version_that_is_not_the_newest_takes_no_calls(desk: Desk) -> None:
    quiet = TEXT.replace('messageRef="m_call"', 'messageRef="m_late"').replace(
        '<bpmn:message id="m_fax"', LATE + '<bpmn:message id="m_fax"'
    )
    process_definitions.deploy(desk.database, Bundle(quiet), "arrivals")
    desk.arrive("CALL")
    assert desk.deliver("CALL") == 0
    assert desk.begun("hotline") == []


LATE = (
    '<bpmn:message id="m_late" name="LATE"><bpmn:extensionElements>'
    '<zeebe:subscription correlationKey="=order"/></bpmn:extensionElements></bpmn:message>'
)
