"""Who signed in, failed to, and whose sessions were ended.

Revision 0029, after 0028.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_events",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("by_person", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["by_person"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("at", "person_id", "by_person"):
        op.create_index(f"ix_sign_in_events_{name}", "sign_in_events", [name])


def downgrade() -> None:
    op.drop_table("sign_in_events")
