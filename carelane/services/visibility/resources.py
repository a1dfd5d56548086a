"""Who may change what there is: beds, ambulances, and all other resources of an institution."""

from carelane.domain.rights import Right
from carelane.services.visibility.actors import Actor
from carelane.services.visibility.rights import may

_OF_KIND = {"bed": Right.REPORT_BEDS, "unit": Right.DISPATCH_UNITS}


def may_report(actor: Actor, kind: str, institution_code: str) -> bool:
    """Say whether the actor may say what state a resource of this kind is in there."""
    return may(actor, _OF_KIND.get(kind, Right.KEEP_RESOURCES), institution_code)
