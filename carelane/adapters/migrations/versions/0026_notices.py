"""Notices by event, with what people choose; mails with leases and attachments; what operators ask the scheduler.

Revision 0026, after 0025.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def _of_notices() -> list[sa.Column[Any]]:
    words = {
        "topic": "process",
        "urgency": "",
        "task_id": "",
        "event": "",
        "state": "waiting",
        "leased_by": "",
    }
    return [
        *(
            sa.Column(name, sa.String(), nullable=False, server_default=usual)
            for name, usual in words.items()
        ),
        sa.Column("facts", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("due_at", columns.UtcDateTime(), nullable=True),
        sa.Column("leased_until", columns.UtcDateTime(), nullable=True),
        sa.Column("interrupted", sa.Integer(), nullable=False, server_default="0"),
    ]


def upgrade() -> None:
    for column in _of_notices():
        op.add_column("outbox", column)
    op.execute(sa.text("UPDATE outbox SET state = 'sent' WHERE sent_at IS NOT NULL"))
    op.execute(
        sa.text("UPDATE outbox SET state = 'failed' WHERE sent_at IS NULL AND attempts >= 10")
    )
    op.drop_index("ix_outbox_unsent", "outbox")
    op.drop_index("ix_outbox_recipient_person", "outbox")
    op.create_index("ix_outbox_due", "outbox", ["kind", "state", "due_at"])
    op.create_index("ix_outbox_mine", "outbox", ["recipient_person", "kind", "created_at"])
    op.create_index("ix_outbox_event", "outbox", ["event"])
    op.create_index("ix_outbox_created_at", "outbox", ["created_at"])
    op.create_table(
        "mail_attachments",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("mail_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["outbox.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_mail_attachments_mail_id", "mail_attachments", ["mail_id"])
    _preferences()
    _requests()


def _preferences() -> None:
    op.create_table(
        "notice_preferences",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("quiet_from", sa.String(), nullable=False),
        sa.Column("quiet_until", sa.String(), nullable=False),
        sa.Column("daily", sa.Boolean(), nullable=False),
        sa.Column("daily_hour", sa.Integer(), nullable=False),
        sa.Column("changed_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("person_id"),
    )


def _requests() -> None:
    op.add_column(
        "scheduler_runs", sa.Column("request_id", sa.String(), nullable=False, server_default="")
    )
    op.create_table(
        "job_requests",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("acting_as", sa.String(), nullable=False),
        sa.Column("asked_at", columns.UtcDateTime(), nullable=False),
        sa.Column("taken_at", columns.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_job_requests_target", "job_requests", ["target"])
    op.create_index("ix_job_requests_person_id", "job_requests", ["person_id"])


def downgrade() -> None:
    op.drop_table("job_requests")
    op.drop_column("scheduler_runs", "request_id")
    op.drop_table("notice_preferences")
    op.drop_table("mail_attachments")
    for name in ("created_at", "event", "mine", "due"):
        op.drop_index(f"ix_outbox_{name}", "outbox")
    for column in _of_notices():
        op.drop_column("outbox", column.name)
    op.create_index("ix_outbox_recipient_person", "outbox", ["recipient_person"])
    op.create_index("ix_outbox_unsent", "outbox", ["kind", "sent_at"])
