"""All cases about the same patient that somebody may see: beside the one that they look at."""

from sqlalchemy import func
from sqlalchemy.orm import defer
from sqlmodel import col, select

from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.services.case_lists import CasePage, case_rows
from carelane.services.onlookers import seen_case
from carelane.services.pages import window
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, visible_case

PAGE_SIZE = 10


def cases_of_patient(database: Database, actor: Actor, instance_id: str, page: int = 1) -> CasePage:
    """List the other cases about the patient of a case, newest first; none where the case has no registered patient.

    The same patient is the same id of the registry (EMPI): names are not compared. Raises `CaseNotFound`.
    """
    with database.reading() as session:
        case = seen_case(session, actor, instance_id)
        if not case.patient_ref:
            return CasePage((), 0, 1, 1)
        where = (
            col(ProcessInstance.patient_ref) == case.patient_ref,
            col(ProcessInstance.id) != case.id,
            visible_case(actor),
        )
        total = session.exec(select(func.count()).select_from(ProcessInstance).where(*where)).one()
        shown = window(total, page, PAGE_SIZE)
        statement = (
            select(ProcessInstance, ProcessDefinition)
            .join(ProcessDefinition, col(ProcessDefinition.id) == ProcessInstance.definition_id)
            .where(*where)
            .order_by(col(ProcessInstance.started_at).desc(), col(ProcessInstance.id))
            .limit(shown.size)
            .offset(shown.offset)
            .options(defer(ProcessInstance.variables, raiseload=True))  # type: ignore[arg-type]
        )
        found = list(session.exec(statement).all())
        return CasePage(case_rows(session, found), total, shown.page, shown.pages)
