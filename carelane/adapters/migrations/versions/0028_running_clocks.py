"""Clocks that run are found without reading those that have stopped.

Revision 0028, after 0027.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_RUNNING = sa.text("stopped_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_deadlines_running",
        "deadlines",
        ["due_at"],
        sqlite_where=_RUNNING,
        postgresql_where=_RUNNING,
    )


def downgrade() -> None:
    op.drop_index("ix_deadlines_running", "deadlines")
