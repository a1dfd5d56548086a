"""Narrow rows by which worklists find open tasks, filled from the tasks that are open now.

Revision 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_SORTED_BY = {
    "urgency": ["rank", "due_order", "created_at", "task_id"],
    "due": ["due_order", "created_at", "task_id"],
    "created": ["created_at", "due_order", "task_id"],
    "patient": ["patient_order", "due_order", "created_at", "task_id"],
    "priority": ["priority_order", "due_order", "created_at", "task_id"],
}
_FOUND_BY = ("instance_id", "from_instance_id", "owner_group", "actual_owner")


def upgrade() -> None:
    by_bytes = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "worklist_entries",
        sa.Column("task_id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("from_instance_id", sa.String(), nullable=False),
        sa.Column("owner_group", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("actual_owner", sa.String(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("priority_order", sa.Integer(), nullable=False),
        sa.Column("due_order", columns.UtcDateTime(), nullable=False),
        sa.Column("risk_at", columns.UtcDateTime(), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("process_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("from_institution", sa.String(), nullable=False),
        sa.Column("business_status", sa.String(), nullable=False),
        sa.Column("patient_order", by_bytes, nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("task_id"),
    )
    for name, sorted_by in _SORTED_BY.items():
        op.create_index(f"ix_worklist_entries_{name}", "worklist_entries", sorted_by)
    for name in _FOUND_BY:
        op.create_index(f"ix_worklist_entries_{name}", "worklist_entries", [name])
    op.create_table(
        "owner_group_desks",
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("owner_group", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("desk", "owner_group"),
    )


def downgrade() -> None:
    op.drop_table("owner_group_desks")
    op.drop_table("worklist_entries")
