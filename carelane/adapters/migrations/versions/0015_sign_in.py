"""Sign-in by OpenID Connect: where a session came from, as which membership it acts, and codes of our own provider.

Revision 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sessions") as table:
        for name in ("issuer", "provider_session", "hat"):
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        table.create_index("ix_sessions_provider_session", ["provider_session"])
    op.create_table(
        "sign_in_codes",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("redirect_uri", sa.String(), nullable=False),
        sa.Column("challenge", sa.String(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("provider_session", sa.String(), nullable=False),
        sa.Column("signed_in_at", columns.UtcDateTime(), nullable=False),
        sa.Column("expires_at", columns.UtcDateTime(), nullable=False),
        sa.Column("used_at", columns.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_index("ix_sign_in_codes_person_id", "sign_in_codes", ["person_id"])
    op.create_index("ix_sign_in_codes_expires_at", "sign_in_codes", ["expires_at"])


def downgrade() -> None:
    op.drop_table("sign_in_codes")
    with op.batch_alter_table("sessions") as table:
        table.drop_index("ix_sessions_provider_session")
        for name in ("hat", "provider_session", "issuer"):
            table.drop_column(name)
