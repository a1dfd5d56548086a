"""Pinned versions, and migrations of running cases with what became of each case.

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "version_pins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("definition_id", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.Column("ended_at", columns.UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("ended_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["definition_id"], ["process_definitions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_version_pins_definition_id", "version_pins", ["definition_id"])
    op.create_index(
        "ix_version_pins_current",
        "version_pins",
        ["process_id", "institution_code"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    _migrations()


def _migrations() -> None:
    op.create_table(
        "case_migrations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("process_id", sa.String(), nullable=False),
        sa.Column("from_definition_id", sa.String(), nullable=False),
        sa.Column("to_definition_id", sa.String(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("stop_on_failure", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["from_definition_id"], ["process_definitions.id"]),
        sa.ForeignKeyConstraint(["to_definition_id"], ["process_definitions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("from_definition_id", "to_definition_id", "at"):
        op.create_index(f"ix_case_migrations_{name}", "case_migrations", [name])
    op.create_table(
        "case_moves",
        sa.Column("migration_id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["migration_id"], ["case_migrations.id"]),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("migration_id", "instance_id"),
    )
    op.create_index("ix_case_moves_instance_id", "case_moves", ["instance_id"])


def downgrade() -> None:
    for table in ("case_moves", "case_migrations", "version_pins"):
        op.drop_table(table)
