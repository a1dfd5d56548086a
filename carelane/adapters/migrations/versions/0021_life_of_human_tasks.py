"""Owners by name, administrators, tasks that are put aside, on behalf of whom, and who stands in for whom.

Revision 0021, after 0020.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_PUT_ASIDE = sa.text("suspended_until IS NOT NULL")


def _words() -> list[sa.Column[Any]]:
    names = ("on_behalf_of", "suspended_by")
    return [sa.Column(name, sa.String(), nullable=False, server_default="") for name in names]


def _moments() -> list[sa.Column[Any]]:
    names = ("suspended_until", "forwarded_at")
    return [sa.Column(name, columns.UtcDateTime(), nullable=True) for name in names]


def _of_the_designer() -> list[sa.Column[Any]]:
    return [
        sa.Column("skippable", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("excluded", sa.JSON(), nullable=False, server_default="[]"),
    ]


def upgrade() -> None:
    for column in (*_words(), *_moments(), *_of_the_designer()):
        op.add_column("human_tasks", column)
    op.create_index(
        "ix_human_tasks_put_aside",
        "human_tasks",
        ["suspended_until"],
        sqlite_where=_PUT_ASIDE,
        postgresql_where=_PUT_ASIDE,
    )
    op.add_column(
        "history", sa.Column("on_behalf_of", sa.String(), nullable=False, server_default="")
    )
    _people_of_tasks()
    _substitutions()


def _people_of_tasks() -> None:
    op.create_table(
        "human_task_people",
        sa.Column("human_task_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["human_task_id"], ["human_tasks.id"]),
        sa.PrimaryKeyConstraint("human_task_id", "person_id"),
    )
    op.create_index("ix_human_task_people_person_id", "human_task_people", ["person_id"])
    op.create_table(
        "human_task_administrators",
        sa.Column("human_task_id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["human_task_id"], ["human_tasks.id"]),
        sa.PrimaryKeyConstraint("human_task_id", "institution_code", "role"),
    )
    op.create_index(
        "ix_human_task_administrators_role",
        "human_task_administrators",
        ["institution_code", "role"],
    )


def _substitutions() -> None:
    op.create_table(
        "substitutions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("substitute_id", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(), nullable=False),
        sa.Column("begins_at", columns.UtcDateTime(), nullable=False),
        sa.Column("ends_at", columns.UtcDateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", columns.UtcDateTime(), nullable=False),
        sa.Column("ended_at", columns.UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["substitute_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["institution_code"], ["institutions.code"]),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("person_id", "substitute_id", "institution_code", "entered_by"):
        op.create_index(f"ix_substitutions_{name}", "substitutions", [name])


def downgrade() -> None:
    for table in ("substitutions", "human_task_administrators", "human_task_people"):
        op.drop_table(table)
    op.drop_column("history", "on_behalf_of")
    op.drop_index("ix_human_tasks_put_aside", "human_tasks")
    for column in (*_words(), *_moments(), *_of_the_designer()):
        op.drop_column("human_tasks", column.name)
