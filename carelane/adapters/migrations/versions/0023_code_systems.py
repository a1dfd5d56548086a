"""Tables of codes that forms search.

Revision 0023, after 0022.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code_systems",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("loaded_at", columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "coded_concepts",
        sa.Column("system_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["system_id"], ["code_systems.id"]),
        sa.PrimaryKeyConstraint("system_id", "code"),
    )


def downgrade() -> None:
    op.drop_table("coded_concepts")
    op.drop_table("code_systems")
