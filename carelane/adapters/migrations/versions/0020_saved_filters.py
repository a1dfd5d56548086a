"""Named filters of worklists, and what a person has chosen for the worklist.

Revision 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("saved_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "name"),
    )
    op.create_index("ix_saved_filters_person_id", "saved_filters", ["person_id"])
    op.create_index("ix_saved_filters_team", "saved_filters", ["institution_code", "role"])
    op.create_table(
        "worklist_choices",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("filter_id", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("person_id"),
    )


def downgrade() -> None:
    op.drop_table("worklist_choices")
    op.drop_table("saved_filters")
