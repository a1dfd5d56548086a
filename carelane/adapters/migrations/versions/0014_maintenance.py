"""How far long runs over all cases have come.

Revision 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "maintenance_steps",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "instance_id"),
    )


def downgrade() -> None:
    op.drop_table("maintenance_steps")
