"""What of operators' doing the case's workflow does not know of: refused attempts, and looks at variables.

What was done stands in the case's own turns, with who and why. These lines have no turn; they survive a rebuild.
"""

from typing import Any

from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

REFUSED = "OperationRefused"
LOOKED = "VariablesLookedAt"


def note_refusal(  # noqa: PLR0913, PLR0917 - who, where, what, why, and why not
    database: Database,
    actor: Actor,
    case: ProcessInstance,
    operation: str,
    reason: str,
    code: str,
    element_id: str = "",
) -> None:
    """Keep that somebody tried and was refused with this code."""
    about = {"operation": operation, "reason": reason, "code": code}
    _append(database, actor, case, REFUSED, about, element_id)


def note_look(database: Database, actor: Actor, case: ProcessInstance, reason: str) -> None:
    """Keep that somebody has looked at the case's variables, and why."""
    _append(database, actor, case, LOOKED, {"reason": reason})


def _append(  # noqa: PLR0913, PLR0917 - the columns of a line
    database: Database,
    actor: Actor,
    case: ProcessInstance,
    kind: str,
    data: dict[str, Any],
    element_id: str = "",
) -> None:
    with database.transaction() as session:
        session.add(
            HistoryEntry(
                instance_id=case.id,
                at=database.now(),
                kind=kind,
                element_id=element_id,
                person_id=actor.person_id,
                acting_as=actor.acting_as,
                institution_code=case.institution_code,
                data=data,
            )
        )
