"""Comments on cases and tasks, and whom they mention.

Revision 0025, after 0024.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comments",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("task_id", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("acting_as", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("corrects", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["corrects"], ["comments.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("instance_id", "author_id", "corrects"):
        op.create_index(f"ix_comments_{name}", "comments", [name])
    op.create_table(
        "comment_mentions",
        sa.Column("comment_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("comment_id", "person_id"),
    )
    op.create_index("ix_comment_mentions_person_id", "comment_mentions", ["person_id"])


def downgrade() -> None:
    op.drop_table("comment_mentions")
    op.drop_table("comments")
