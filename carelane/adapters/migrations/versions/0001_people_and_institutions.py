"""People, their roles and sessions, and the institutions they work at.

Revision 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _institutions()
    _roles()
    _people()
    _memberships()
    _sessions()
    _sign_in_throttles()
    _commands()


def downgrade() -> None:
    for table in (
        "commands",
        "sign_in_throttles",
        "sessions",
        "memberships",
        "people",
        "roles",
        "institutions",
    ):
        op.drop_table(table)


def _institutions() -> None:
    op.create_table(
        "institutions",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("parent_code", sa.String(), nullable=True),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("calendar", sa.JSON(), nullable=False),
        sa.Column("capabilities", sa.JSON(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["parent_code"], ["institutions.code"]),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("ix_institutions_kind", "institutions", ["kind"])
    op.create_index("ix_institutions_parent_code", "institutions", ["parent_code"])


def _roles() -> None:
    op.create_table(
        "roles",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("supervises", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
    )


def _memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["institution_code"], ["institutions.code"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["role"], ["roles.code"]),
        sa.PrimaryKeyConstraint("person_id", "institution_code", "role"),
    )
    op.create_index("ix_memberships_institution_code", "memberships", ["institution_code"])
    op.create_index("ix_memberships_role", "memberships", ["role"])


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("seen_at", columns.UtcDateTime(), nullable=False),
        sa.Column("expires_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])


def _sign_in_throttles() -> None:
    op.create_table(
        "sign_in_throttles",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("blocked_until", columns.UtcDateTime(), nullable=True),
        sa.Column("last_failure_at", columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )


def _commands() -> None:
    op.create_table(
        "commands",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("target_id", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_commands_person_id", "commands", ["person_id"])
