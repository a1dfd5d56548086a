"""Consents whole, the index of records with grants and the log of retrievals, and institutions' own targets.

Revision 0031, after 0029.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0031"
down_revision = "0029"
branch_labels = None
depends_on = None

_CONSENT_TEXTS = (
    "institution_code",
    "evidence",
    "recorded_by",
    "second_clinician",
    "settled_by",
    "withdrawn_by",
    "withdrawn_how",
    "withdrawal_recorded_by",
)
_CONSENT_MOMENTS = ("recorded_at", "post_hoc_due_at")


def upgrade() -> None:
    with op.batch_alter_table("consents") as batch:
        for name in _CONSENT_TEXTS:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        for name in _CONSENT_MOMENTS:
            batch.add_column(sa.Column(name, columns.UtcDateTime(), nullable=True))
    op.create_index("ix_consents_post_hoc_due_at", "consents", ["post_hoc_due_at"])
    _targets()
    _references()
    _grants()
    _accesses()


def _targets() -> None:
    op.create_table(
        "target_settings",
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["institution_code"], ["institutions.code"]),
        sa.PrimaryKeyConstraint("institution_code", "key"),
    )


def _references() -> None:
    op.create_table(
        "record_references",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("empi_id", sa.String(), nullable=False),
        sa.Column("document_type", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("dated_at", columns.UtcDateTime(), nullable=False),
        sa.Column("locator", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("registered_at", columns.UtcDateTime(), nullable=False),
        sa.Column("registered_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["institution_code"], ["institutions.code"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("institution_code", "locator"),
    )
    _index("record_references", "empi_id", "instance_id")


def _grants() -> None:
    op.create_table(
        "retrieval_grants",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("empi_id", sa.String(), nullable=False),
        sa.Column("consent_id", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("process_id", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.Column("granted_at", columns.UtcDateTime(), nullable=False),
        sa.Column("expires_at", columns.UtcDateTime(), nullable=False),
        sa.Column("closed_at", columns.UtcDateTime(), nullable=True),
        sa.Column("closed_why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("retrieval_grants", "empi_id", "consent_id", "instance_id")


def _accesses() -> None:
    texts = (
        "person_id",
        "acting_as",
        "institution_code",
        "recipient",
        "purpose",
        "process_id",
        "instance_id",
        "reference_id",
        "document_type",
        "section",
        "author",
    )
    grounds = ("consent_id", "basis", "grant_id", "reason")
    op.create_table(
        "record_accesses",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("what", "outcome", "code")),
        sa.Column("empi_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("dated_at", columns.UtcDateTime(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in grounds),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    _index(
        "record_accesses",
        *("at", "empi_id", "institution_code", "instance_id", "consent_id", "grant_id"),
    )


def _index(table: str, *names: str) -> None:
    for name in names:
        op.create_index(f"ix_{table}_{name}", table, [name])


def downgrade() -> None:
    for table in ("record_accesses", "retrieval_grants", "record_references", "target_settings"):
        op.drop_table(table)
    op.drop_index("ix_consents_post_hoc_due_at", "consents")
    with op.batch_alter_table("consents") as batch:
        for name in (*_CONSENT_TEXTS, *_CONSENT_MOMENTS):
            batch.drop_column(name)
