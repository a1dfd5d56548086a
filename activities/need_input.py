"""Reads what a job needs, holds and reports out of its input."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from activities.job_input import JobInput, Part
from bpmn.times import parse_duration
from carelane.domain.errors import NeedUnusable
from carelane.domain.resource_holds import HOLD_PLANNED, HOLD_URGENT
from carelane.domain.resource_kinds import KINDS
from carelane.domain.wire import JobCall
from carelane.services import slots
from carelane.services.holds import Asker
from carelane.services.resource_needs import CATEGORY, Need

MOST = 50
_URGENT = ("E", "U")


def one_need(given: JobInput, now: datetime) -> Need:
    """Read ``need``, or the same fields beside the others; raises `NeedUnusable`."""
    part = given.part("need")
    return read_need(part if part.values else given.whole, now)


def all_needs(given: JobInput, now: datetime) -> list[Need]:
    """Read ``needs``, each for itself, or the one need."""
    parts = given.whole.parts("needs")
    return [read_need(each, now) for each in parts] or [one_need(given, now)]


def read_need(part: Part, now: datetime, kind: str = "") -> Need:
    """Read one need; raises `NeedUnusable`."""
    word = kind or part.text("kind")
    quantity = part.values.get("quantity")
    quantity = 1 if quantity is None else quantity
    whole = isinstance(quantity, int | float) and quantity == int(quantity)
    if word not in KINDS or not whole or not 1 <= quantity <= MOST:
        raise NeedUnusable(kind=word[:20])
    begins = max(now, _moment(part, "from") or _moment(part, "not_before") or now)
    ends = _moment(part, "to") or _moment(part, "not_after")
    if ends is not None and ends < begins:
        raise NeedUnusable(kind=word)
    spec = {key: value for key, value in part.values.items() if key in _WORDS}
    return Need(
        word,
        begins,
        ends,
        orgs=tuple(part.texts("org", "owner_org") or part.texts("orgs", "owner_orgs")),
        spec=spec | dict(part.part("spec").values),
        quantity=int(quantity),
        substitute=part.values.get("substitute") is True,
    )


def _moment(part: Part, key: str) -> datetime | None:
    """Give a moment or none; raises `NeedUnusable` for a text that is no moment: nobody guesses a term."""
    found = part.moment(key)
    if found is None and part.text(key):
        raise NeedUnusable(field=key)
    return found


_WORDS = ("specialty", *CATEGORY.values())
"""Words of a spec that may stand beside the need itself."""


def slot_needs(session: Session, call: JobCall, given: JobInput, now: datetime) -> list[Need]:
    """Read what slots are needed: chosen ones, a list in its order, or one at each provider."""
    pool = given.text("pool") or slots.pool_of(session, call.institution)
    chosen = given.whole.texts("slot_ids")
    if chosen:
        return [Need("slot", now, ids=(each,), pool=pool) for each in chosen]
    parts = given.whole.parts("needs")
    needs = [read_need(each, now, "slot") for each in parts]
    if not parts:
        one = read_need(given.whole, now, "slot")
        providers = given.whole.texts("provider_org", "provider_orgs") or [*one.orgs]
        needs = [replace(one, orgs=(each,)) for each in providers or [call.institution]]
    earliest, latest = given.moment("not_before"), given.moment("not_after")
    return [
        replace(
            each,
            pool=pool,
            from_at=max(each.from_at, earliest or now),
            to_at=each.to_at or latest,
        )
        for each in needs
    ]


def asker(
    call: JobCall, given: JobInput, now: datetime, hold_for: timedelta | None = None
) -> Asker:
    """Say who asks: urgent requests hold for PT2H, others for PT12H, unless told otherwise."""
    urgency = given.text("urgency")
    usual = hold_for or (HOLD_URGENT if urgency in _URGENT else HOLD_PLANNED)
    asked = given.text("hold_for")
    rank = given.whole.values.get("rank")
    return Asker(
        call.instance_id,
        call.institution,
        now,
        parse_duration(asked).after(now) if asked else now + usual,
        request_for=given.text("request_for") or given.text("incident_id"),
        urgency=urgency,
        rank=int(rank) if isinstance(rank, int | float) else None,
        preempt_reason=given.text("preempt_reason"),
    )


def hold_ids(given: JobInput) -> list[str]:
    """Collect the holds that are meant: ``hold_id``, ``hold_ids``, and those of ``hold``, ``holds`` and ``unit``."""
    whole = given.whole
    found = whole.texts("hold_id", "hold_ids")
    for part in (whole.part("hold"), whole.part("unit"), *whole.parts("holds")):
        found += part.texts("hold_id", "hold_ids")
    return list(dict.fromkeys(found))
