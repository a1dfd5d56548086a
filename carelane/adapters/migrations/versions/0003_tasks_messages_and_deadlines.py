"""What cases wait for: human tasks, messages, timers, deadlines, incidents.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _human_tasks()
    _human_task_owners()
    _messages()
    _message_subscriptions()
    _timers()
    _deadlines()
    _incidents()


def downgrade() -> None:
    for table in (
        "incidents",
        "deadlines",
        "timers",
        "message_subscriptions",
        "messages",
        "human_task_owners",
        "human_tasks",
    ):
        op.drop_table(table)


def _human_tasks() -> None:
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


def _human_task_owners() -> None:
    op.create_table(
        "human_task_owners",
        sa.Column("human_task_id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["human_task_id"], ["human_tasks.id"]),
        sa.PrimaryKeyConstraint("human_task_id", "institution_code", "role"),
    )
    op.create_index("ix_human_task_owners_role", "human_task_owners", ["institution_code", "role"])


def _messages() -> None:
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


def _message_subscriptions() -> None:
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


def _timers() -> None:
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


def _deadlines() -> None:
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


def _incidents() -> None:
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
