"""A case that moves to another version keeps what people and machines are at, and can come back until it goes on."""

import uuid
from dataclasses import replace
from typing import Any

import pytest

from bpmn.definition import Bundle
from carelane.adapters.rebuild import histories
from carelane.domain.deadlines import Deadline, Timer
from carelane.domain.human_tasks import HumanTask
from carelane.domain.messages import MessageSubscription
from carelane.domain.process_instances import ElementActivation, HistoryEntry, ProcessInstance
from carelane.domain.wire import Answer, Delivery, Operate, workflow_id
from carelane.services.rebuild import rewrite
from tests.durable.site import Site, eventually
from tests.durable.test_histories import only_when_asked, record_new
from tests.durable.test_kills import WorkerProcess
from tests.durable.told_turns import told_turns

MAPPING = {
    "elements": {
        "assess": "assess_patient",
        **{each: each for each in ("remind", "consult", "result", "join", "urge")},
    }
}


@pytest.fixture
def v2(site: Site) -> Bundle:
    """Release the second version; cases still begin in the first."""
    first = site.bundles["care_path"]
    second = site.deploy("versions/care_path")
    site.bundles["care_path"] = first
    return second


def plan(bundle: Bundle, mapping: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"bundle": bundle.pack(), "sha256": bundle.sha256, "mapping": mapping or MAPPING}


def operate(site: Site, case: str, kind: Any, arguments: dict[str, Any] | None = None) -> Answer:
    command = Operate(uuid.uuid4().hex, kind, "li", "the ward has asked for it", arguments or {})
    return site.cases.operate(case, command)


def begun(site: Site, **options: Any) -> tuple[str, str]:
    """Begin a case with a claimed task, a running timer, a child and a wait; give it and its child."""
    case = site.start("care_path", order=uuid.uuid4().hex, **options)
    (child,) = eventually(lambda: site.rows(ProcessInstance, parent_instance_id=case))
    (task,) = site.tasks(case, "assess")
    with site.database.transaction() as session:
        row = session.get_one(HumanTask, task.id)
        row.state, row.actual_owner, row.draft = "reserved", "li", {"note": "half"}
        session.add(row)
    return case, child.id


def shown(site: Site, case: str) -> dict[str, Any]:
    """Give what the read model shows of an open case."""
    row = site.row(case)
    assert row is not None
    tasks = [
        (t.task_id, t.element_id, t.name, t.state, t.actual_owner, t.draft)
        for t in site.tasks(case)
    ]
    live = [a for a in site.rows(ElementActivation, instance_id=case) if a.left_at is None]
    return {
        "version": row.version,
        "tasks": tasks,
        "timers": sorted((t.element_id, t.due_at) for t in site.rows(Timer, instance_id=case)),
        "elements": sorted(a.element_id for a in live),
        "waits": [w.element_id for w in site.rows(MessageSubscription, instance_id=case)],
        "clocks": [d.element_id for d in site.rows(Deadline, instance_id=case) if not d.stopped_at],
    }


def finish(site: Site, case: str, child: str, first: str) -> None:
    site.complete(child, "answer", opinion="go on")
    site.complete(case, first)
    order = site.row(case)
    assert order is not None
    result = Delivery(uuid.uuid4().hex, "lab_result", order.variables["order"], {"value": 7})
    site.cases.deliver(case, result)


@pytest.mark.parametrize("turns_per_run", [0, 2], ids=["one history", "several histories"])
def test_a_case_in_the_middle_loses_something_when_it_moves(
    site: Site, v2: Bundle, turns_per_run: int
) -> None:
    worker = WorkerProcess(site)
    worker.start()
    case, child = begun(site, turns_per_run=turns_per_run)
    before = shown(site, case)
    assert site.cases.preview_migration(case, plan(v2))["outcome"] == "moves"
    assert operate(site, case, "migrate", plan(v2)).outcome == "done"
    worker.kill()
    worker.start()
    after = shown(site, case)
    (task_id, *_, state, owner, draft) = before["tasks"][0]
    renamed = (task_id, "assess_patient", "Assess the patient", state, owner, draft)
    assert after["tasks"] == [renamed]
    assert (after["version"], after["waits"]) == (2, ["result"])
    assert before["timers"][0] in after["timers"]  # the reminder keeps its time
    assert after["clocks"] == ["assess_patient"]
    assert "assess_patient" in after["elements"]
    finish(site, case, child, "assess_patient")
    site.complete(case, "sign")
    row = site.ended(case)
    assert (row.state, row.version) == ("completed", 2)
    (line,) = [e for e in site.rows(HistoryEntry, instance_id=case) if e.kind == "CaseMigrated"]
    assert line.person_id == "li"
    assert line.data["mapping"]["elements"] == MAPPING["elements"]
    worker.kill()


def test_a_move_cannot_be_taken_back(site: Site, v2: Bundle) -> None:
    site.work()
    case, child = begun(site)
    before = shown(site, case)
    operate(site, case, "migrate", plan(v2))
    assert operate(site, case, "undo_migration").outcome == "done"
    assert shown(site, case) == before
    finish(site, case, child, "assess")
    row = site.ended(case)
    assert (row.state, row.version) == ("completed", 1)


def test_a_move_is_taken_back_after_something_has_happened(site: Site, v2: Bundle) -> None:
    site.work()
    case, child = begun(site)
    never = operate(site, case, "undo_migration")
    operate(site, case, "migrate", plan(v2))
    site.cases.deliver(
        case, Delivery("stranger", "unknown", "", {})
    )  # given back: nothing happened
    site.complete(child, "answer", opinion="go on")
    eventually(lambda: "consult" not in shown(site, case)["elements"])
    late = operate(site, case, "undo_migration")
    assert (never.code, late.code) == ("migration_settled", "migration_settled")
    assert operate(site, case, "migrate", plan(v2)).code == "nothing_to_migrate"


def test_a_case_moves_although_it_cannot(site: Site, v2: Bundle) -> None:
    site.work()
    case, _child = begun(site)
    wrong = plan(v2, {"elements": {**MAPPING["elements"], "assess": None}})
    answer = operate(site, case, "migrate", wrong)
    assert answer.code == "not_migratable"
    problems = answer.details["problems"]
    assert [(each["code"], each["element_id"]) for each in problems] == [("unmapped", "assess")]
    assert site.cases.preview_migration(case, wrong)["problems"] == problems
    broken = [{}, plan(v2) | {"sha256": "0" * 64}, plan(v2) | {"mapping": {"elements": [1]}}]
    codes = [operate(site, case, "migrate", arguments).code for arguments in broken]
    assert codes == ["unknown_operation"] * 3
    assert shown(site, case)["version"] == 1


def test_a_case_that_has_moved_is_told_anew_as_if_it_had_not(site: Site, v2: Bundle) -> None:
    site.work()
    case, _child = begun(site)
    operate(site, case, "migrate", plan(v2))
    moved = shown(site, case)
    rewrite(site.database, told_turns(site, case))
    assert shown(site, case) == moved
    operate(site, case, "undo_migration")
    back = shown(site, case)
    rewrite(site.database, told_turns(site, case))
    assert shown(site, case) == back


def test_a_case_cannot_come_back_in_its_next_history(site: Site, v2: Bundle) -> None:
    site.work()
    case, _child = begun(site, turns_per_run=1)
    before = shown(site, case)
    operate(site, case, "migrate", plan(v2))
    eventually(lambda: len(site.loop.run(histories(site.client, workflow_id(case)))) > 1)
    assert operate(site, case, "undo_migration").outcome == "done"
    assert shown(site, case) == before


def test_one_command_moves_a_case_twice(site: Site, v2: Bundle) -> None:
    site.work()
    case, _child = begun(site)
    command = Operate("once", "migrate", "li", "asked for", plan(v2))
    answers = [site.cases.operate(case, command) for _ in range(2)]
    assert answers == [answers[0]] * 2
    assert answers[0].outcome == "done"
    other = replace(command, command_id="another")
    assert site.cases.operate(case, other).code == "nothing_to_migrate"
    lines = [e for e in site.rows(HistoryEntry, instance_id=case) if e.kind == "CaseMigrated"]
    assert len(lines) == 1


@only_when_asked
def test_record_migrated_cases(site: Site, v2: Bundle) -> None:
    """Write the histories of a case that has moved, of one that came back, and of one that moved while suspended."""
    site.work()
    case, child = begun(site, turns_per_run=4)
    operate(site, case, "migrate", plan(v2))
    finish(site, case, child, "assess_patient")
    site.complete(case, "sign")
    site.ended(case)
    record_new(site, "migrated_over_several_histories", case)
    case, child = begun(site)
    operate(site, case, "migrate", plan(v2))
    operate(site, case, "undo_migration")
    finish(site, case, child, "assess")
    site.ended(case)
    record_new(site, "migrated_and_taken_back", case)
    case, _child = begun(site)
    operate(site, case, "suspend")
    operate(site, case, "migrate", plan(v2))
    operate(site, case, "resume")
    record_new(site, "migrated_while_suspended", case)


def test_a_case_that_stands_still_moves_on_by_moving(site: Site, v2: Bundle) -> None:
    site.work()
    case, child = begun(site)
    operate(site, case, "suspend")
    site.complete(child, "answer", opinion="go on")  # held back
    operate(site, case, "migrate", plan(v2))
    still = shown(site, case)
    assert (still["version"], still["clocks"]) == (2, [])
    assert [each[3] for each in still["tasks"]] == ["suspended"]
    operate(site, case, "resume")
    after = shown(site, case)
    assert after["clocks"] == ["assess_patient"]
    assert "consult" not in after["elements"]
    assert [each[1:6] for each in after["tasks"]] == [
        ("assess_patient", "Assess the patient", "reserved", "li", {"note": "half"})
    ]
