"""How correlation keys are shown to people who follow messages without seeing their cases.

A key is whatever a designer wrote: mostly a business key, but nothing keeps it from being a number that
identifies a patient. In full it is shown to those who may see the case, and where it is the business key of
a case; else by its ends and a fingerprint, so that two keys can be told apart and an equal one recognised.
"""

from collections.abc import Iterable
from hashlib import sha256

from sqlmodel import Session, col, select

from carelane.domain.process_instances import ProcessInstance
from carelane.services.visibility import Actor, visible_case

_SHOWN_WHOLE = 3
_END = 2
_FINGERPRINT = 4


class Keys:
    """The keys of one answer: which are shown in full."""

    def __init__(
        self,
        session: Session,
        actor: Actor,
        keys: Iterable[str],
        instance_ids: Iterable[str | None],
    ) -> None:
        case = ProcessInstance
        wanted = sorted({one for one in instance_ids if one})
        seen = select(case.id).where(col(case.id).in_(wanted), visible_case(actor))
        self._seen = set(session.exec(seen))
        business = select(case.business_key).where(col(case.business_key).in_(sorted(set(keys))))
        self._business = set(session.exec(business))

    def shown(self, key: str, *instance_ids: str | None) -> str:
        """Give the key as this actor may see it; ``instance_ids`` are the cases that it belongs to."""
        if key in self._business or self._seen & {one for one in instance_ids if one}:
            return key
        return masked(key)

    def sees(self, instance_id: str | None) -> bool:
        """Say whether the actor may see the case."""
        return instance_id in self._seen


def masked(key: str) -> str:
    """Show the ends of a key and four letters of its hash; a key of up to three characters names nobody."""
    if len(key) <= _SHOWN_WHOLE:
        return key
    fingerprint = sha256(key.encode()).hexdigest()[:_FINGERPRINT]
    return f"{key[:_END]}…{key[-_END:]} #{fingerprint}"
