"""Every way into the services on behalf of a person, and how the matrix tries it.

A door is a public function of `carelane.services` that takes a database and a person. `READS` are tried by everybody, what
changes something (`tests.leaks.changes`) by everybody who has nothing to do with the case. Doors of a list have no target.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, get_args

import carelane.services
from bpmn.engine.migration.mapping import ElementMapping
from carelane.domain.job_plans import Times
from carelane.domain.measures import Measure
from carelane.domain.periods import Period
from carelane.domain.report_orders import ReportOrder
from carelane.services import (
    attachment_lists,
    attachment_readings,
    board_choices,
    bottlenecks,
    calendar_overview,
    case_changes,
    case_details,
    case_elements,
    case_lists,
    case_messages,
    case_tasks,
    case_timelines,
    colleagues,
    comment_rows,
    comparisons,
    compliance,
    consent_lists,
    disclosure_checks,
    human_tasks,
    identity_questions,
    incident_batches,
    incident_lists,
    job_requests,
    mail_deliveries,
    measured_case_lists,
    message_candidates,
    message_mending,
    message_views,
    migration_lists,
    migrations,
    my_notices,
    notice_choices,
    operated_cases,
    operated_lists,
    operations,
    parts,
    patient_cases,
    patient_looks,
    patients,
    process_definitions,
    record_accesses,
    record_files,
    record_grants,
    report_orders,
    reports,
    request_outcomes,
    resource_deeds,
    resource_files,
    resource_lists,
    saved_filters,
    scheduler_jobs,
    sign_ins,
    start_duplicates,
    substitutions,
    supervision,
    system,
    taken_files,
    targets,
    task_batches,
    task_waiters,
    throughput,
    timeline_choices,
    version_pins,
    waiting_jobs,
    waiting_lists,
    waiting_times,
    worklist_choices,
    worklists,
)
from carelane.services.emergency import ambulances, prealerts, telephone
from carelane.services.emergency import calls as emergency_calls
from carelane.services.incident_filters import IncidentFilter
from carelane.services.journeys import views
from carelane.services.measure_sums import MeasureFilter
from carelane.services.measured_case_lists import Drill
from carelane.services.message_decisions import Decision
from carelane.services.message_queries import MessageFilter, View
from carelane.services.migrations import Route
from carelane.services.operations import Operation
from carelane.services.start_duplicates import Wanted
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
        calendar_overview.calendars_in_use: lambda g, a: calendar_overview.calendars_in_use(
            g.database, a, (2026,)
        ),
        calendar_overview.days_of: lambda g, a: calendar_overview.days_of(
            g.database, a, "PRI1", (2026,)
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
        identity_questions.open_questions: lambda g, a: identity_questions.open_questions(
            g.database, a
        ),
        patients.search: lambda g, a: [
            patients.search(g.database, a, text) for text in ("zdj", "CLIN-REGISTRY", "登记")
        ],
        patient_looks.look: lambda g, a: patient_looks.look(g.database, a, "CLIN-REGISTRY"),
        start_duplicates.open_requests: lambda g, a: [
            start_duplicates.open_requests(g.database, a, Wanted("two_tasks", each.clinical))
            for each in g.targets
        ],
        patients.find: lambda g, a: [
            patients.find(g.database, a, text) for text in ("zdj", "CLIN-REGISTRY", "登记", "1234")
        ],
        process_definitions.startable: lambda g, a: process_definitions.startable(g.database, a),
        bottlenecks.bottlenecks: lambda g, a: bottlenecks.bottlenecks(g.database, a, FIGURES),
        comparisons.compare: lambda g, a: comparisons.compare(g.database, a, FIGURES),
        compliance.compliance: lambda g, a: compliance.compliance(g.database, a, FIGURES),
        consent_lists.consents_of: lambda g, a: [
            consent_lists.consents_of(g.database, a, each.case) for each in g.targets
        ],
        consent_lists.overdue_consents: lambda g, a: consent_lists.overdue_consents(g.database, a),
        disclosure_checks.disclosure_violations: lambda g, a: (
            disclosure_checks.disclosure_violations(g.database, a)
        ),
        record_accesses.accesses: lambda g, a: record_accesses.accesses(g.database, a),
        record_files.read_references: lambda g, a: record_files.read_references(
            g.database, a, "empi_id\n"
        ),
        views.journeys: lambda g, a: views.journeys(g.database, a, closed=True),
        record_grants.open_grants: lambda g, a: [
            record_grants.open_grants(g.database, a, each.case) for each in g.targets
        ],
        targets.target_rows: lambda g, a: targets.target_rows(g.database, a, "PRI1"),
        taken_files.taken_files: lambda g, a: taken_files.taken_files(g.database, a),
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
        supervision.overdue: lambda g, a: supervision.overdue(
            g.database, a, None, [key for each in g.targets for key in (each.task, each.held)]
        ),
        supervision.every_row: lambda g, a: supervision.every_row(g.database, a),
        board_choices.board_choices: lambda g, a: board_choices.board_choices(g.database, a),
        sign_ins.my_sign_ins: lambda g, a: sign_ins.my_sign_ins(g.database, a, ""),
        substitutions.substitutions: lambda g, a: substitutions.substitutions(g.database, a),
        colleagues.at: lambda g, a: [
            colleagues.at(g.database, a, each.place) for each in g.targets
        ],
        task_batches.held_by: lambda g, a: [
            task_batches.held_by(g.database, a, f"starter-{each.place}") for each in g.targets
        ],
        system.system_view: lambda g, a: system.system_view(g.database, a),
        version_pins.versions: lambda g, a: version_pins.versions(g.database, a),
        waiting_jobs.waiting: lambda g, a: waiting_jobs.waiting(g.database, a),
        resource_deeds.capability_lines: lambda g, a: resource_deeds.capability_lines(
            g.database, a
        ),
        emergency_calls.open_calls: lambda g, a: emergency_calls.open_calls(g.database, a),
        prealerts.open_prealerts: lambda g, a: prealerts.open_prealerts(g.database, a),
        ambulances.ambulances: lambda g, a: ambulances.ambulances(g.database, a),
        telephone.entries_of: lambda g, a: telephone.entries_of(
            g.database, a, [f"crew-{each.place}" for each in g.targets]
        ),
        resource_files.keeps_at: lambda g, a: resource_files.keeps_at(g.database, a),
        resource_files.read_resources: lambda g, a: resource_files.read_resources(
            g.database, a, "bed", "id,institution,ward_type\nbed-ELSE,HOS1,icu\n"
        ),
        resource_lists.list_resources: lambda g, a: resource_lists.list_resources(
            g.database, a, resource_lists.ResourceFilter("bed")
        ),
        resource_lists.slot_shares: lambda g, a: resource_lists.slot_shares(g.database, a),
        saved_filters.saved_filters: lambda g, a: saved_filters.saved_filters(g.database, a),
        saved_filters.choice_of: lambda g, a: saved_filters.choice_of(g.database, a),
        waiting_lists.waiting_for_them: lambda g, a: waiting_lists.waiting_for_them(g.database, a),
        worklist_choices.administers: lambda g, a: worklist_choices.administers(g.database, a),
        worklist_choices.worklist_choices: lambda g, a: worklist_choices.worklist_choices(
            g.database, a
        ),
        worklists.count_filters: lambda g, a: worklists.count_filters(
            g.database, a, [WorklistFilter(), WorklistFilter(text="CLIN")]
        ),
        worklists.following: lambda g, a: [
            worklists.following(g.database, a, each.task) for each in g.targets
        ],
        worklists.my_tasks: lambda g, a: worklists.my_tasks(g.database, a),
    }.items()
}
READS: dict[str, Try] = {
    named(function): call
    for function, call in {
        attachment_lists.list_attachments: lambda g, a, t: attachment_lists.list_attachments(
            g.database, a, t.case
        ),
        attachment_lists.named: lambda g, a, t: [
            attachment_lists.named(g.database, a, [t.file]),
            attachment_lists.named(g.database, a, [t.file], t.case),
        ],
        attachment_readings.open_file: lambda g, a, t: [
            attachment_readings.open_file(g.database, KeptFiles(), a, t.file, t.case)
        ],
        colleagues.of_case: lambda g, a, t: colleagues.of_case(g.database, a, t.case),
        patient_cases.cases_of_patient: lambda g, a, t: patient_cases.cases_of_patient(
            g.database, a, t.case
        ),
        views.journey: lambda g, a, t: views.journey(g.database, a, t.journey),
        views.journey_of_case: lambda g, a, t: views.journey_of_case(g.database, a, t.case),
        case_details.get_case: lambda g, a, t: case_details.get_case(g.database, a, t.case),
        case_changes.mark_of: lambda g, a, t: case_changes.mark_of(g.database, a, t.case),
        case_elements.stays_of: lambda g, a, t: case_elements.stays_of(
            g.database, a, t.case, "triage"
        ),
        case_messages.messages_of_case: lambda g, a, t: case_messages.messages_of_case(
            g.database, a, t.case
        ),
        case_tasks.tasks_of_case: lambda g, a, t: case_tasks.tasks_of_case(
            g.database, a, t.case, "open"
        ),
        case_tasks.task_choices: lambda g, a, t: case_tasks.task_choices(g.database, a, t.case),
        case_timelines.timeline_page: lambda g, a, t: case_timelines.timeline_page(
            g.database, a, t.case
        ),
        comment_rows.comments_of: lambda g, a, t: comment_rows.comments_of(g.database, a, t.case),
        timeline_choices.timeline_choices: lambda g, a, t: timeline_choices.timeline_choices(
            g.database, a, t.case
        ),
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
ACTOR = f"{Actor.__module__}.{Actor.__qualname__}"
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
            if "Database" in takes and (ACTOR in takes or "Decision" in takes):
                found.add(named(function))
    return found
