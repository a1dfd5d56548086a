"""Who may see what, in one folder: every read of cases and tasks passes one of these clauses.

A task is visible to its potential owners (institution and role, or named persons), to whoever has or completed it, to
substitutes of these during leave, to its business administrators, and to supervisors of its case's institution. A case
is visible to whoever started it, to everybody who may see one of its tasks, and to supervisors of its institution.
Anything else looks as if it did not exist.

Who may do what is a table, `carelane.domain.rights`; `may` and `places_of` ask it for an actor.

Operators may find any case, but see only what is technical of it (elements, states, ids): `operated_case` stands
before those reads, `visible_case` before everything clinical. To variables a reason is their only door.

A file of this folder holds the clauses of one noun; everybody else imports them from here.
"""

from carelane.services.visibility.actors import Actor, Membership, StandIn
from carelane.services.visibility.attachments import may_remove_attachment, visible_attachment
from carelane.services.visibility.human_tasks import (
    administered_task,
    own_task,
    potential_owner,
    visible_task,
    workable_task,
)
from carelane.services.visibility.journeys import (
    followed_journey,
    follows_journeys,
    visible_journey,
    visible_journey_event,
)
from carelane.services.visibility.messages import (
    may_mend_message,
    may_receive,
    operated_message,
    passes_messages_at,
)
from carelane.services.visibility.operations import (
    may_manage_versions,
    may_operate,
    may_perform,
    may_read_payloads,
    may_watch_system,
    movable_case,
    operated_case,
)
from carelane.services.visibility.process_instances import may_cancel_case, visible_case
from carelane.services.visibility.reach import reach_of
from carelane.services.visibility.resources import may_report
from carelane.services.visibility.rights import (
    EVERYWHERE,
    may,
    may_arrange_leave,
    may_look_up_patients,
    may_open,
    may_resolve_identities,
    places_of,
)
from carelane.services.visibility.saved_filters import shared_filter
from carelane.services.visibility.supervision import (
    counted,
    counted_case,
    counts_only,
    measured_here,
    supervised_case,
    taken_list,
)
from carelane.services.visibility.worklist_entries import (
    administered_entry,
    named_administrator,
    own_entry,
)

__all__ = [
    "EVERYWHERE",
    "Actor",
    "Membership",
    "StandIn",
    "administered_entry",
    "administered_task",
    "counted",
    "counted_case",
    "counts_only",
    "followed_journey",
    "follows_journeys",
    "may",
    "may_arrange_leave",
    "may_cancel_case",
    "may_look_up_patients",
    "may_manage_versions",
    "may_mend_message",
    "may_open",
    "may_operate",
    "may_perform",
    "may_read_payloads",
    "may_receive",
    "may_remove_attachment",
    "may_report",
    "may_resolve_identities",
    "may_watch_system",
    "measured_here",
    "movable_case",
    "named_administrator",
    "operated_case",
    "operated_message",
    "own_entry",
    "own_task",
    "passes_messages_at",
    "places_of",
    "potential_owner",
    "reach_of",
    "shared_filter",
    "supervised_case",
    "taken_list",
    "visible_attachment",
    "visible_case",
    "visible_journey",
    "visible_journey_event",
    "visible_task",
    "workable_task",
]
