"""All cases about the same patient that somebody may see: beside the one that they look at."""

from sqlmodel import col

from carelane.domain.process_instances import ProcessInstance
from carelane.services.case_lists import CasePage, page_of
from carelane.services.identities import ids_of
from carelane.services.onlookers import seen_case
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, visible_case

PAGE_SIZE = 10


def cases_of_patient(database: Database, actor: Actor, instance_id: str, page: int = 1) -> CasePage:
    """List the other cases about the patient of a case, newest first; none where the case has no registered patient.

    The same patient is the same identity of the registry (EMPI) with every id that was merged into it: names are not compared.
    Raises `CaseNotFound`.
    """
    with database.reading() as session:
        case = seen_case(session, actor, instance_id)
        if not case.patient_ref:
            return CasePage((), 0, 1, 1)
        where = (
            col(ProcessInstance.patient_ref).in_(ids_of(session, case.patient_ref)),
            col(ProcessInstance.id) != case.id,
            visible_case(actor),
        )
        return page_of(session, where, page, PAGE_SIZE)
