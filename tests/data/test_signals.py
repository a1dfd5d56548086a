"""What would be lost: a warning that somebody does not hear, hears twice, or that carries a patient's data away."""

import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bpmn.definition import Bundle
from carelane.domain.errors import CaseUnavailable
from carelane.domain.tables import (
    HistoryEntry,
    HumanTask,
    ProcessInstance,
    Signal,
    SignalDelivery,
    SignalSubscription,
)
from carelane.domain.wire import CompleteTask, StartProcess
from carelane.services import process_definitions, signals
from carelane.services.journal import write_turn
from carelane.services.rebuild import rewrite
from tests.data.cases import CasesInMemory
from tests.data.stories import story_of
from tests.data.world import World

BPMN = Path(__file__).parents[1] / "durable" / "files" / "outbreak.bpmn"
BUNDLE = Bundle(BPMN.read_text("utf-8"))


class Group:
    """A group in which outbreaks are announced."""

    def __init__(self, world: World, cases: CasesInMemory) -> None:
        self.world = world
        self.cases = cases
        process_definitions.deploy(world.database, BUNDLE, "outbreak")

    def start(self, process_id: str, institution: str, **pools: str) -> str:
        case = uuid.uuid4().hex
        self.cases.start(
            StartProcess(
                instance_id=case,
                process_id=process_id,
                bundle=BUNDLE.pack(),
                bundle_sha256=BUNDLE.sha256,
                institution=institution,
                pools=pools,
                variables={"institution": institution},
                business_key=f"key of {case}",
            )
        )
        return case

    def complete(self, case: str, **values: Any) -> None:
        """Complete the case's oldest open task."""
        task = self.cases.describe(case).open_tasks[0]
        self.cases.complete_task(case, CompleteTask(uuid.uuid4().hex, task, values, "id-doctor1"))

    def announce(self, disease: str = "measles", **pools: str) -> str:
        """Confirm an outbreak at PRI1."""
        case = self.start("outbreak", "PRI1", **pools)
        self.complete(case, disease=disease)
        return case

    def rows(self, table: type[Any], **equal: Any) -> list[Any]:
        with self.world.database.reading() as session:
            where = (col(getattr(table, name)) == value for name, value in equal.items())
            return list(session.exec(select(table).where(*where)).all())

    def isolations(self, case: str) -> int:
        """Count how often the case was warned."""
        return len(self.rows(HumanTask, instance_id=case, element_id="isolate"))

    def begun(self, process_id: str) -> list[ProcessInstance]:
        return self.rows(ProcessInstance, process_id=process_id)

    def not_told(self, case: str) -> None:
        """Have the only signal still on its way to the case, as when a worker dies while it tells."""
        with self.world.database.transaction() as session:
            row = session.get_one(SignalDelivery, (self.rows(Signal)[0].id, case))
            row.state = "waiting"
            session.add(row)

    def tell_again(self) -> int:
        """Tell everything once more, as after a crash before anything was noted."""
        with self.world.database.transaction() as session:
            for row in session.exec(select(SignalDelivery)).all():
                row.state = "waiting"
                session.add(row)
        return signals.tell(
            self.world.database, self.cases, signals.all_untold(self.world.database)
        )


@pytest.fixture
def group(world: World, cases: CasesInMemory) -> Group:
    return Group(world, cases)


def test_a_ward_that_listens_is_warned_and_only_its_own_institution_hears_what_it_is_about(
    group: Group,
) -> None:
    here, there = group.start("ward_watch", "PRI1"), group.start("ward_watch", "HOSA")
    group.announce("measles")
    assert (group.isolations(here), group.isolations(there)) == (1, 1)
    (near,), (far,) = group.rows(ProcessInstance, id=here), group.rows(ProcessInstance, id=there)
    assert near.variables["disease"] == "measles"
    assert "disease" not in far.variables


def test_a_warning_told_twice_counts_once(group: Group) -> None:
    ward = group.start("ward_watch", "HOSA")
    group.announce()
    assert group.tell_again() == 2
    assert group.isolations(ward) == 1
    assert len(group.begun("local_response")) == 1


def test_two_warnings_are_two(group: Group) -> None:
    ward = group.start("ward_watch", "HOSA")
    group.announce()
    group.announce()
    assert group.isolations(ward) == 2
    assert len(group.begun("local_response")) == 2


def test_processes_begin_where_their_pool_is_bound_and_nowhere_that_does_not_fit(
    group: Group,
) -> None:
    thrower = group.announce()
    assert group.begun("hospital_response") == []
    (local,) = group.begun("local_response")
    assert (local.institution_code, local.from_institution) == ("PRI1", "PRI1")
    assert (local.business_key, local.variables["disease"]) == (f"key of {thrower}", "measles")
    group.announce(hospital="HOSB")
    (hospital,) = group.begun("hospital_response")
    assert (hospital.institution_code, hospital.from_institution) == ("HOSB", "PRI1")
    assert "disease" not in hospital.variables
    assert hospital.pools == {"hospital": "HOSB"}


def test_only_the_newest_version_begins(group: Group) -> None:
    quiet = Bundle(BUNDLE.bpmn.replace('name="OUTBREAK"', 'name="OTHER"'))
    process_definitions.deploy(group.world.database, quiet, "outbreak")
    group.announce()
    assert group.begun("local_response") == []


def test_a_warning_waits_for_temporal_and_is_not_told_to_who_listens_later(group: Group) -> None:
    ward = group.start("ward_watch", "HOSA")
    group.announce()
    with group.world.database.transaction() as session:
        for row in session.exec(select(SignalDelivery)).all():
            row.state = "waiting"
            session.add(row)
    group.cases.available = False
    waiting = signals.all_untold(group.world.database)
    with pytest.raises(CaseUnavailable):
        signals.tell(group.world.database, group.cases, waiting)
    group.cases.available = True
    late = group.start("ward_watch", "HOSA")
    assert signals.all_untold(group.world.database) == waiting
    assert signals.tell(group.world.database, group.cases, waiting) == 2
    assert signals.all_untold(group.world.database) == []
    assert (group.isolations(ward), group.isolations(late)) == (1, 0)


def test_a_ward_that_is_over_does_not_hold_the_others_up(group: Group) -> None:
    gone, ward = group.start("ward_watch", "HOSA"), group.start("ward_watch", "HOSA")
    group.cases.losing = True  # the database does not hear of its end
    group.complete(gone)
    group.cases.losing = False
    group.announce()
    assert group.isolations(ward) == 1
    (row,) = group.rows(SignalDelivery, instance_id=gone)
    assert row.state == "gone"


def test_nobody_listens_in_the_read_model_who_does_not_in_the_case(group: Group) -> None:
    ward = group.start("ward_watch", "HOSA")
    (listening,) = group.rows(SignalSubscription)
    assert (listening.instance_id, listening.signal_name) == (ward, "OUTBREAK")
    group.announce()
    assert len(group.rows(SignalSubscription)) == 1
    group.complete(ward)
    assert group.rows(SignalSubscription) == []


def test_rebuilding_a_case_throws_nothing_again(group: Group) -> None:
    thrower = group.announce()
    late = group.start("ward_watch", "HOSA")
    for case in (thrower, late):
        assert rewrite(group.world.database, group.cases.turns(case)).signals == []
    assert (group.isolations(late), len(group.rows(Signal))) == (0, 1)
    assert len(group.rows(SignalSubscription, instance_id=late)) == 1


def test_a_throw_that_never_became_history_is_taken_back(group: Group) -> None:
    ward = group.start("ward_watch", "HOSA")
    thrower = group.announce()
    turns = group.cases.turns(thrower)
    group.not_told(ward)
    for effect in turns[-1].effects:
        if effect["type"] == "BroadcastSignal":
            effect["variables"] = {"disease": "mumps"}
    later = group.world.database.now() + timedelta(seconds=1)  # what became history is another turn
    turns[-1] = replace(turns[-1], at=later.isoformat())
    told = rewrite(group.world.database, turns).signals
    assert [row.payload for row in group.rows(Signal, id=told[0])] == [{"disease": "mumps"}]
    assert [row.signal_id for row in group.rows(SignalDelivery, state="waiting")] == [told[0]] * 2


def test_a_throw_taken_back_and_thrown_after_all_is_heard_by_all(group: Group) -> None:
    """Its worker died half way through telling; a sweep found no such turn; then the case did the same again."""
    heard, unheard = group.start("ward_watch", "HOSA"), group.start("ward_watch", "PRI1")
    thrower = group.announce()
    turns = group.cases.turns(thrower)
    group.not_told(unheard)
    before = len(group.begun("local_response"))
    rewrite(group.world.database, turns[:-1])
    assert group.rows(SignalDelivery, instance_id=unheard) == []
    later = group.world.database.now() + timedelta(seconds=1)
    written = write_turn(group.world.database, replace(turns[-1], at=later.isoformat()))
    assert len(written.signals) == 1
    assert [row.instance_id for row in group.rows(SignalDelivery, state="waiting")] == [unheard]
    assert len(group.rows(SignalDelivery, instance_id=heard)) == 1
    assert len(group.begun("local_response")) == before


def test_the_timelines_tell_who_warned_and_who_heard(group: Group) -> None:
    ward = group.start("ward_watch", "PRI1")
    thrower = group.announce()
    (thrown,) = group.rows(HistoryEntry, instance_id=thrower, kind="BroadcastSignal")
    assert (thrown.element_id, thrown.data["signal_name"]) == ("warn", "OUTBREAK")
    assert "variables" not in thrown.data
    for case in (ward, group.begun("local_response")[0].id):
        (heard,) = group.rows(HistoryEntry, instance_id=case, kind="SignalHeard")
        assert heard.data == {"signal_name": "OUTBREAK"}
    story = story_of(group.world.database, group.world.actor("doctor1"), thrower)
    assert "BroadcastSignal" in [line.kind for line in story]
