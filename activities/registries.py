"""Job handlers over the group's own registries: patients, referrals, resources, consents, notices.

A handler reads the job's input variables (the scope of the element, or its ``zeebe:input`` mappings; headers
fill in what variables lack) and gives output variables. Effect and answer are recorded in one transaction under the
job's idempotency key, so that a second attempt gives the first one's answer.

| Job type | Reads | Gives | Throws |
|---|---|---|---|
| ``empi.match`` | ``patient`` {id_type, id_no, name, birth_date} | ``empi`` {outcome: exact/possible/none, empi_id, candidates: [empi_id]} | |
| ``empi.register`` | ``patient``, ``temporary`` (true: without its document) | ``empi_id``, ``temporary`` | |
| ``referral.duplicates`` | ``patient.empi_id``, ``specialty``, ``procedure`` | ``duplicates`` [{instance_id, referral_id, status, institution, started_at}]: same patient and specialty or procedure, open, under 30 days | |
| ``destination.rank`` | ``specialty``, ``service``, ``preferred_org`` | ``candidates`` [{org, name, name_en, level, capable, minutes, distance_km, free, preferred}], nearest first; tiers are the DMN's | |
| ``slot.hold`` | ``target_org`` (else the case's own), ``kind`` opd/exam/surgery (or ``service``), ``specialty``, ``not_before``, ``hold_for`` (PT2H) | ``slot`` {slot_id, kind, org, place, starts_at, state, hold_expires_at} | ``NO_SLOT`` |
| ``slot.book`` | ``slot.slot_id`` | ``slot`` (booked) | ``HOLD_EXPIRED`` |
| ``slot.release`` | ``slot.slot_id`` (none: nothing to do) | ``slot`` null | |
| ``bed.hold`` | ``target_org``, ``specialty``, ``not_before``, ``hold_for``: as a slot of kind bed | ``slot`` | ``NO_BED`` |
| ``transfer.request`` | ``target_org``, ``specialty``, ``hold_for`` | ``slot``: a bed, else the emergency department | |
| ``transfer.cancel`` | ``slot.slot_id`` | ``slot`` null | |
| ``consent.record`` | ``consent`` {kind, by, scope, recipients, expires, emergency_basis, second_clinician}, ``patient.empi_id`` | ``consent_id`` | ``CONSENT_INCOMPLETE`` |
| ``consent.close`` | ``consent_id`` | ``closed`` | |
| ``reminders.suppress`` | ``referral_id`` | ``suppressed`` (how many were stopped) | |
| ``notify`` | ``recipient`` patient (``patient.empi_id``), or ``to_role`` + ``to_institution`` (else own), or ``to_person``; ``subject``, ``body``; ``channel`` notice/mail (the words stand on the screen, a mail says only that they do) | ``notified`` (how many people) | |
"""

from collections.abc import Callable, Mapping
from functools import partial

from activities import booking_jobs, referral_jobs, telling_jobs
from carelane.domain.wire import JobCall, JobResult
from carelane.services import job_effects
from carelane.services.transaction import Database


def job_handlers(database: Database) -> Mapping[str, Callable[[JobCall], JobResult]]:
    """Give the handlers of this module by job type, on this database."""

    def once(effect: job_effects.Effect) -> Callable[[JobCall], JobResult]:
        return lambda call: job_effects.run_once(database, call, effect)

    return {
        "empi.match": once(referral_jobs.match_patient),
        "empi.register": once(referral_jobs.register_patient),
        "referral.duplicates": once(referral_jobs.find_duplicates),
        "destination.rank": once(referral_jobs.list_destinations),
        "slot.hold": once(partial(booking_jobs.hold_slot, error_code="NO_SLOT")),
        "bed.hold": once(partial(booking_jobs.hold_slot, error_code="NO_BED", kind="bed")),
        "slot.book": once(booking_jobs.book_slot),
        "slot.release": once(booking_jobs.release_slot),
        "transfer.request": once(booking_jobs.request_transfer),
        "transfer.cancel": once(booking_jobs.release_slot),
        "consent.record": once(telling_jobs.record_consent),
        "consent.close": once(telling_jobs.close_consent),
        "reminders.suppress": once(telling_jobs.suppress_reminders),
        "notify": once(telling_jobs.notify),
    }
