# ruff: noqa: PLR0915 - a revision says everything in one place
"""Every table of the first version.

Revision 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bundles",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("packed", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("patient_ref", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", columns.UtcDateTime(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("expires_at", columns.UtcDateTime(), nullable=True),
        sa.Column("emergency_basis", sa.String(), nullable=False),
        sa.Column("withdrawn_at", columns.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_consents_instance_id", "consents", ["instance_id"])
    op.create_index("ix_consents_patient_ref", "consents", ["patient_ref"])
    op.create_table(
        "institutions",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("parent_code", sa.String(), nullable=True),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("calendar", sa.JSON(), nullable=False),
        sa.Column("capabilities", sa.JSON(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["parent_code"], ["institutions.code"]),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("ix_institutions_kind", "institutions", ["kind"])
    op.create_index("ix_institutions_parent_code", "institutions", ["parent_code"])
    op.create_table(
        "job_effects",
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("job_type", sa.String(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("idempotency_key"),
    )
    op.create_index("ix_job_effects_instance_id", "job_effects", ["instance_id"])
    op.create_table(
        "locks",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("until", columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "patients",
        sa.Column("empi_id", sa.String(), nullable=False),
        sa.Column("id_type", sa.String(), nullable=False),
        sa.Column("id_no", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pinyin", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("deceased_at", columns.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("empi_id"),
    )
    op.create_index("ix_patients_id_no", "patients", ["id_no"])
    op.create_index("ix_patients_name", "patients", ["name"])
    op.create_index("ix_patients_pinyin", "patients", ["pinyin"])
    op.create_table(
        "people",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
    )
    op.create_table(
        "roles",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("supervises", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "scheduler_runs",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("slot", columns.UtcDateTime(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("started_at", columns.UtcDateTime(), nullable=False),
        sa.Column("finished_at", columns.UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("job", "slot"),
    )
    op.create_table(
        "sign_in_throttles",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("blocked_until", columns.UtcDateTime(), nullable=True),
        sa.Column("last_failure_at", columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "commands",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("target_id", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_commands_person_id", "commands", ["person_id"])
    op.create_table(
        "memberships",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["institution_code"], ["institutions.code"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["role"], ["roles.code"]),
        sa.PrimaryKeyConstraint("person_id", "institution_code", "role"),
    )
    op.create_index("ix_memberships_institution_code", "memberships", ["institution_code"])
    op.create_index("ix_memberships_role", "memberships", ["role"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient_person", sa.String(), nullable=True),
        sa.Column("recipient_patient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("dedupe_key", sa.String(), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("sent_at", columns.UtcDateTime(), nullable=True),
        sa.Column("read_at", columns.UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["recipient_person"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("dedupe_key"),
    )
    op.create_index("ix_outbox_instance_id", "outbox", ["instance_id"])
    op.create_index("ix_outbox_recipient_person", "outbox", ["recipient_person"])
    op.create_index("ix_outbox_unsent", "outbox", ["kind", "sent_at"])
    op.create_table(
        "process_definitions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("process_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("bundle_sha256", sa.String(), nullable=False),
        sa.Column("deployed_at", columns.UtcDateTime(), nullable=False),
        sa.Column("deployed_by", sa.String(), nullable=False),
        sa.Column("startable_role", sa.String(), nullable=False),
        sa.Column("start_form", sa.String(), nullable=False),
        sa.Column("pool_id", sa.String(), nullable=False),
        sa.Column("pool_kind", sa.String(), nullable=False),
        sa.Column("pools", sa.JSON(), nullable=False),
        sa.Column("message_starts", sa.JSON(), nullable=False),
        sa.Column("timer_starts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["bundle_sha256"], ["bundles.sha256"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("process_id", "version"),
    )
    op.create_index(
        "ix_process_definitions_bundle_sha256", "process_definitions", ["bundle_sha256"]
    )
    op.create_index("ix_process_definitions_process_id", "process_definitions", ["process_id"])
    op.create_table(
        "timed_starts",
        sa.Column("definition_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("since", columns.UtcDateTime(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("due_at", columns.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["definition_id"], ["process_definitions.id"]),
        sa.ForeignKeyConstraint(["institution_code"], ["institutions.code"]),
        sa.PrimaryKeyConstraint("definition_id", "element_id", "institution_code"),
    )
    op.create_index("ix_timed_starts_due_at", "timed_starts", ["due_at"])
    op.create_index("ix_timed_starts_institution_code", "timed_starts", ["institution_code"])
    op.create_table(
        "resource_slots",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_at", columns.UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("held_by_case", sa.String(), nullable=True),
        sa.Column("hold_expires_at", columns.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["institution_code"], ["institutions.code"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_resource_slots_held_by_case", "resource_slots", ["held_by_case"])
    op.create_index(
        "ix_resource_slots_search",
        "resource_slots",
        ["institution_code", "kind", "specialty", "starts_at"],
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("seen_at", columns.UtcDateTime(), nullable=False),
        sa.Column("expires_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])
    op.create_table(
        "process_instances",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("definition_id", sa.String(), nullable=False),
        sa.Column("process_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("from_institution", sa.String(), nullable=False),
        sa.Column("business_key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("business_status", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("patient_ref", sa.String(), nullable=False),
        sa.Column("patient_name", sa.String(), nullable=False),
        sa.Column("patient_pinyin", sa.String(), nullable=False),
        sa.Column("patient_id_suffix", sa.String(), nullable=False),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.Column("started_at", columns.UtcDateTime(), nullable=False),
        sa.Column("ended_at", columns.UtcDateTime(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("turn_at", columns.UtcDateTime(), nullable=True),
        sa.Column("variables", sa.JSON(), nullable=False),
        sa.Column("pools", sa.JSON(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("has_incident", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["definition_id"], ["process_definitions.id"]),
        sa.ForeignKeyConstraint(["institution_code"], ["institutions.code"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_process_instances_business_key", "process_instances", ["business_key"])
    op.create_index("ix_process_instances_definition_id", "process_instances", ["definition_id"])
    op.create_index(
        "ix_process_instances_institution_code", "process_instances", ["institution_code"]
    )
    op.create_index(
        "ix_process_instances_open",
        "process_instances",
        ["institution_code", "started_at"],
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_index("ix_process_instances_patient_ref", "process_instances", ["patient_ref"])
    op.create_index("ix_process_instances_process_id", "process_instances", ["process_id"])
    op.create_index("ix_process_instances_started_at", "process_instances", ["started_at"])
    op.create_index("ix_process_instances_started_by", "process_instances", ["started_by"])
    op.create_index("ix_process_instances_state", "process_instances", ["state"])
    op.create_table(
        "deadlines",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("sla_id", sa.String(), nullable=False),
        sa.Column("task_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("start_at", columns.UtcDateTime(), nullable=False),
        sa.Column("due_at", columns.UtcDateTime(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("breached_at", columns.UtcDateTime(), nullable=True),
        sa.Column("breached_owner", sa.String(), nullable=True),
        sa.Column("stopped_at", columns.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_deadlines_breached_owner", "deadlines", ["breached_owner"])
    op.create_index("ix_deadlines_due_at", "deadlines", ["due_at"])
    op.create_index("ix_deadlines_instance_id", "deadlines", ["instance_id"])
    op.create_table(
        "element_activations",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("activation_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("entered_at", columns.UtcDateTime(), nullable=False),
        sa.Column("left_at", columns.UtcDateTime(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("instance_id", "activation_id"),
    )
    op.create_table(
        "flow_counts",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("instance_id", "flow_id"),
    )
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("task_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("instance_id", "turn", "sequence"),
    )
    op.create_index("ix_history_instance_id", "history", ["instance_id"])
    op.create_table(
        "human_tasks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("task_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("form_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("actual_owner", sa.String(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("due_at", columns.UtcDateTime(), nullable=True),
        sa.Column("follow_up_at", columns.UtcDateTime(), nullable=True),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("claimed_at", columns.UtcDateTime(), nullable=True),
        sa.Column("closed_at", columns.UtcDateTime(), nullable=True),
        sa.Column("completed_by", sa.String(), nullable=True),
        sa.Column("variables", sa.JSON(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("overdue", sa.Boolean(), nullable=False),
        sa.Column("sla_percent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["completed_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_human_tasks_actual_owner", "human_tasks", ["actual_owner"])
    op.create_index("ix_human_tasks_completed_by", "human_tasks", ["completed_by"])
    op.create_index("ix_human_tasks_instance_id", "human_tasks", ["instance_id"])
    op.create_index(
        "ix_human_tasks_open",
        "human_tasks",
        ["due_at"],
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("incident_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("resolved_at", columns.UtcDateTime(), nullable=True),
        sa.Column("resolved_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.ForeignKeyConstraint(["resolved_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_incidents_instance_id", "incidents", ["instance_id"])
    op.create_index("ix_incidents_resolved_by", "incidents", ["resolved_by"])
    op.create_index("ix_incidents_state", "incidents", ["state"])
    op.create_table(
        "message_subscriptions",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("subscription_id", sa.String(), nullable=False),
        sa.Column("message_name", sa.String(), nullable=False),
        sa.Column("correlation_key", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("instance_id", "subscription_id"),
    )
    op.create_index(
        "ix_message_subscriptions_key", "message_subscriptions", ["message_name", "correlation_key"]
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("correlation_key", sa.String(), nullable=False),
        sa.Column("to_institution", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("from_instance_id", sa.String(), nullable=True),
        sa.Column("message_key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("to_instance_id", sa.String(), nullable=True),
        sa.Column("start_definition_id", sa.String(), nullable=True),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("expires_at", columns.UtcDateTime(), nullable=False),
        sa.Column("correlated_at", columns.UtcDateTime(), nullable=True),
        sa.Column("delivered_at", columns.UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["from_instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("from_instance_id", "message_key"),
    )
    op.create_index("ix_messages_expires_at", "messages", ["expires_at"])
    op.create_index("ix_messages_to_instance_id", "messages", ["to_instance_id"])
    op.create_index("ix_messages_waiting", "messages", ["state", "name", "correlation_key"])
    op.create_table(
        "timers",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("timer_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("due_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("instance_id", "timer_id"),
    )
    op.create_index("ix_timers_due_at", "timers", ["due_at"])
    op.create_table(
        "human_task_owners",
        sa.Column("human_task_id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["human_task_id"], ["human_tasks.id"]),
        sa.PrimaryKeyConstraint("human_task_id", "institution_code", "role"),
    )
    op.create_index("ix_human_task_owners_role", "human_task_owners", ["institution_code", "role"])


def downgrade() -> None:
    for table in (
        "human_task_owners",
        "timers",
        "messages",
        "message_subscriptions",
        "incidents",
        "human_tasks",
        "history",
        "flow_counts",
        "element_activations",
        "deadlines",
        "process_instances",
        "sessions",
        "resource_slots",
        "timed_starts",
        "process_definitions",
        "outbox",
        "memberships",
        "commands",
        "sign_in_throttles",
        "scheduler_runs",
        "roles",
        "people",
        "patients",
        "locks",
        "job_effects",
        "institutions",
        "consents",
        "bundles",
    ):
        op.drop_table(table)
