"""Job handlers over the group's own registries: patients, referrals, resources, consents, notices.

A handler reads the job's input variables (the scope of the element, or its ``zeebe:input`` mappings; headers
fill in what variables lack) and gives output variables. Effect and answer are recorded in one transaction under the
job's idempotency key, so that a second attempt gives the first one's answer.

| Job type | Reads | Gives | Throws |
|---|---|---|---|
| ``empi.match`` | ``patient`` {id_type, id_no, name, sex, birth_date} | ``empi`` {outcome: exact/possible/none, empi_id, candidates: [empi_id], problem: format/check_digit/birth_date/sex of a resident id that cannot be right, never exact} | |
| ``empi.register`` | ``patient``, ``temporary`` (true: without its document) | ``empi_id``, ``temporary`` | |
| ``empi.link`` | ``temporary_id`` (else ``patient.empi_id``), ``empi_id`` (the real one) | ``empi_id``, ``linked``; running cases of the temporary one get the real id | ``IDENTITY_CONFLICT`` |
| ``request.duplicates`` | ``patient.empi_id``, ``specialty``, ``procedure``, ``process_ids`` (else the case's own), ``days`` (30) | ``duplicates`` [{instance_id, process_id, business_key, referral_id, status, institution, started_at}]: same patient and specialty or procedure, open | |
| ``referral.duplicates`` | ``patient.empi_id``, ``specialty``, ``procedure`` | ``duplicates`` [{instance_id, referral_id, status, institution, started_at}]: same patient and specialty or procedure, open, under 30 days | |
| ``destination.rank`` | ``specialty``, ``service``, ``preferred_org`` | ``candidates`` [{org, name, name_en, level, capable, minutes, distance_km, free, preferred}], nearest first; tiers are the DMN's | |
| ``slot.hold`` | ``target_org`` (else the case's own), ``kind`` opd/exam/surgery (or ``service``), ``specialty``, ``not_before``, ``hold_for`` (PT2H) | ``slot`` {slot_id, kind, org, place, starts_at, state, hold_expires_at} | ``NO_SLOT`` |
| ``slot.book`` | ``slot.slot_id`` | ``slot`` (booked) | ``HOLD_EXPIRED`` |
| ``slot.release`` | ``slot.slot_id`` (none: nothing to do) | ``slot`` null | |
| ``bed.hold`` | ``target_org``, ``specialty``, ``not_before``, ``hold_for``: as a slot of kind bed | ``slot`` | ``NO_BED`` |
| ``transfer.request`` | ``target_org``, ``specialty``, ``hold_for`` | ``slot``: a bed, else the emergency department | |
| ``transfer.cancel`` | ``slot.slot_id`` | ``slot`` null | |
| ``resource.match`` | ``need`` {kind bed/slot/equipment/doctor/unit, org or orgs, spec, from, to, quantity}, ``most`` (10) | ``match`` exact/substitute/split/none, ``candidates`` [{resource_id, kind, org, org_name, name, place, specialty, category, match, differs, minutes, verified, reported_at, from, to}]: free ones, the best first; of a split all together | |
| ``resource.hold`` | ``need`` or ``needs`` (all or nothing), or ``resource_ids`` with ``from`` and ``to``; ``urgency``, ``hold_for`` (E/U PT2H, else PT12H), ``request_for``, ``preempt_reason`` (an emergency may take an uncommitted hold) | ``hold`` {hold_id, resource_id, kind, org, name, place, specialty, state, verified, from, to, expires_at}, ``holds``, ``hold_ids``, ``expires_at``, ``preempted`` (how many) | ``NO_RESOURCE`` |
| ``resource.commit`` | ``hold_id``, ``hold_ids``, ``hold`` or ``holds`` | ``hold``, ``holds``: committed | ``HOLD_EXPIRED`` |
| ``resource.extend`` | ``hold_id``, ``hold_ids``, ``hold`` or ``holds``; ``hold_for`` | ``hold``, ``holds``, ``expires_at``; once | ``HOLD_EXPIRED``, ``EXTENSION_REFUSED`` |
| ``resource.release`` | ``hold_id``, ``hold_ids``, ``hold`` or ``holds`` (none: nothing to do); ``reason`` | ``released`` (ids of what was given back now) | |
| ``resource.occupy`` | ``hold_id``, ``hold_ids``, ``hold`` or ``holds`` | ``hold``, ``holds``: in use | ``HOLD_EXPIRED`` |
| ``resource.return`` | ``hold_id``, ``hold_ids``, ``hold`` or ``holds``; ``condition`` clean/dirty/contaminated/faulty, ``fault`` | ``returned`` [{resource_id, state, clean_due (of a bed, PT60M)}] | |
| ``resource.status`` | ``resource_id``, ``status``, ``reason``, ``at`` | ``resource`` {resource_id, kind, state} | ``STATUS_REFUSED`` |
| ``resource.book`` | slots: ``needs`` [{org, spec}] in their order, or ``provider_org``, ``provider_orgs`` with ``service`` and ``specialty``, or ``slot_ids``; ``not_before``, ``not_after``, ``urgency``, ``hold_for`` (PT15M), ``request_for``, ``pool`` (by the asking institution), ``commit`` (true: booked at once), ``waitlist`` (true: join it when nothing is free) | ``slots``, ``hold``, ``holds``, ``hold_ids``, ``expires_at``, ``waitlist_id`` | ``NO_SLOT`` |
| ``capability.status`` | ``capability`` or ``capabilities``, ``org`` or ``orgs`` (none: all), ``position`` (to give the way from there); to change one of the own: ``set`` {status open/limited/closed, reason, for (PT1H)} | ``capabilities`` [{org, capability, status, reason, until, reported_at, verified}], ``hospitals`` [{org, name, lat, lon, km, minutes, open, limited, closed}] | ``CLOSURE_REFUSED`` |
| ``roster.find`` | ``role``, ``specialty``, ``org`` (else own), ``at`` (now) | ``on_duty`` [{person_id, name, org, role, specialty, phone, second_call, from, to, resource_id, verified}], ``first``, ``second`` (ids of people) | |
| ``unit.nearest`` | ``position`` {lat, lon}, ``org`` (the centre, or the place to drive to), ``crew_level``, ``equipment``, ``exclude``, ``most`` (5) | ``unit`` {unit_id, name, org, crew_level, station, state, minutes, km, verified, reported_at, lat, lon}, ``units``: the shortest time first | ``NO_UNIT`` |
| ``unit.assign`` | ``unit_id`` or ``unit``, ``incident_id``, ``urgency`` | ``unit`` with hold_id | ``UNIT_TAKEN`` |
| ``unit.status`` | ``unit_id`` or ``unit``, ``status``, ``position``, ``at``, ``reason`` | ``unit``: available ends its hold | ``STATUS_REFUSED`` |
| ``consent.check`` | ``patient.empi_id``, ``purpose`` treatment/transfer/tele/tele_surgery/monitor/teaching/recording/quality/supervision, ``recipient_org`` (else own), ``cannot_consent``, ``outside_group``, ``doc_types``, ``emergency_basis``, ``second_clinician`` | ``consent_check`` {allowed, basis consent/emergency/none_required, consent_id, kind, requirement, reason, post_hoc, post_hoc_due}, ``consent_id`` | |
| ``consent.record`` | ``consent`` {kind, by, at, evidence, scope, recipients, expires, emergency_basis, second_clinician}, ``patient.empi_id``, ``clinician`` (else who completed the latest task) | ``consent_id``, ``post_hoc_due`` (after an emergency) | ``CONSENT_INCOMPLETE`` |
| ``consent.close`` | ``consent_id`` | ``closed``; what it allowed to retrieve is closed too | |
| ``record.search`` | ``patient.empi_id``, ``purpose``, ``doc_types``, ``reason`` | ``records`` [{reference_id, type, name, name_en, loinc, ws, institution, date, section}], ``withheld`` (how many more there are with a reason) | |
| ``record.release`` | ``patient.empi_id``, ``purpose``, ``recipient_org``, ``cannot_consent``, ``outside_group``, ``doc_types``, ``emergency_basis``, ``second_clinician``, ``reference_ids``, ``reason``, ``process`` (row of the minimum-necessary matrix, else the case's process) | ``release`` {grant_id, references [{..., locator}], withheld, withheld_why, consent_id, basis, expires_at}, ``grant_id`` | ``RELEASE_REFUSED`` |
| ``record.register`` | ``type``, ``file_id`` of the case (none: its letter), ``section``, ``dated_at`` | ``reference_id`` | ``RECORD_UNFIT`` |
| ``journey.open`` | ``patient`` (with its number, else matched exactly), ``journey_id`` (else the case's id), ``episode_type`` | ``journey_id`` of the open journey, ``joined`` (there was one), ``event`` {patient, process} | ``IDENTITY_UNCLEAR`` |
| ``journey.snapshot`` | ``journey_id``, ``items``, ``gaps``, ``where``, ``events`` | ``snapshot_ref`` | |
| ``journey.close`` | ``journey_id``, ``outcome`` | ``closed_at`` | |
| ``reminders.suppress`` | ``referral_id`` | ``suppressed`` (how many were stopped) | |
| ``appointment.misses`` | ``patient.empi_id``, ``provider_org`` (else own) | ``misses`` (visits of `mutual_appointment` missed there within a year), ``last_missed_at`` | |
| ``appointment.same_day`` | ``patient.empi_id``, ``appointment_id``, ``org`` (else own), ``starts_at``, ``ends_at`` | ``same_day`` {appointment_id, org, starts_at, gap_minutes, travel_minutes}: the nearest other visit at another site that day, all null without one | |
| ``notify`` | ``recipient`` patient (``patient.empi_id``), or ``to_role`` + ``to_institution`` (else own), or ``to_person``; ``subject``, ``body``; ``channel`` notice/mail (the words stand on the screen, a mail says only that they do) | ``notified`` (how many people) | |
"""

from collections.abc import Callable, Mapping
from functools import partial

from activities import (
    appointment_jobs,
    booking_jobs,
    consent_jobs,
    feed_jobs,
    hold_jobs,
    journey_jobs,
    record_jobs,
    referral_jobs,
    resource_jobs,
    telling_jobs,
)
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
        "empi.link": once(referral_jobs.link_patient),
        "request.duplicates": once(referral_jobs.find_duplicates),
        "referral.duplicates": once(referral_jobs.find_duplicates),
        "destination.rank": once(referral_jobs.list_destinations),
        "slot.hold": once(partial(booking_jobs.hold_slot, error_code="NO_SLOT")),
        "bed.hold": once(partial(booking_jobs.hold_slot, error_code="NO_BED", kind="bed")),
        "slot.book": once(booking_jobs.book_slot),
        "slot.release": once(booking_jobs.release_slot),
        "transfer.request": once(booking_jobs.request_transfer),
        "transfer.cancel": once(booking_jobs.release_slot),
        "resource.match": once(resource_jobs.match_resources),
        "resource.hold": once(resource_jobs.hold_resources),
        "resource.commit": once(hold_jobs.commit_holds),
        "resource.extend": once(hold_jobs.extend_holds),
        "resource.release": once(hold_jobs.release_holds),
        "resource.occupy": once(hold_jobs.occupy_holds),
        "resource.return": once(hold_jobs.return_holds),
        "resource.status": once(hold_jobs.report_status),
        "resource.book": once(resource_jobs.book_slots),
        "capability.status": once(feed_jobs.capability_status),
        "roster.find": once(feed_jobs.find_on_duty),
        "unit.nearest": once(feed_jobs.find_units),
        "unit.assign": once(feed_jobs.assign_unit),
        "unit.status": once(feed_jobs.report_unit),
        "consent.check": once(consent_jobs.check_consent),
        "consent.record": once(consent_jobs.record_consent),
        "consent.close": once(consent_jobs.close_consent),
        "record.search": once(record_jobs.search_records),
        "record.release": once(record_jobs.release_records),
        "record.register": once(record_jobs.register_record),
        "journey.open": once(journey_jobs.open_journey),
        "journey.snapshot": once(journey_jobs.keep_snapshot),
        "journey.close": once(journey_jobs.close_journey),
        "reminders.suppress": once(telling_jobs.suppress_reminders),
        "appointment.misses": once(appointment_jobs.count_misses),
        "appointment.same_day": once(appointment_jobs.find_same_day),
        "notify": once(telling_jobs.notify),
    }
