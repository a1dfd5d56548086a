"""PostgreSQL's second wall as data: which rows a person's reading may meet at all, table by table.

The first wall is `carelane.services.visibility`, clause by clause in every query. These policies do not replace it: they
let through a little more (an operator's technical rows are whole rows here), so that a query which forgot its
clause shows nothing of a foreign case. They know the person by settings of the transaction (`Reach`).
"""

PERSON = "(SELECT current_setting('carelane.person', true))"
SUPERVISES = "CAST((SELECT string_to_array(current_setting('carelane.supervises', true), chr(10))) AS text[])"
EVERYWHERE = "(SELECT current_setting('carelane.everywhere', true) = 'on')"
CLINICAL = "(SELECT current_setting('carelane.clinical', true) = 'on')"
SUPERVISING = "(SELECT current_setting('carelane.supervises', true) <> '')"
HATS = """unnest(string_to_array(current_setting('carelane.places', true), chr(10)),
    string_to_array(current_setting('carelane.roles', true), chr(10))) AS h(place, role)"""
OWN_CASES = f"""
CREATE OR REPLACE FUNCTION carelane_own_cases() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
SELECT c.id FROM process_instances c WHERE c.started_by = {PERSON}
UNION SELECT t.instance_id FROM human_tasks t WHERE t.actual_owner = {PERSON}
UNION SELECT t.instance_id FROM human_tasks t WHERE t.completed_by = {PERSON}
UNION SELECT t.instance_id FROM {HATS}
    JOIN human_task_owners o ON o.institution_code = h.place AND o.role = h.role
    JOIN human_tasks t ON t.id = o.human_task_id
$$
"""
"""Cases that somebody began or has had a task of, worked out once a statement, past the policies of its tables."""
INSTITUTION_OF_CASE = """
CREATE OR REPLACE FUNCTION carelane_institution_of(case_id text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$ SELECT institution_code FROM process_instances WHERE id = case_id $$
"""
"""A case's institution, without asking the case's own policy; asked for supervisors only."""
FUNCTIONS = (OWN_CASES, INSTITUTION_OF_CASE)
OF_CASE = (
    f"{EVERYWHERE} OR {{table}}.instance_id IN (SELECT carelane_own_cases()) "
    f"OR ({SUPERVISING} AND carelane_institution_of({{table}}.instance_id) = ANY ({SUPERVISES}))"
)
ATTACHMENT = f"""added_by = {PERSON} OR instance_id IN (SELECT carelane_own_cases())
    OR ({SUPERVISING} AND carelane_institution_of(instance_id) = ANY ({SUPERVISES}))"""
"""Files are clinical: those who see what is technical everywhere do not meet their rows."""
NOBODY = "false"

POLICIES: dict[str, str] = {
    "human_tasks": OF_CASE,
    "process_instances": f"""{EVERYWHERE} OR institution_code = ANY ({SUPERVISES})
        OR id IN (SELECT carelane_own_cases())""",
    "messages": f"""{EVERYWHERE} OR from_institution = ANY ({SUPERVISES})
        OR to_institution = ANY ({SUPERVISES})
        OR EXISTS (SELECT 1 FROM process_instances c
                   WHERE c.id IN (messages.from_instance_id, messages.to_instance_id))""",
    "comment_mentions": "EXISTS (SELECT 1 FROM comments c WHERE c.id = comment_mentions.comment_id)",
    "message_events": "EXISTS (SELECT 1 FROM messages m WHERE m.id = message_events.message_id)",
    "outbox": f"{EVERYWHERE} OR recipient_person = {PERSON}",
    "worklist_entries": f"{OF_CASE} OR {{table}}.from_instance_id IN (SELECT carelane_own_cases())",
    "saved_filters": f"person_id = {PERSON} OR institution_code <> ''",
    "patients": CLINICAL,
    "attachments": ATTACHMENT,
    "attachment_readings": f"""person_id = {PERSON}
        OR EXISTS (SELECT 1 FROM attachments a WHERE a.id = attachment_readings.attachment_id)""",
    "signals": f"{EVERYWHERE} OR from_institution = ANY ({SUPERVISES})",
    "job_effects": NOBODY,
    "measurements": f"{EVERYWHERE} OR institution_code = ANY ({SUPERVISES})",
    "measured_days": f"{EVERYWHERE} OR institution_code = ANY ({SUPERVISES})",
    "exports": f"{EVERYWHERE} OR person_id = {PERSON}",
    "report_orders": f"person_id = {PERSON}",
    "mail_attachments": NOBODY,
    "notice_preferences": f"person_id = {PERSON}",
    **dict.fromkeys(
        (
            "comments",
            "consents",
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
    "case_migrations": "names versions and counts, no case's content",
    "case_moves": "ids and outcomes, for those who manage versions",
    "cases_to_measure": "ids",
    "code_systems": "tables of codes are no secret",
    "coded_concepts": "tables of codes are no secret",
    "commands": "ids and times, nothing of what was typed",
    "conditional_starts": "which conditions were true, by institution",
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
    "resource_slots": "free times, no patient",
    "roles": "are public",
    "scheduler_runs": "of the scheduler",
    "sessions": "hashes of tokens; looked up before anybody is known",
    "sign_in_codes": "hashes; looked up before anybody is known",
    "sign_in_throttles": "counters; looked up before anybody is known",
    "signal_deliveries": "ids and states",
    "signal_subscriptions": "names of signals and ids",
    "timed_starts": "times",
    "stripped_cases": "ids and times",
    "version_pins": "versions by institution",
    "worklist_choices": "which columns somebody chose",
}
"""Tables without a policy, and why."""


def condition(table: str) -> str:
    """Give the condition of a table's policy."""
    return POLICIES[table].replace("{table}", table)
