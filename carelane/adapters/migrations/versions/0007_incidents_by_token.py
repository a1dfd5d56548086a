"""Which token an incident holds up, and an index for the list of open ones.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "incidents", sa.Column("activation_id", sa.String(), nullable=False, server_default="")
    )
    still_open = sa.text("state = 'open'")
    op.create_index(
        "ix_incidents_open",
        "incidents",
        ["created_at", "id"],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def downgrade() -> None:
    op.drop_index("ix_incidents_open", "incidents")
    op.drop_column("incidents", "activation_id")
