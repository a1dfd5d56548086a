"""What jobs work on: patients, consents, slots, the outbox, locks and scheduler runs.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _patients()
    _consents()
    _resource_slots()
    _job_effects()
    _outbox()
    _locks()
    _scheduler_runs()


def downgrade() -> None:
    for table in (
        "scheduler_runs",
        "locks",
        "outbox",
        "job_effects",
        "resource_slots",
        "consents",
        "patients",
    ):
        op.drop_table(table)


def _patients() -> None:
    op.create_table(
        "patients",
        sa.Column("empi_id", sa.String(), nullable=False),
        sa.Column("id_type", sa.String(), nullable=False),
        sa.Column("id_no", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pinyin", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("deceased_at", columns.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("empi_id"),
    )
    op.create_index("ix_patients_id_no", "patients", ["id_no"])
    op.create_index("ix_patients_name", "patients", ["name"])
    op.create_index("ix_patients_pinyin", "patients", ["pinyin"])


def _consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("patient_ref", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", columns.UtcDateTime(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("expires_at", columns.UtcDateTime(), nullable=True),
        sa.Column("emergency_basis", sa.String(), nullable=False),
        sa.Column("withdrawn_at", columns.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_consents_instance_id", "consents", ["instance_id"])
    op.create_index("ix_consents_patient_ref", "consents", ["patient_ref"])


def _resource_slots() -> None:
    op.create_table(
        "resource_slots",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_at", columns.UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("held_by_case", sa.String(), nullable=True),
        sa.Column("hold_expires_at", columns.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["institution_code"], ["institutions.code"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_resource_slots_held_by_case", "resource_slots", ["held_by_case"])
    op.create_index(
        "ix_resource_slots_search",
        "resource_slots",
        ["institution_code", "kind", "specialty", "starts_at"],
    )


def _job_effects() -> None:
    op.create_table(
        "job_effects",
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("job_type", sa.String(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("idempotency_key"),
    )
    op.create_index("ix_job_effects_instance_id", "job_effects", ["instance_id"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient_person", sa.String(), nullable=True),
        sa.Column("recipient_patient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("dedupe_key", sa.String(), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("sent_at", columns.UtcDateTime(), nullable=True),
        sa.Column("read_at", columns.UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["recipient_person"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("dedupe_key"),
    )
    op.create_index("ix_outbox_instance_id", "outbox", ["instance_id"])
    op.create_index("ix_outbox_recipient_person", "outbox", ["recipient_person"])
    op.create_index("ix_outbox_unsent", "outbox", ["kind", "sent_at"])


def _locks() -> None:
    op.create_table(
        "locks",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("until", columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _scheduler_runs() -> None:
    op.create_table(
        "scheduler_runs",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("slot", columns.UtcDateTime(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("started_at", columns.UtcDateTime(), nullable=False),
        sa.Column("finished_at", columns.UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("job", "slot"),
    )
