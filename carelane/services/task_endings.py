"""Skipping a human task, or saying that it cannot be done: the case's workflow decides, as it does of a completion."""

from carelane.domain.commands import Command
from carelane.domain.errors import CaseNotFound
from carelane.domain.human_task_verbs import VERB
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Answer, EndTask
from carelane.services.commands import once, refusal
from carelane.services.incidents import checked_reason
from carelane.services.ports import CasePort
from carelane.services.task_changes import find
from carelane.services.task_refusals import over, why_not
from carelane.services.task_standing import Standing, standing
from carelane.services.task_wishes import Wish
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, workable_task

ENDED = {"skip": "obsolete", "fail": "failed"}
"""The state to which each of these verbs leads."""


def end(  # noqa: PLR0913, PLR0917 - who, what to which task, and the key that makes it once
    database: Database,
    cases: CasePort,
    actor: Actor,
    task_id: str,
    wish: Wish,
    command_id: str,
) -> None:
    """Skip the task, or let it fail, once per ``command_id``.

    Raises why not (`carelane.services.task_refusals`), `ReasonMissing`, `CaseUnavailable`, `TaskNotFound`, and what
    the case refuses.
    """
    command = Command(
        id=command_id,
        kind=wish.verb,
        person_id=actor.person_id,
        target_id=task_id,
        acting_as=actor.acting_as,
        at=database.now(),
    )
    with database.transaction() as session:
        task, case, _definition = find(session, task_id, workable_task(actor))
        again = once(session, command) is not command
        known = standing(session, actor, task, case)
        refused = why_not(session, actor, task, case, VERB[wish.verb], known)
        if refused and not again:
            raise refused
        wanted = _command(actor, task, known, wish, command_id)
    answer = _ask(cases, case, task, wanted, again=again)
    if answer.outcome == "refused":
        with database.reading() as session:
            task = session.get(HumanTask, task_id) or task
            raise over(session, actor, task) or refusal(answer)


def _command(
    actor: Actor, task: HumanTask, known: Standing, wish: Wish, command_id: str
) -> EndTask:
    return EndTask(
        command_id=command_id,
        task_id=task.task_id,
        verb="skip" if wish.verb == "skip" else "fail",
        by=actor.person_id,
        reason=checked_reason(wish.reason),
        fault=wish.fault,
        on_behalf_of=known.on_behalf_of if "actual_owner" in known.parts else "",
    )


def _ask(
    cases: CasePort, case: ProcessInstance, task: HumanTask, wanted: EndTask, *, again: bool
) -> Answer:
    """Ask the case; where Temporal has forgotten it, its row speaks."""
    try:
        return cases.end_task(case.id, wanted)
    except CaseNotFound:
        mine = (task.completed_by, task.state) == (wanted.by, ENDED[wanted.verb])
        if again and mine:
            return Answer("done")
        raise
