"""Clocks that pause, are planned anew and extended, and who held the case when one was in breach.

Revision 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_TEXTS = (
    ("breached_role", ""),
    ("breached_institution", ""),
    ("name", ""),
    ("calendar", "24x7"),
    ("target", ""),
    ("guessed", ""),
    ("paused_why", ""),
)
_TIMES = ("paused_at", "extended_from")


def upgrade() -> None:
    with op.batch_alter_table("deadlines") as table:
        for name, default in _TEXTS:
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=default))
        number = sa.Column("paused_seconds", sa.Integer(), nullable=False, server_default="0")
        table.add_column(number)
        for name in _TIMES:
            table.add_column(sa.Column(name, columns.UtcDateTime(), nullable=True))
    with op.batch_alter_table("deadlines") as table:
        for name in (*(text for text, _ in _TEXTS), "paused_seconds"):
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("deadlines") as table:
        for name in (*(text for text, _ in _TEXTS), "paused_seconds", *_TIMES):
            table.drop_column(name)
