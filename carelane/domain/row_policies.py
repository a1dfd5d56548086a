"""PostgreSQL's second wall as data: which rows a person's reading may meet at all, table by table.

The first wall is `carelane.services.visibility`, clause by clause in every query. These policies do not replace it: they
let through a little more (an operator's technical rows are whole rows here), so that a query which forgot its
clause shows nothing of a foreign case. They know the person by settings of the transaction (`Reach`).
"""

PERSON = "(SELECT nullif(current_setting('carelane.person', true), ''))"
"""Null for nobody: a case that a message began was begun by nobody, too."""
PEOPLE = (
    "CAST((SELECT string_to_array(current_setting('carelane.people', true), chr(10))) AS text[])"
)
"""The person, and those for whom this one stands in."""
SUPERVISED = (
    "(SELECT unnest(string_to_array(current_setting('carelane.supervises', true), chr(10))))"
)
"""As a set: of an array PostgreSQL compares each row with all codes, and a group has hundreds."""
EVERYWHERE = "(SELECT current_setting('carelane.everywhere', true) = 'on')"
CLINICAL = "(SELECT current_setting('carelane.clinical', true) = 'on')"
SUPERVISING = "(SELECT current_setting('carelane.supervises', true) <> '')"
DESKS = "CAST((SELECT string_to_array(current_setting('carelane.desks', true), chr(10))) AS text[])"
OWN_GROUPS = f"(SELECT g.owner_group FROM owner_group_desks g WHERE g.desk = ANY ({DESKS}))"
"""Numbers of owners (`carelane.domain.worklist_entries`) to which one of the person's desks belongs: few, however many tasks."""
HATS = """CAST((SELECT array_agg(h.place || chr(10) || h.role)
    FROM unnest(string_to_array(current_setting('carelane.places', true), chr(10)),
                string_to_array(current_setting('carelane.roles', true), chr(10))) AS h(place, role)) AS text[])"""
MINE = """
CREATE OR REPLACE FUNCTION carelane_mine(text, bigint[], text, text[], text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 10 SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM worklist_entries e
        WHERE e.instance_id = $1 AND (e.owner_group = ANY ($2) OR e.actual_owner = ANY ($4))) THEN
        RETURN true;
    END IF;
    RETURN EXISTS (SELECT 1 FROM process_instances c WHERE c.id = $1 AND c.started_by = $3)
    OR EXISTS (SELECT 1 FROM human_tasks t WHERE t.instance_id = $1 AND (
        t.actual_owner = ANY ($4) OR t.completed_by = $3
        OR EXISTS (SELECT 1 FROM human_task_owners o WHERE o.human_task_id = t.id
                   AND o.institution_code || chr(10) || o.role = ANY ($5))
        OR EXISTS (SELECT 1 FROM human_task_administrators a WHERE a.human_task_id = t.id
                   AND a.institution_code || chr(10) || a.role = ANY ($5))
        OR EXISTS (SELECT 1 FROM human_task_people p WHERE p.human_task_id = t.id
                   AND p.person_id = ANY ($4))));
END
$$
"""
"""Whether somebody began a case or has had a task of it: asked of one case, past the policies of its tables.

What is open is found first and in one step. A set of all such cases would grow with everything that was ever done: with a
million tasks it took a second for each statement.
"""


def mine(case: str) -> str:
    """Give the condition that the case in this column is the person's own."""
    return f"carelane_mine({case}, ARRAY{OWN_GROUPS}, {PERSON}, {PEOPLE}, {HATS})"


INSTITUTION_OF_CASE = """
CREATE OR REPLACE FUNCTION carelane_institution_of(case_id text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$ SELECT institution_code FROM process_instances WHERE id = case_id $$
"""
"""A case's institution, without asking the case's own policy; asked for supervisors only."""
FOLLOWS = """
CREATE OR REPLACE FUNCTION carelane_follows(journey text, hats text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$ SELECT EXISTS (SELECT 1 FROM process_instances c
    WHERE c.process_id = 'patient_tracking' AND c.business_key = journey
      AND ARRAY[c.institution_code || chr(10) || 'grp_case', c.institution_code || chr(10) || 'grp_desk',
                c.institution_code || chr(10) || 'grp_qc'] && hats) $$
"""
"""Whether a journey is followed by a case at an institution where the person follows journeys (`Right.FOLLOW_JOURNEYS`)."""
FUNCTIONS = (MINE, INSTITUTION_OF_CASE, FOLLOWS)
OF_CASE = (
    f"{EVERYWHERE} OR ({SUPERVISING} AND carelane_institution_of({{table}}.instance_id) IN {SUPERVISED}) "
    f"OR {mine('{table}.instance_id')}"
)
ATTACHMENT = f"""added_by = {PERSON} OR {mine("attachments.instance_id")}
    OR ({SUPERVISING} AND carelane_institution_of(instance_id) IN {SUPERVISED})"""
"""Files are clinical: those who see what is technical everywhere do not meet their rows."""
OF_TASK = "EXISTS (SELECT 1 FROM human_tasks t WHERE t.id = {table}.human_task_id)"
"""What belongs to a task is met by whoever meets the task."""
PLACES = (
    "CAST((SELECT string_to_array(current_setting('carelane.places', true), chr(10))) AS text[])"
)
NOBODY = "false"
PRIVACY = "(SELECT current_setting('carelane.privacy', true) = 'on')"

POLICIES: dict[str, str] = {
    "human_tasks": OF_CASE,
    "human_task_people": f"person_id = ANY ({PEOPLE}) OR {OF_TASK}",
    "human_task_administrators": f"institution_code || chr(10) || role = ANY ({HATS}) OR {OF_TASK}",
    "substitutions": f"""{PERSON} IN (person_id, substitute_id)
        OR institution_code IN {SUPERVISED} OR institution_code = ANY ({PLACES})""",
    "process_instances": f"""{EVERYWHERE} OR institution_code IN {SUPERVISED}
        OR {mine("process_instances.id")}""",
    "messages": f"""{EVERYWHERE} OR from_institution IN {SUPERVISED}
        OR to_institution IN {SUPERVISED}
        OR EXISTS (SELECT 1 FROM process_instances c
                   WHERE c.id IN (messages.from_instance_id, messages.to_instance_id))""",
    "comment_mentions": "EXISTS (SELECT 1 FROM comments c WHERE c.id = comment_mentions.comment_id)",
    "message_events": "EXISTS (SELECT 1 FROM messages m WHERE m.id = message_events.message_id)",
    "outbox": f"{EVERYWHERE} OR recipient_person = {PERSON}",
    "worklist_entries": f"""{EVERYWHERE} OR owner_group IN {OWN_GROUPS}
        OR actual_owner = ANY ({PEOPLE}) OR institution_code IN {SUPERVISED}
        OR {mine("worklist_entries.instance_id")}
        OR (from_instance_id <> '' AND {mine("worklist_entries.from_instance_id")})""",
    "saved_filters": f"person_id = {PERSON} OR institution_code <> ''",
    "patients": CLINICAL,
    "consents": f"{CLINICAL} OR {PRIVACY} OR {OF_CASE}",
    "record_references": f"{CLINICAL} OR {PRIVACY}",
    "retrieval_grants": f"{CLINICAL} OR {PRIVACY}",
    "record_accesses": f"{PRIVACY} OR institution_code = ANY ({PLACES}) OR author = ANY ({PLACES})",
    "patient_identifiers": CLINICAL,
    "patient_events": CLINICAL,
    "empi_merges": CLINICAL,
    "identity_questions": CLINICAL,
    "identity_work": CLINICAL,
    "attachments": ATTACHMENT,
    "attachment_readings": f"""person_id = {PERSON}
        OR EXISTS (SELECT 1 FROM attachments a WHERE a.id = attachment_readings.attachment_id)""",
    "signals": f"{EVERYWHERE} OR from_institution IN {SUPERVISED}",
    "job_effects": NOBODY,
    "measurements": f"{EVERYWHERE} OR institution_code IN {SUPERVISED}",
    "measured_days": f"{EVERYWHERE} OR institution_code IN {SUPERVISED}",
    "exports": f"""{EVERYWHERE} OR person_id = {PERSON} OR EXISTS (SELECT 1 FROM memberships m
        WHERE m.person_id = exports.person_id AND m.institution_code IN {SUPERVISED})""",
    "report_orders": f"person_id = {PERSON}",
    "journeys": f"carelane_follows(id, {HATS}) OR EXISTS (SELECT 1 FROM journey_events e WHERE e.journey_id = journeys.id)",
    "journey_events": f"{OF_CASE} OR carelane_follows(journey_id, {HATS})",
    **dict.fromkeys(
        ("custody_entries", "journey_snapshots"),
        "EXISTS (SELECT 1 FROM journeys j WHERE j.id = {table}.journey_id)",
    ),
    "mail_attachments": NOBODY,
    "sign_in_events": EVERYWHERE,
    "notice_preferences": f"person_id = {PERSON}",
    **dict.fromkeys(
        (
            "comments",
            "deadlines",
            "element_activations",
            "flow_counts",
            "history",
            "incidents",
            "message_subscriptions",
            "timers",
            "waiting_jobs",
        ),
        OF_CASE,
    ),
}
"""Table to the condition under which a person's reading meets a row of it."""

OPEN: dict[str, str] = {
    "bundles": "definitions are no secret",
    "calendar_days": "holidays are public",
    "capability_statuses": "what hospitals can take is meant for everybody",
    "case_migrations": "names versions and counts, no case's content",
    "case_moves": "ids and outcomes, for those who manage versions",
    "cases_to_measure": "ids",
    "code_systems": "tables of codes are no secret",
    "coded_concepts": "tables of codes are no secret",
    "commands": "ids and times, nothing of what was typed",
    "conditional_starts": "which conditions were true, by institution",
    "departments": "names of departments are no secret",
    "human_task_owners": "institutions and roles; the policy of tasks asks it",
    "inbox_numbers": "numbers",
    "institutions": "names of institutions are no secret",
    "job_requests": "which operator asked the scheduler for what",
    "locks": "of the scheduler",
    "maintenance_steps": "ids and outcomes",
    "measuring_state": "how far figures are worked out",
    "memberships": "who works where is no secret",
    "owner_group_desks": "institutions and roles",
    "parts": "processes of the installation",
    "payload_keys": "which key ids belong to whom, no key",
    "payload_readings": "who looked into what, ids only",
    "people": "names of staff are no secret",
    "process_definitions": "definitions are no secret",
    "resource_holds": "ids of cases and numbers of requests; the service shows them to the holder's institution only",
    "resources": "what there is and whether it is free, no patient",
    "roles": "are public",
    "scheduler_runs": "of the scheduler",
    "sessions": "hashes of tokens; looked up before anybody is known",
    "sign_in_codes": "hashes; looked up before anybody is known",
    "sign_in_throttles": "counters; looked up before anybody is known",
    "signal_deliveries": "ids and states",
    "signal_subscriptions": "names of signals and ids",
    "target_settings": "targets of institutions are no secret",
    "timed_starts": "times",
    "slot_waiters": "ids of cases; no page shows them",
    "stripped_cases": "ids and times",
    "version_pins": "versions by institution",
    "worklist_choices": "which columns somebody chose",
}
"""Tables without a policy, and why."""


def condition(table: str) -> str:
    """Give the condition of a table's policy."""
    return POLICIES[table].replace("{table}", table)
