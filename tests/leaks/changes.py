"""What somebody who has nothing to do with a case might try to do to it; every try has to be refused."""

from datetime import timedelta

from carelane.services import (
    accounts,
    attachments,
    case_letters,
    comments,
    conditional_starts,
    consent_changes,
    identity_questions,
    incident_batches,
    incidents,
    job_requests,
    mail_deliveries,
    message_decisions,
    message_mending,
    migration_batches,
    migration_lists,
    nudges,
    operations,
    outside_messages,
    outside_signals,
    patient_files,
    patient_merges,
    patient_news,
    payload_readings,
    process_instances,
    record_files,
    record_retrievals,
    report_orders,
    resource_deeds,
    resource_files,
    saved_filters,
    sign_in_events,
    sign_ins,
    start_duplicates,
    target_files,
    targets,
    task_batches,
    version_pins,
)
from carelane.services.attachment_checks import FileLimits
from carelane.services.attachments import Upload
from carelane.services.comments import Words
from carelane.services.consent_checks import Question
from carelane.services.emergency import crew_forms, telephone
from carelane.services.emergency.entries import Told
from carelane.services.incident_batches import Batch
from carelane.services.incidents import Resolution
from carelane.services.journeys import deeds
from carelane.services.nudges import About
from carelane.services.operations import Operation
from carelane.services.outside_messages import OutsideMessage
from carelane.services.outside_signals import OutsideSignal
from carelane.services.patient_merges import Merging
from carelane.services.patient_news import News
from carelane.services.process_instances import StartRequest
from carelane.services.record_wishes import Wish
from carelane.services.registry_files import RegistryFile, Row
from carelane.services.start_duplicates import Decision
from carelane.services.version_pins import Pin
from tests.leaks.doors import MAPPING, ROUTE, WHY, Try, decided, named
from tests.leaks.group import KeptFiles
from tests.leaks.task_changes import TASK_CHANGES

SECRET = Wish(Question("nobody", "treatment", "nowhere"))


def refused(told: tuple[nudges.Told, ...]) -> None:
    """Raise what a batch of one answers instead of raising."""
    for each in told:
        if each.error is not None:
            raise each.error


CHANGES: dict[str, Try] = TASK_CHANGES | {
    named(function): call
    for function, call in {
        identity_questions.settle: lambda g, a, t: identity_questions.settle(
            g.database, a, t.case, WHY
        ),
        patient_merges.merge: lambda g, a, t: patient_merges.merge(
            g.database, g.ward.cases, a, Merging("CLIN-REGISTRY", t.case, WHY), f"me-{t.case}"
        ),
        patient_news.report: lambda g, a, t: patient_news.report(
            g.database,
            g.ward.cases,
            a,
            News("INSTITUTION.OUTAGE", g.database.now(), institution=t.place),
            f"out-{a.person_id}-{t.place}",
        ),
        patient_files.write_patients: lambda g, a, _t: patient_files.write_patients(
            g.database, a, RegistryFile(wrong_cells=1)
        ),
        start_duplicates.begin: lambda g, a, t: start_duplicates.begin(
            g.database,
            g.ward.cases,
            a,
            StartRequest("two_tasks", institution=t.place, patient_ref="CLIN-REGISTRY"),
            Decision("proceed", WHY),
            f"sd-{a.person_id}-{t.place}",
        ),
        patient_merges.unmerge: lambda g, a, t: patient_merges.unmerge(
            g.database, g.ward.cases, a, t.case, WHY
        ),
        attachments.add: lambda g, a, t: attachments.add(
            g.database, KeptFiles(), FileLimits(), a, Upload("x.txt", b"x", t.case)
        ),
        case_letters.note_printed: lambda g, a, t: case_letters.note_printed(g.database, a, t.case),
        attachments.remove: lambda g, a, t: attachments.remove(g.database, a, t.file),
        comments.add: lambda g, a, t: comments.add(
            g.database, a, t.case, Words(WHY), f"say-{a.person_id}-{t.place}"
        ),
        comments.withdraw: lambda g, a, t: comments.withdraw(
            g.database, a, t.comment, f"back-{a.person_id}-{t.place}"
        ),
        comments.correct: lambda g, a, t: comments.correct(
            g.database, a, t.comment, Words(WHY), f"mend-{a.person_id}-{t.place}"
        ),
        resource_deeds.declare: lambda g, a, t: resource_deeds.declare(
            g.database, a, t.place, "ct", ("closed", WHY, timedelta(hours=1))
        ),
        resource_deeds.report_state: lambda g, a, t: resource_deeds.report_state(
            g.database, a, f"bed-{t.place}", "C", WHY
        ),
        resource_files.write_resources: lambda g, a, t: resource_files.write_resources(
            g.database, a, "bed", RegistryFile([Row(2, {"institution": t.place})])
        ),
        telephone.enter: lambda g, a, t: telephone.enter(
            g.database,
            g.ward.cases,
            a,
            f"crew-{t.place}",
            Told(WHY, "mobile", g.database.now()),
            f"tel-{a.person_id}-{t.place}",
        ),
        telephone.report_unit: lambda g, a, t: telephone.report_unit(
            g.database, a, f"unit-{t.place}", Told(WHY, "off", g.database.now())
        ),
        crew_forms.give: lambda g, a, t: crew_forms.give(
            g.database, a, t.task, Told(WHY, "mobile", g.database.now())
        ),
        crew_forms.take_form: lambda g, a, t: crew_forms.take_form(
            g.database, a, f"crew-{t.place}", Told(WHY, "mobile", g.database.now())
        ),
        job_requests.run_now: lambda g, a, _t: job_requests.run_now(
            g.database, a, "deliver_outbox"
        ),
        mail_deliveries.send_again: lambda g, a, t: mail_deliveries.send_again(
            g.database, a, f"mail-{t.place}"
        ),
        accounts.wear: lambda g, a, t: accounts.wear(g.database, a, t.case, None),
        accounts.change_password: lambda g, a, t: accounts.change_password(
            g.database, a, t.case, "", "x", "short"
        ),
        sign_ins.end_mine: lambda g, a, _t: sign_ins.end_mine(g.database, a, "0" * 16),
        sign_in_events.sign_in_events: lambda g, a, _t: sign_in_events.sign_in_events(
            g.database, a
        ),
        sign_ins.signed_in: lambda g, a, _t: sign_ins.signed_in(g.database, a),
        sign_ins.end_all_of: lambda g, a, t: sign_ins.end_all_of(
            g.database, a, f"starter-{t.place}", WHY
        ),
        accounts.set_language: lambda g, a, _t: accounts.set_language(g.database, a, "en"),
        conditional_starts.evaluate_conditions: lambda g, a, t: (
            conditional_starts.evaluate_conditions(
                g.database, g.ward.cases, a, t.place, {"x": 1}, ""
            )
        ),
        incident_batches.run: lambda g, a, t: incident_batches.run(
            Batch(f"b-{a.person_id}-{t.place}", [t.incident], Resolution(WHY)),
            g.database,
            g.ward.cases,
            a,
            lambda _done: None,
        ),
        incidents.resolve: lambda g, a, t: incidents.resolve(
            g.database, g.ward.cases, a, t.incident, Resolution(WHY), f"r-{a.person_id}-{t.place}"
        ),
        incidents.send: lambda g, a, t: incidents.send(
            g.database, g.ward.cases, a, t.incident, Resolution(WHY), f"s-{a.person_id}-{t.place}"
        ),
        message_decisions.decide: lambda g, a, t: message_decisions.decide(
            g.database, decided(a, t), "discard", lambda _session, _message: None
        ),
        message_mending.bind: lambda g, a, t: message_mending.bind(
            g.database, g.ward.cases, decided(a, t), t.case
        ),
        message_mending.discard: lambda g, a, t: message_mending.discard(g.database, decided(a, t)),
        message_mending.reopen: lambda g, a, t: message_mending.reopen(
            g.database, g.ward.cases, decided(a, t), timedelta(days=1)
        ),
        nudges.nudge: lambda g, a, t: refused(
            nudges.nudge(g.database, a, [About(t.case, t.task, "")], WHY)
        ),
        nudges.escalate: lambda g, a, t: refused(
            nudges.escalate(g.database, a, [About(t.case, t.task, "")], "group", WHY)
        ),
        report_orders.order: lambda g, a, t: report_orders.order(g.database, a, "weekly", t.place),
        report_orders.cancel_order: lambda g, a, t: report_orders.cancel_order(
            g.database, a, f"order-{t.place}"
        ),
        operations.operate: lambda g, a, t: operations.operate(
            g.database, g.ward.cases, a, t.case, Operation("suspend", WHY), f"o-{a.person_id}"
        ),
        outside_messages.publish: lambda g, a, t: outside_messages.publish(
            g.database, g.ward.cases, a, OutsideMessage("hello", "1", institution=t.place)
        ),
        outside_signals.broadcast: lambda g, a, t: outside_signals.broadcast(
            g.database, g.ward.cases, a, OutsideSignal("hello", "1", t.place)
        ),
        saved_filters.choose_filter: lambda g, a, t: saved_filters.choose_filter(
            g.database, a, t.saved_filter
        ),
        saved_filters.forget_filter: lambda g, a, t: saved_filters.forget_filter(
            g.database, a, t.saved_filter
        ),
        process_instances.start: lambda g, a, t: process_instances.start(
            g.database,
            g.ward.cases,
            a,
            StartRequest("two_tasks", institution=t.place, patient_ref="CLIN-REGISTRY"),
            f"st-{a.person_id}-{t.place}",
        ),
        process_instances.cancel: lambda g, a, t: process_instances.cancel(
            g.database, g.ward.cases, a, t.case, WHY, f"ca-{a.person_id}-{t.place}"
        ),
        payload_readings.record: lambda g, a, t: payload_readings.record(
            g.database, a, "default", 1, [("key", t.case)]
        ),
        migration_batches.begin: lambda g, a, _t: migration_batches.begin(
            g.database, a, ROUTE, MAPPING, reason=WHY
        ),
        migration_batches.pause: lambda g, a, _t: migration_batches.pause(g.database, a, "m"),
        migration_batches.go_on: lambda g, a, _t: migration_batches.go_on(g.database, a, "m"),
        migration_batches.run_batch: lambda g, a, _t: migration_batches.run_batch(
            g.database, g.ward.cases, a, "m"
        ),
        migration_batches.undo: lambda g, a, _t: migration_batches.undo(
            g.database, g.ward.cases, a, "m", reason=WHY
        ),
        migration_lists.status: lambda g, a, _t: migration_lists.status(g.database, a, "m"),
        migration_lists.moves: lambda g, a, _t: migration_lists.moves(g.database, a, "m"),
        consent_changes.record_consent: lambda g, a, t: consent_changes.record_consent(
            g.database, a, t.place, "nobody", {"scope": ["record"], "evidence": "x"}
        ),
        consent_changes.withdraw: lambda g, a, _t: consent_changes.withdraw(
            g.database,
            a,
            "none",
            consent_changes.Withdrawal("self", "letter", g.database.now()),
        ),
        record_files.write_references: lambda g, a, _t: record_files.write_references(
            g.database, a, RegistryFile(wrong_cells=1)
        ),
        record_retrievals.release_records: lambda g, a, t: record_retrievals.release_records(
            g.database, a, t.place, SECRET
        ),
        record_retrievals.retrieve_record: lambda g, a, t: record_retrievals.retrieve_record(
            g.database, a, t.case, t.file
        ),
        record_retrievals.search_records: lambda g, a, _t: record_retrievals.search_records(
            g.database, a, "nowhere", SECRET
        ),
        deeds.report_outside: lambda g, a, t: deeds.report_outside(
            g.database,
            g.ward.cases,
            a,
            t.journey,
            place=WHY,
            status="arrived",
            happened_at=g.database.now(),
        ),
        deeds.ask_to_close: lambda g, a, t: deeds.ask_to_close(
            g.database, g.ward.cases, a, t.journey
        ),
        deeds.detach: lambda g, a, t: deeds.detach(
            g.database, g.ward.cases, a, t.journey, t.case, WHY
        ),
        targets.set_target: lambda g, a, t: targets.set_target(
            g.database, a, t.place, "fu.attempts", "4"
        ),
        target_files.write_targets: lambda g, a, _t: target_files.write_targets(
            g.database, a, RegistryFile()
        ),
        version_pins.pin: lambda g, a, t: version_pins.pin(
            g.database, a, Pin("two_tasks", 1, t.place), WHY
        ),
        version_pins.unpin: lambda g, a, t: version_pins.unpin(
            g.database, a, "two_tasks", t.place, WHY
        ),
    }.items()
}
HARMLESS = {
    named(accounts.wear): "changes the person's own session",
    named(sign_ins.end_mine): "ends the person's own sessions",
    named(accounts.set_language): "changes the person's own language",
}
"""Changes that are not refused, because they are about the person alone."""
QUIET = {
    *HARMLESS,
    named(incident_batches.run),
    named(task_batches.hand_over),
}
"""Changes that are not refused aloud: a batch says of each what became of it, a list of nothing has nothing to say."""
