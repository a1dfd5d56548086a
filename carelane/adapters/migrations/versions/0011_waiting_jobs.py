"""Jobs that wait for a system that is away, and how often a failed job was tried.

Revision 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incidents", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "waiting_jobs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("job_type", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("since", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_waiting_jobs_instance_id", "waiting_jobs", ["instance_id"])


def downgrade() -> None:
    op.drop_table("waiting_jobs")
    op.drop_column("incidents", "tries")
