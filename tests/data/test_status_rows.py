"""A word that cannot be would be shown of a case, or would freeze what its people see of it."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bpmn.definition import Bundle
from bpmn.engine.effects import StatusChanged
from bpmn.engine.wire import dump_effect
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.wire import Turn
from carelane.services import process_definitions, process_instances
from carelane.services.journal import write_turn
from carelane.services.process_instances import StartRequest
from carelane.services.status_names import own_words
from tests.data.cases import CasesInMemory, handover_bundle
from tests.data.world import World

OWN = (
    '<bpmn:extensionElements><carelane:statusDefinition code="departed" name="已出发" '
    'nameEn="departed" task="in-progress" after="accepted" before="arrived"/>'
)


@pytest.fixture
def case(world: World, cases: CasesInMemory) -> str:
    bundle = handover_bundle()
    place = bundle.bpmn.index("<bpmn:extensionElements>", bundle.bpmn.index("<bpmn:process "))
    text = bundle.bpmn[:place] + OWN + bundle.bpmn[place + len("<bpmn:extensionElements>") :]
    process_definitions.deploy(world.database, Bundle(text, forms=bundle.forms), "handover")
    doctor = world.actor("doctor1")
    request = StartRequest("handover", pools={"HOS": "HOSA"})
    return process_instances.start(world.database, cases, doctor, request, "c1").instance_id


def tell(world: World, case: str, *words: str) -> str:
    """Write a turn that tells these words one after the other; give what the case stands at then."""
    with world.database.reading() as session:
        row = session.get_one(ProcessInstance, case)
        number, at = row.turn + 1, row.turn_at
    assert at is not None
    effects = [dump_effect(StatusChanged(word, "element")) for word in words]
    moment = (at + timedelta(seconds=1)).isoformat()
    assert not write_turn(world.database, Turn(case, number, moment, [], effects)).diverged
    with world.database.reading() as session:
        return session.get_one(ProcessInstance, case).business_status


def lines(world: World, case: str) -> list[tuple[str, str]]:
    with world.database.reading() as session:
        rows = session.exec(
            select(HistoryEntry)
            .where(HistoryEntry.instance_id == case)
            .order_by(col(HistoryEntry.id))
        ).all()
        return [(one.kind, one.data["status"]) for one in rows if one.kind.startswith("Status")]


def test_an_ended_request_is_not_taken_back_by_a_late_word(world: World, case: str) -> None:
    assert tell(world, case, "submitted", "cancelled") == "cancelled"
    assert tell(world, case, "accepted") == "cancelled"
    assert lines(world, case)[-1] == ("StatusRefused", "accepted")


def test_one_wrong_word_does_not_freeze_what_people_see(world: World, case: str) -> None:
    assert tell(world, case, "submitted", "interim") == "submitted"
    assert tell(world, case, "replied") == "replied"
    assert tell(world, case, "closed") == "closed"
    assert ("StatusRefused", "interim") in lines(world, case)


def test_a_word_of_a_process_has_its_names(world: World, case: str) -> None:
    assert case
    (word,) = own_words(world.database).values()
    assert (word.code, word.name, word.task) == ("departed", "已出发", "in-progress")


def test_words_of_the_process_follow_its_own_ways(world: World, case: str) -> None:
    assert tell(world, case, "submitted", "departed") == "submitted"
    assert tell(world, case, "accepted", "departed", "arrived") == "arrived"
