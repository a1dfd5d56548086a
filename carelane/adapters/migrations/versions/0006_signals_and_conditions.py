"""Signals between cases, and what conditional start events were when they were last looked at.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NEW_STARTS = ("signal_starts", "conditional_starts")


def upgrade() -> None:
    for name in _NEW_STARTS:
        op.add_column(
            "process_definitions", sa.Column(name, sa.JSON(), nullable=False, server_default="[]")
        )
    _signals()
    _signal_subscriptions()
    _signal_deliveries()
    _conditional_starts()


def downgrade() -> None:
    for table in (
        "conditional_starts",
        "signal_deliveries",
        "signal_subscriptions",
        "signals",
    ):
        op.drop_table(table)
    for name in _NEW_STARTS:
        op.drop_column("process_definitions", name)


def _signals() -> None:
    op.create_table(
        "signals",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("from_instance_id", sa.String(), nullable=False),
        sa.Column("from_institution", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["from_instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_signals_from_instance_id", "signals", ["from_instance_id"])


def _signal_subscriptions() -> None:
    op.create_table(
        "signal_subscriptions",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("wait_id", sa.String(), nullable=False),
        sa.Column("signal_name", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("instance_id", "wait_id"),
    )
    op.create_index("ix_signal_subscriptions_signal_name", "signal_subscriptions", ["signal_name"])


def _signal_deliveries() -> None:
    op.create_table(
        "signal_deliveries",
        sa.Column("signal_id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("to_institution", sa.String(), nullable=False),
        sa.Column("start_definition_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("delivered_at", columns.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["signal_id"], ["signals.id"]),
        sa.PrimaryKeyConstraint("signal_id", "instance_id"),
    )
    op.create_index("ix_signal_deliveries_state", "signal_deliveries", ["state", "signal_id"])


def _conditional_starts() -> None:
    op.create_table(
        "conditional_starts",
        sa.Column("process_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("evaluated_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["institution_code"], ["institutions.code"]),
        sa.PrimaryKeyConstraint("process_id", "element_id", "institution_code", "subject"),
    )
    op.create_index(
        "ix_conditional_starts_institution_code", "conditional_starts", ["institution_code"]
    )
