"""Identities whole: several documents of a patient, merges that can be undone, questions, and events told to cases.

Revision 0033, after 0032.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("patients") as batch:
        batch.add_column(
            sa.Column("temporary", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.add_column(sa.Column("merged_into", sa.String(), nullable=True))
        batch.create_foreign_key(
            "fk_patients_merged_into", "patients", ["merged_into"], ["empi_id"]
        )
        batch.create_index("ix_patients_merged_into", ["merged_into"])
    op.execute("UPDATE patients SET temporary = (id_no = '' AND empi_id LIKE 'T%')")
    with op.batch_alter_table("messages") as batch:
        batch.add_column(sa.Column("only_instance_id", sa.String(), nullable=True))
        batch.create_index("ix_messages_only_instance_id", ["only_instance_id"])
    _identifiers()
    _merges()
    _questions()
    _events()


def _identifiers() -> None:
    op.create_table(
        "patient_identifiers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("empi_id", sa.String(), nullable=False),
        sa.Column("id_type", sa.String(), nullable=False),
        sa.Column("id_no", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("added_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["empi_id"], ["patients.empi_id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_patient_identifiers_empi_id", "patient_identifiers", ["empi_id"])
    op.create_index("ix_patient_identifiers_number", "patient_identifiers", ["id_no", "id_type"])
    where = sa.text("verified")
    op.create_index(
        "ix_patient_identifiers_verified",
        "patient_identifiers",
        ["id_type", "id_no", "issuer"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


def _merges() -> None:
    op.create_table(
        "empi_merges",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("survivor", sa.String(), nullable=False),
        sa.Column("merged", sa.String(), nullable=False),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_person", sa.String(), nullable=False),
        sa.Column("acting_as", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("undone_at", columns.UtcDateTime(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=False),
        sa.Column("undone_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["survivor"], ["patients.empi_id"]),
        sa.ForeignKeyConstraint(["merged"], ["patients.empi_id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("survivor", "merged"):
        op.create_index(f"ix_empi_merges_{name}", "empi_merges", [name])
    op.create_table(
        "identity_work",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("merge_id", sa.String(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("old_id", sa.String(), nullable=False),
        sa.Column("new_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("written_at", columns.UtcDateTime(), nullable=False),
        sa.Column("done_at", columns.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["merge_id"], ["empi_merges.id"]),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instances.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("merge_id", "instance_id", "kind", "new_id"),
    )
    for name in ("instance_id", "state"):
        op.create_index(f"ix_identity_work_{name}", "identity_work", [name])


def _questions() -> None:
    op.create_table(
        "identity_questions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("empi_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("merge_id", sa.String(), nullable=True),
        sa.Column("raised_at", columns.UtcDateTime(), nullable=False),
        sa.Column("settled_at", columns.UtcDateTime(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["empi_id"], ["patients.empi_id"]),
        sa.ForeignKeyConstraint(["merge_id"], ["empi_merges.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("empi_id", "merge_id", "raised_at"):
        op.create_index(f"ix_identity_questions_{name}", "identity_questions", [name])
    where = sa.text("settled_at IS NULL")
    op.create_index(
        "ix_identity_questions_open",
        "identity_questions",
        ["kind", "empi_id", "other_id"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


def _events() -> None:
    op.create_table(
        "patient_events",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("empi_id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("from_institution", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("happened_at", columns.UtcDateTime(), nullable=False),
        sa.Column("entered_at", columns.UtcDateTime(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("empi_id", "institution_code"):
        op.create_index(f"ix_patient_events_{name}", "patient_events", [name])


def downgrade() -> None:
    for table in (
        "patient_events",
        "identity_questions",
        "identity_work",
        "empi_merges",
        "patient_identifiers",
    ):
        op.drop_table(table)
    with op.batch_alter_table("messages") as batch:
        batch.drop_index("ix_messages_only_instance_id")
        batch.drop_column("only_instance_id")
    with op.batch_alter_table("patients") as batch:
        batch.drop_index("ix_patients_merged_into")
        batch.drop_constraint("fk_patients_merged_into", type_="foreignkey")
        batch.drop_column("merged_into")
        batch.drop_column("temporary")
