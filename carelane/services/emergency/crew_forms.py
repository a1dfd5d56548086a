"""A crew's open form, which somebody else completes or fills in for them: it is given to that person, with who told as the reason."""

from datetime import datetime

from sqlmodel import Session, col, select

from bpmn.forms import check_values
from carelane.domain.emergencies import CREW, MILESTONE, Milestone
from carelane.domain.errors import CaseNotFound, NotAllowed
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.rights import Right
from carelane.services import human_tasks
from carelane.services.bundles import load_definition
from carelane.services.emergency.entries import Told, checked
from carelane.services.task_wishes import Wish
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may, visible_case


def take_form(database: Database, actor: Actor, case_id: str, told: Told) -> str:
    """Give a crew's open form to whoever enters it for them, with what was told in it; gives its task.

    Who asked for it stands in the case's history; what the crew had typed stays. Empty where the form is not open.
    Raises what `enter` does, and why the task cannot be given; that it is known already is no refusal.
    """
    with database.reading() as session:
        case = crew_case(session, actor, case_id)
        milestone = checked(session, case, told, database.now(), again=True)
        task = open_task(session, case, milestone)
    if task is None:
        return ""
    give(database, actor, task.id, told)
    typed = human_tasks.get_task(database, actor, task.id).draft or {}
    human_tasks.save_draft(database, actor, task.id, typed | milestone.values(told.happened_at))
    return task.id


def give(database: Database, actor: Actor, task_id: str, told: Told) -> None:
    """Give the crew's task to whoever enters it, with who told as the reason; raises why it cannot be given."""
    wish = Wish("delegate", person=actor.person_id, reason=f"☎ {told.by.strip()}")
    human_tasks.do(database, actor, task_id, wish)


def crew_case(session: Session, actor: Actor, case_id: str) -> ProcessInstance:
    """Find a crew's running case that the actor may see and enter for."""
    row = ProcessInstance
    case = session.exec(
        select(row).where(col(row.id) == case_id, col(row.process_id) == CREW, visible_case(actor))
    ).first()
    if case is None or case.state != "active":
        raise CaseNotFound
    if not may(actor, Right.ENTER_FOR_CREW, case.institution_code):
        raise NotAllowed
    return case


def open_task(session: Session, case: ProcessInstance, milestone: Milestone) -> HumanTask | None:
    """Find the open task in which the crew reports this, of a case that its caller found through visibility."""
    task = HumanTask
    mine = (col(task.instance_id) == case.id, col(task.element_id) == milestone.element_id)
    return session.exec(select(task).where(*mine, col(task.closed_at).is_(None))).first()


def asks_no_more(
    session: Session, case: ProcessInstance, task: HumanTask, told: Told, now: datetime
) -> bool:
    """Say whether the form, of the version that the case runs on, can be sent with what was told alone."""
    definition = session.get_one(ProcessDefinition, case.definition_id)
    form = load_definition(session, definition.bundle_sha256).forms.get(task.form_id)
    values = MILESTONE[told.what].values(told.happened_at)
    return form is not None and not check_values(form, values, now, task.variables)
