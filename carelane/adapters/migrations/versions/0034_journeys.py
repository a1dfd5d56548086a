"""Patients' journeys: their events, the ledger of custody, snapshots.

Revision 0034, after 0033.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _of_case() -> tuple[sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("instance_id", sa.String(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=True),
    )


def upgrade() -> None:
    op.create_table(
        "journeys",
        *_texts("id", "patient_ref", "episode_type", "outcome", "merged_into"),
        sa.Column("opened_at", columns.UtcDateTime(), nullable=False),
        sa.Column("closed_at", columns.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_journeys_patient_ref", "journeys", ["patient_ref"])
    op.create_table(
        "journey_events",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("journey_id", "process_id", "institution_code", "reference", "status", "ended"),
        *_texts("urgency", "person_id"),
        *_of_case(),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.Column("recorded_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.id"]),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("instance_id", "turn"),
    )
    op.create_index("ix_journey_events_story", "journey_events", ["journey_id", "at"])
    op.create_table(
        "custody_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("journey_id", "institution_code", "unit", "responsible"),
        sa.Column("since", columns.UtcDateTime(), nullable=False),
        sa.Column("until", columns.UtcDateTime(), nullable=True),
        *_of_case(),
        sa.Column("recorded_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.id"]),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("instance_id", "turn"),
    )
    op.create_index("ix_custody_entries_ledger", "custody_entries", ["journey_id", "since"])
    op.create_table(
        "journey_snapshots",
        *_texts("id", "journey_id"),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_journey_snapshots_journey_id", "journey_snapshots", ["journey_id"])


def downgrade() -> None:
    for table in ("journey_snapshots", "custody_entries", "journey_events", "journeys"):
        op.drop_table(table)
