"""Process definitions, the cases that run by them, and what each case went through.

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _bundles()
    _process_definitions()
    _timed_starts()
    _process_instances()
    _element_activations()
    _flow_counts()
    _history()


def downgrade() -> None:
    for table in (
        "history",
        "flow_counts",
        "element_activations",
        "process_instances",
        "timed_starts",
        "process_definitions",
        "bundles",
    ):
        op.drop_table(table)


def _bundles() -> None:
    op.create_table(
        "bundles",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("packed", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )


def _process_definitions() -> None:
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


def _timed_starts() -> None:
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


def _process_instances() -> None:
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


def _element_activations() -> None:
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


def _flow_counts() -> None:
    op.create_table(
        "flow_counts",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("instance_id", "flow_id"),
    )


def _history() -> None:
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
