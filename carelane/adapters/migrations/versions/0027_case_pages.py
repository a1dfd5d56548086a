"""A page of a long story is found without reading the story; comments may be withdrawn.

Revision 0027, after 0026.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_history_instance_id", "history")
    op.create_index("ix_history_story", "history", ["instance_id", "at", "id"])
    op.add_column(
        "comments",
        sa.Column("withdraws", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("comments", "withdraws")
    op.drop_index("ix_history_story", "history")
    op.create_index("ix_history_instance_id", "history", ["instance_id"])
