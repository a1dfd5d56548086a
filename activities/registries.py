"""Job handlers over the group's own registries: patients, referrals, resources, consents, notices.

A handler reads the job's input variables (the scope of the element, or its ``zeebe:input`` mappings; headers
fill in what variables lack) and gives output variables. Effect and answer are recorded in one transaction under the
job's idempotency key, so that a second attempt gives the first one's answer.

| Job type | Reads | Gives | Throws |
|---|---|---|---|
| ``empi.match`` | ``patient`` {id_type, id_no, name, birth_date} | ``empi`` {outcome: exact/possible/none, empi_id, candidates: [empi_id]} | |
| ``referral.duplicates`` | ``patient.empi_id``, ``specialty``, ``procedure`` | ``duplicates`` [{instance_id, referral_id, status, institution, started_at}]: same patient and specialty or procedure, open, under 30 days | |
| ``destination.rank`` | ``specialty``, ``service``, ``preferred_org`` | ``candidates`` [{org, name, name_en, level, capable, minutes, distance_km, free, preferred}], nearest first; tiers are the DMN's | |
| ``slot.hold`` | ``target_org`` (else the case's own), ``kind`` opd/exam/surgery (or ``service``), ``specialty``, ``not_before``, ``hold_for`` (PT2H) | ``slot`` {slot_id, kind, org, place, starts_at, hold_expires_at} | ``NO_SLOT`` |
| ``slot.book`` | ``slot.slot_id`` | ``slot`` (booked) | ``HOLD_EXPIRED`` |
| ``slot.release`` | ``slot.slot_id`` (none: nothing to do) | ``slot`` null | |
| ``bed.hold`` | as ``slot.hold`` with kind bed | ``slot`` | ``NO_BED`` |
| ``consent.record`` | ``consent`` {kind, by, scope, recipients, expires, emergency_basis, second_clinician} | ``consent_id`` | ``CONSENT_INCOMPLETE`` |
| ``notify`` | ``to_role`` + ``to_institution`` (else own), or ``to_person``; ``subject``, ``body``; ``channel`` notice/mail | ``notified`` (how many people) | |
"""
