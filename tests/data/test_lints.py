"""What would be lost: one transaction per use case, and one folder that says who may see what."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = sorted(
    path
    for folder in ("activities", "bpmn", "carelane", "workflows", "worklists_ui")
    for path in (ROOT / folder).rglob("*.py")
)
STATEMENTS = {"select", "update", "insert", "delete", "text"}
SESSION_READS = {"exec", "execute", "scalar", "scalars", "get", "get_one", "query"}

MAY_QUERY_WITHOUT_VISIBILITY = {
    "carelane/adapters/database.py": "sets SQLite's pragmas",
    "carelane/adapters/row_security.py": "writes policies, reads the catalog of them",
    "carelane/adapters/schema.py": "takes the migration lock",
    "carelane/adapters/readiness.py": "asks whether the database answers",
    "carelane/bench/durable/crowd.py": "measures its own synthetic cases",
    "carelane/bench/durable/days.py": "measures its own synthetic cases",
    "carelane/bench/durable/worklist.py": "measures its own synthetic cases",
    "carelane/bench/worklist/claims.py": "measures its own synthetic tasks",
    "carelane/bench/worklist/filling.py": "fills a database of its own",
    "carelane/bench/worklist/looks.py": "measures its own synthetic tasks",
    "carelane/bench/worklist/server.py": "makes databases of its own",
    "carelane/chaos/outage.py": "counts cases of its own synthetic installation",
    "carelane/chaos/read_model.py": "compares all rows of its own synthetic installation",
    "carelane/chaos/watch.py": "looks at the lock of its own synthetic installation",
    "carelane/chaos/worker.py": "writes the effects of its own synthetic jobs",
    "carelane/services/accounts/passwords.py": "before anybody is signed in",
    "carelane/services/attachment_checks.py": "looks up the files of a form that its caller found the task of",
    "carelane/services/attachment_retention.py": "the scheduler erases; no person asks",
    "carelane/services/bundles.py": "definitions are no secret; its callers found the case first",
    "carelane/services/calls.py": "a case finds the process that it calls; no person asks",
    "carelane/services/case_diagrams.py": "its caller found the case through visibility",
    "carelane/services/comment_lines.py": "its caller found the case through visibility",
    "carelane/services/timeline_lines.py": "its caller found the case through visibility",
    "carelane/services/timeline_sources.py": "its caller found the case through visibility",
    "carelane/services/code_systems.py": "tables of codes are no secret",
    "carelane/services/commands.py": "looks up a command by its own key and person",
    "carelane/services/consents.py": "writes what a case or a person with the right to it records; no person asks",
    "carelane/services/consent_checks.py": "the gate before every disclosure; answers whether, and names the consent",
    "carelane/services/consent_changes.py": "checks the right to record, and to withdraw, by itself",
    "carelane/services/disclosure_checks.py": "looks at all disclosures again; people get it by right",
    "carelane/services/record_index.py": "finds references for a release, which asks consent and logs",
    "carelane/services/record_releases.py": "asks consent before anything is given, and logs it",
    "carelane/services/correlation.py": "machines hand over messages; no person asks",
    "carelane/services/current_versions.py": "definitions and pins are no secret; machines ask too",
    "carelane/services/definition_lists.py": "definitions are no secret to anybody signed in",
    "carelane/services/file_ways.py": "ids of cases; its caller found the case through visibility",
    "carelane/services/figures.py": "counts for monitoring; no case, no person",
    "carelane/services/incident_outcomes.py": "its caller sent a command to the case, through visibility",
    "carelane/services/journeys/custody.py": "cases tell; no person asks",
    "carelane/services/journeys/joining.py": "its caller has merged the identities",
    "carelane/services/journeys/ledger.py": "cases tell; no person asks",
    "carelane/services/journeys/lives.py": "jobs ask for their own case",
    "carelane/services/journeys/telling.py": "which institution follows journeys is no secret",
    "carelane/services/ladder.py": "finds whom a clock tells; no person asks",
    "carelane/services/late_holders.py": "columns of a statement that its caller puts behind visibility",
    "carelane/services/letters.py": "writes mails to people whom its caller names",
    "carelane/services/mail_leases.py": "sends what the outbox holds; no person asks",
    "carelane/services/message_reminders.py": "the scheduler reminds of messages; no person asks",
    "carelane/services/notice_events.py": "writes what its caller's deed means to people; no person asks",
    "carelane/services/notices.py": "jobs tell people; no person asks",
    "carelane/services/task_requests.py": "its caller found the task through visibility",
    "carelane/services/task_tellings.py": "counts up what its caller's deed has written",
    "carelane/services/unread_digests.py": "writes to each person what is that person's own",
    "carelane/services/duplicates.py": "jobs ask for a case, codes only",
    "carelane/services/identities.py": "jobs identify the patient of their case; no person asks",
    "carelane/services/identity_work.py": "the scheduler tells cases of merges; no person asks",
    "carelane/services/patient_events.py": "its caller may tell of the patient; cases are told, nothing is shown",
    "carelane/services/status_names.py": "definitions are no secret",
    "carelane/services/institutions.py": "names of institutions are no secret",
    "carelane/services/job_effects.py": "a job reads its own recorded answer",
    "carelane/services/message_starts.py": "machines hand over messages; no person asks",
    "carelane/services/message_sets.py": "machines hand over messages; no person asks",
    "carelane/services/message_outcomes.py": "says where a message is; its callers found it before",
    "carelane/services/message_reasons.py": "counts who waits; its caller found the messages",
    "carelane/services/message_rows.py": "machines hand over messages; no person asks",
    "carelane/services/waiting_messages.py": "machines hand over messages; no person asks",
    "carelane/services/messages.py": "machines hand over messages; no person asks",
    "carelane/services/calendar_changes.py": "the scheduler tells cases their calendars; no person asks",
    "carelane/services/calendar_overview.py": "opening hours and holidays are no secret",
    "carelane/services/calendars.py": "opening hours and holidays are no secret",
    "carelane/services/clocks.py": "adds clocks to tasks and cases that were found through visibility",
    "carelane/services/names.py": "names of people and institutions are no secret",
    "carelane/services/payload_keys.py": "the codec asks whose key to take; no person asks",
    "carelane/services/measured_rows.py": "cases are measured by the scheduler; no person asks",
    "carelane/services/measuring.py": "cases are measured by the scheduler; no person asks",
    "carelane/services/nudge_recipients.py": "its caller found the case through visibility",
    "carelane/services/retention.py": "the scheduler forgets by rule; no person asks",
    "carelane/services/migration_work.py": "writes down what its caller, found through visibility, has done",
    "carelane/services/appointments.py": "jobs ask for a case, times and places only",
    "carelane/services/referrals.py": "jobs ask for a case, codes only",
    "carelane/services/parts.py": "processes of the installation, for operators",
    "carelane/services/rebuild.py": "writes a case's rows anew from its history; no person asks",
    "carelane/services/repairs.py": "the scheduler repairs rows; no person asks",
    "carelane/services/compared_rows.py": "operators compare all rows with the histories; no person asks",
    "carelane/services/kept_rows.py": "writes a case's rows anew from its history; no person asks",
    "carelane/services/maintenance.py": "how far a run over all cases has come",
    "carelane/services/reconciliation.py": "operators compare all rows with the histories; no person asks",
    "carelane/services/restored_messages.py": "settles what a rebuild wrote anew; no person asks",
    "carelane/services/scratch.py": "a second database in memory; no person asks",
    "carelane/services/rows.py": "takes an advisory lock",
    "carelane/services/signal_tellings.py": "machines hand over signals; no person asks",
    "carelane/services/signal_receivers.py": "machines hand over signals; no person asks",
    "carelane/services/signals.py": "machines hand over signals; no person asks",
    "carelane/services/slots.py": "jobs ask for a case, no patient data",
    "carelane/services/slot_waiters.py": "jobs ask for a case, no patient data",
    "carelane/services/double_bookings.py": "an invariant over all holds; ids only",
    "carelane/services/custody_checks.py": "an invariant over all journeys; ids and moments only",
    "carelane/services/reply_checks.py": "an invariant over all closed referrals; ids only",
    "carelane/demo/simulation/copying.py": "brings whole tables into an empty product; no person asks",
    "carelane/demo/simulation/housekeeping.py": "hospitals' own systems report; no person asks",
    "carelane/demo/simulation/run.py": "looks whether the product has any case at all",
    "carelane/services/capabilities.py": "what hospitals can take is meant for everybody",
    "carelane/services/rosters.py": "who is on duty is no secret within the group",
    "carelane/services/units.py": "jobs of dispatchers; units and positions, no patient data",
    "carelane/services/resource_matching.py": "what there is and whether it is free is no secret within the group",
    "carelane/services/resource_reports.py": "jobs report for their case; pages ask for the right first",
    "carelane/services/holds.py": "jobs hold for a case, no patient data",
    "carelane/services/hold_deeds.py": "jobs act on holds of their institution",
    "carelane/services/hold_tellings.py": "tells people whose desk a hold concerns",
    "carelane/services/resource_search.py": "what there is and whether it is free is no secret within the group",
    "carelane/services/sign_in_codes.py": "before anybody is signed in",
    "carelane/services/staff.py": "writes accounts that its caller names",
    "carelane/services/tasks_put_aside.py": "the scheduler takes up tasks; no person asks",
    "carelane/services/sweeps.py": "the scheduler repairs rows; no person asks",
    "carelane/services/locks.py": "locks of the scheduler",
    "carelane/services/targets.py": "targets of institutions are no secret; setting them asks the table of rights",
    "carelane/services/timed_starts.py": "a clock starts cases; no person asks",
    "carelane/services/system.py": "the scheduler's own runs, for operators",
    "carelane/services/transaction.py": "says to PostgreSQL on whose behalf it is read",
    "carelane/services/throttles.py": "before anybody is signed in",
    "carelane/services/visibility/worklist_entries.py": "the rules of visibility themselves",
    "carelane/services/worklist_entries.py": "keeps rows in step with their tasks; no person asks",
    "carelane/services/digests.py": "finds the supervisors; their boards go through visibility",
}
IMPORTED_AS_A_WHOLE = (
    "carelane/domain/errors",
    "carelane/services/accounts",
    "carelane/services/ports",
    "carelane/services/visibility",
)
"""Folders whose files nobody else names: what is there is known by the folder's own list."""
FOLDERS_OF_WRITERS = ("carelane/services/projections/",)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def calls(path: Path) -> list[ast.Call]:
    return [node for node in nodes(path) if isinstance(node, ast.Call)]


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def queries(path: Path) -> bool:
    """Whether the file builds a statement, or reads through something called session or connection."""
    from_sql = {
        name.rpartition(".")[2]
        for name in imported(path)
        if name.startswith(("sqlmodel.", "sqlalchemy."))
    }
    for call in calls(path):
        function = call.func
        if isinstance(function, ast.Name) and function.id in STATEMENTS & from_sql:
            return True
        if (
            isinstance(function, ast.Attribute)
            and function.attr in SESSION_READS
            and isinstance(function.value, ast.Name)
            and function.value.id in {"session", "connection"}
        ):
            return True
    return False


def commits(path: Path) -> bool:
    return any(
        isinstance(call.func, ast.Attribute) and call.func.attr in {"commit", "begin_nested"}
        for call in calls(path)
    )


def test_commit_stands_in_one_file() -> None:
    assert [name_of(path) for path in CODE if commits(path)] == ["carelane/services/transaction.py"]


def excused(path: Path) -> bool:
    name = name_of(path)
    in_services = name.startswith("carelane/services/")
    return (
        name in MAY_QUERY_WITHOUT_VISIBILITY
        or name.startswith(FOLDERS_OF_WRITERS)
        or (in_services and "carelane.services.visibility" in imported(path))
    )


def test_every_query_goes_through_visibility_or_says_why_not() -> None:
    asking = [path for path in CODE if queries(path) and path.parts[-2] != "domain"]
    assert [name_of(path) for path in asking if not excused(path)] == []


def test_excuses_are_still_needed() -> None:
    stale = [
        name
        for name in MAY_QUERY_WITHOUT_VISIBILITY
        if not (ROOT / name).exists() or not queries(ROOT / name)
    ]
    assert stale == []


def test_nobody_reaches_into_a_folder_that_is_imported_as_a_whole() -> None:
    inside = {
        file.with_suffix("").relative_to(ROOT).as_posix().replace("/", "."): folder
        for folder in IMPORTED_AS_A_WHOLE
        for file in (ROOT / folder).glob("[!_]*.py")
    }
    assert set(inside.values()) == set(IMPORTED_AS_A_WHOLE)
    reaching = [
        f"{name_of(path)}: {name}"
        for path in CODE
        for name in sorted(imported(path) & set(inside))
        if not name_of(path).startswith(f"{inside[name]}/")
    ]
    assert reaching == []
