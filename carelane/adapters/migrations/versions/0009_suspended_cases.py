"""Cases that operators suspend or cancel with compensation, and what their tasks were before.

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_FLAGS = ("suspended", "compensating")


def upgrade() -> None:
    for name in _FLAGS:
        op.add_column(
            "process_instances",
            sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()),
        )
    op.add_column(
        "human_tasks", sa.Column("state_before", sa.String(), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("human_tasks", "state_before")
    for name in _FLAGS:
        op.drop_column("process_instances", name)
