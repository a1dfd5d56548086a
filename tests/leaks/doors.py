"""Every way into the services on behalf of a person, and how the matrix tries it.

A door is a public function of `carelane.services` that takes a database and a person. `READS` are tried by everybody,
`CHANGES` by everybody who has nothing to do with the case. Doors of a list have no target.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import carelane.services
from bpmn.engine.migration.mapping import ElementMapping
from carelane.domain.job_plans import Times
from carelane.domain.measures import Measure
from carelane.domain.periods import Period
from carelane.domain.report_orders import ReportOrder
from carelane.services import (
    accounts,
    attachments,
    bottlenecks,
    case_details,
    case_letters,
    case_lists,
    claims,
    colleagues,
    comments,
    comparisons,
    compliance,
    conditional_starts,
    exports,
    human_tasks,
    incident_batches,
    incident_lists,
    incidents,
    job_requests,
    mail_deliveries,
    measured_case_lists,
    message_candidates,
    message_decisions,
    message_mending,
    message_views,
    migration_batches,
    migration_lists,
    migrations,
    my_notices,
    notice_choices,
    nudges,
    operated_cases,
    operated_lists,
    operations,
    outside_messages,
    outside_signals,
    parts,
    patient_cases,
    patients,
    payload_readings,
    process_definitions,
    process_instances,
    report_orders,
    reports,
    request_outcomes,
    saved_filters,
    scheduler_jobs,
    supervision,
    system,
    task_waiters,
    throughput,
    version_pins,
    waiting_jobs,
    waiting_lists,
    waiting_times,
    worklist_choices,
    worklists,
)
from carelane.services.attachment_checks import FileLimits
from carelane.services.attachments import Upload
from carelane.services.comments import Words
from carelane.services.incident_batches import Batch
from carelane.services.incident_filters import IncidentFilter
from carelane.services.incidents import Resolution
from carelane.services.measure_sums import MeasureFilter
from carelane.services.measured_case_lists import Drill
from carelane.services.message_decisions import Decision
from carelane.services.message_queries import MessageFilter, View
from carelane.services.migrations import Route
from carelane.services.nudges import About
from carelane.services.operations import Operation
from carelane.services.outside_messages import OutsideMessage
from carelane.services.outside_signals import OutsideSignal
from carelane.services.process_instances import StartRequest
from carelane.services.version_pins import Pin
from carelane.services.visibility import Actor
from carelane.services.worklist_filters import WorklistFilter
from tests.leaks.group import Group, KeptFiles, Target

List = Callable[[Group, Actor], Any]
Try = Callable[[Group, Actor, Target], Any]
WHY = "a reason"
ROUTE = Route("two_tasks", 1, 1)
MAPPING = ElementMapping()
PERIOD = Period(date(2020, 1, 1), date(2090, 1, 1))
FIGURES = MeasureFilter(PERIOD, process="two_tasks")
ORDER = ReportOrder(
    id="order", person_id="", rhythm="weekly", ordered_at=datetime(2020, 1, 1, tzinfo=UTC)
)


def named(function: Callable[..., Any]) -> str:
    return f"{function.__module__.removeprefix('carelane.services.')}.{function.__name__}"


def decided(actor: Actor, target: Target) -> Decision:
    return Decision(actor, target.message, WHY, f"{actor.person_id}-{target.place}")


def refused(told: tuple[nudges.Told, ...]) -> None:
    """Raise what a batch of one answers instead of raising."""
    for each in told:
        if each.error is not None:
            raise each.error


LISTS: dict[str, List] = {
    named(function): call
    for function, call in {
        case_lists.list_cases: lambda g, a: case_lists.list_cases(g.database, a),
        incident_lists.list_incidents: lambda g, a: incident_lists.list_incidents(g.database, a),
        incident_lists.incident_groups: lambda g, a: incident_lists.incident_groups(g.database, a),
        incident_lists.incident_places: lambda g, a: incident_lists.incident_places(g.database, a),
        incident_lists.matching: lambda g, a: incident_lists.matching(
            g.database, a, IncidentFilter()
        ),
        message_views.list_messages: lambda g, a: [
            message_views.list_messages(g.database, a, MessageFilter(view=view))
            for view in get_args(View)
        ],
        message_views.count_messages: lambda g, a: message_views.count_messages(g.database, a),
        migration_lists.migrations: lambda g, a: migration_lists.migrations(g.database, a),
        migrations.find_versions: lambda g, a: migrations.find_versions(g.database, a, ROUTE),
        migrations.proposal: lambda g, a: migrations.proposal(g.database, a, ROUTE),
        migrations.mapping_faults: lambda g, a: migrations.mapping_faults(
            g.database, a, ROUTE, MAPPING
        ),
        migrations.dry_run: lambda g, a: migrations.dry_run(
            g.database, g.ward.cases, a, ROUTE, MAPPING
        ),
        job_requests.requests: lambda g, a: job_requests.requests(g.database, a),
        mail_deliveries.deliveries: lambda g, a: mail_deliveries.deliveries(g.database, a),
        mail_deliveries.untold: lambda g, a: mail_deliveries.untold(g.database, a),
        my_notices.my_notices: lambda g, a: my_notices.my_notices(g.database, a),
        my_notices.unread: lambda g, a: my_notices.unread(g.database, a),
        my_notices.mark_read: lambda g, a: my_notices.mark_read(g.database, a),
        notice_choices.my_choices: lambda g, a: notice_choices.my_choices(g.database, a),
        scheduler_jobs.scheduler_jobs: lambda g, a: scheduler_jobs.scheduler_jobs(
            g.database, a, Times()
        ),
        scheduler_jobs.job_runs: lambda g, a: scheduler_jobs.job_runs(
            g.database, a, "deliver_outbox"
        ),
        operated_lists.find_cases: lambda g, a: operated_lists.find_cases(g.database, a),
        parts.list_parts: lambda g, a: parts.list_parts(g.database, a),
        patients.find: lambda g, a: [
            patients.find(g.database, a, text) for text in ("zdj", "CLIN-REGISTRY", "登记", "1234")
        ],
        process_definitions.startable: lambda g, a: process_definitions.startable(g.database, a),
        bottlenecks.bottlenecks: lambda g, a: bottlenecks.bottlenecks(g.database, a, FIGURES),
        comparisons.compare: lambda g, a: comparisons.compare(g.database, a, FIGURES),
        compliance.compliance: lambda g, a: compliance.compliance(g.database, a, FIGURES),
        exports.exports: lambda g, a: exports.exports(g.database, a),
        measured_case_lists.measured_cases: lambda g, a: measured_case_lists.measured_cases(
            g.database, a, FIGURES, Drill(Measure.STAY)
        ),
        report_orders.my_orders: lambda g, a: report_orders.my_orders(g.database, a),
        reports.report_of: lambda g, a: reports.report_of(g.database, a, ORDER, PERIOD),
        request_outcomes.request_outcomes: lambda g, a: request_outcomes.request_outcomes(
            g.database, a, FIGURES
        ),
        throughput.throughput: lambda g, a: throughput.throughput(g.database, a, FIGURES),
        waiting_times.waiting: lambda g, a: waiting_times.waiting(g.database, a, FIGURES),
        supervision.overdue: lambda g, a: supervision.overdue(g.database, a),
        system.system_view: lambda g, a: system.system_view(g.database, a),
        version_pins.versions: lambda g, a: version_pins.versions(g.database, a),
        waiting_jobs.waiting: lambda g, a: waiting_jobs.waiting(g.database, a),
        saved_filters.saved_filters: lambda g, a: saved_filters.saved_filters(g.database, a),
        saved_filters.choice_of: lambda g, a: saved_filters.choice_of(g.database, a),
        waiting_lists.waiting_for_them: lambda g, a: waiting_lists.waiting_for_them(g.database, a),
        worklist_choices.worklist_choices: lambda g, a: worklist_choices.worklist_choices(
            g.database, a
        ),
        worklists.count_filters: lambda g, a: worklists.count_filters(
            g.database, a, [WorklistFilter(), WorklistFilter(text="CLIN")]
        ),
        worklists.my_tasks: lambda g, a: worklists.my_tasks(g.database, a),
    }.items()
}
READS: dict[str, Try] = {
    named(function): call
    for function, call in {
        attachments.list_attachments: lambda g, a, t: attachments.list_attachments(
            g.database, a, t.case
        ),
        attachments.named: lambda g, a, t: [
            attachments.named(g.database, a, [t.file]),
            attachments.named(g.database, a, [t.file], t.case),
        ],
        attachments.open_file: lambda g, a, t: [
            attachments.open_file(g.database, KeptFiles(), a, t.file, t.case)
        ],
        colleagues.of_case: lambda g, a, t: colleagues.of_case(g.database, a, t.case),
        patient_cases.cases_of_patient: lambda g, a, t: patient_cases.cases_of_patient(
            g.database, a, t.case
        ),
        case_details.get_case: lambda g, a, t: case_details.get_case(g.database, a, t.case),
        human_tasks.get_task: lambda g, a, t: human_tasks.get_task(g.database, a, t.task),
        task_waiters.waiters: lambda g, a, t: task_waiters.waiters(g.database, a, t.task),
        incident_lists.get_incident: lambda g, a, t: incident_lists.get_incident(
            g.database, a, t.incident
        ),
        incident_batches.begun_before: lambda g, a, t: incident_batches.begun_before(
            g.database, a, "batch", (t.incident,)
        ),
        message_candidates.candidates: lambda g, a, t: message_candidates.candidates(
            g.database, a, t.message
        ),
        message_mending.read_content: lambda g, a, t: message_mending.read_content(
            g.database, decided(a, t)
        ),
        operated_cases.get_operated: lambda g, a, t: operated_cases.get_operated(
            g.database, a, t.case
        ),
        operations.look_inside: lambda g, a, t: operations.look_inside(
            g.database, g.ward.cases, a, t.case
        ),
        operations.look_at_variables: lambda g, a, t: operations.look_at_variables(
            g.database, g.ward.cases, a, t.case, WHY
        ),
        operations.foresee: lambda g, a, t: operations.foresee(
            g.database, g.ward.cases, a, t.case, Operation("suspend", WHY)
        ),
    }.items()
}
WITH_A_REASON = {named(message_mending.read_content), named(operations.look_at_variables)}
"""What operators may read although it is clinical: each look stands in the case's history."""
CHANGES: dict[str, Try] = {
    named(function): call
    for function, call in {
        attachments.add: lambda g, a, t: attachments.add(
            g.database, KeptFiles(), FileLimits(), a, Upload("x.txt", b"x", t.case)
        ),
        case_letters.note_printed: lambda g, a, t: case_letters.note_printed(g.database, a, t.case),
        attachments.remove: lambda g, a, t: attachments.remove(g.database, a, t.file),
        comments.add: lambda g, a, t: comments.add(
            g.database, a, t.case, Words(WHY), f"say-{a.person_id}-{t.place}"
        ),
        comments.correct: lambda g, a, t: comments.correct(
            g.database, a, t.comment, Words(WHY), f"mend-{a.person_id}-{t.place}"
        ),
        accounts.wear: lambda g, a, t: accounts.wear(g.database, a, t.case, None),
        accounts.set_language: lambda g, a, _t: accounts.set_language(g.database, a, "en"),
        claims.claim: lambda g, a, t: claims.claim(g.database, a, t.task),
        claims.release: lambda g, a, t: claims.release(g.database, a, t.task),
        claims.save_draft: lambda g, a, t: claims.save_draft(g.database, a, t.task, {"x": 1}),
        conditional_starts.evaluate_conditions: lambda g, a, t: (
            conditional_starts.evaluate_conditions(
                g.database, g.ward.cases, a, t.place, {"x": 1}, ""
            )
        ),
        human_tasks.complete: lambda g, a, t: human_tasks.complete(
            g.database, g.ward.cases, a, t.task, {}, f"c-{a.person_id}-{t.place}"
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
        job_requests.run_now: lambda g, a, _t: job_requests.run_now(
            g.database, a, "deliver_outbox"
        ),
        mail_deliveries.send_again: lambda g, a, t: mail_deliveries.send_again(
            g.database, a, f"mail-{t.place}"
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
    named(accounts.set_language): "changes the person's own language",
}
"""Changes that are not refused, because they are about the person alone."""
EXCUSED = {
    "notice_choices.choose": "writes a choice of the person's own",
    "saved_filters.choose_columns": "writes a choice of the person's own",
    "saved_filters.keep_filter": "writes a filter of the person's own",
    "exports.export": "gives back as a file what its caller was given for the person",
    "operation_audit.note_refusal": "its caller has found the case for the person",
    "operation_audit.note_look": "its caller has found the case for the person",
}


def doors() -> set[str]:
    """Find the doors by looking at every module."""
    found = set()
    for info in pkgutil.walk_packages(carelane.services.__path__, "carelane.services."):
        module = importlib.import_module(info.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ != info.name or name.startswith("_"):
                continue
            kinds = {
                str(each.annotation) for each in inspect.signature(function).parameters.values()
            }
            takes = " ".join(kinds)
            if "Database" in takes and ("visibility.Actor" in takes or "Decision" in takes):
                found.add(named(function))
    return found
