"""Numbers for what is on its way to a case, events of messages, and messages and signals from outside.

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

from carelane.domain import columns

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TEXTS = ("sender", "from_institution", "content_sha")
_INDEXES = (
    ("ix_messages_sender", "messages", ["sender", "state"]),
    ("ix_messages_started", "messages", ["correlation_key", "start_definition_id"]),
    ("ix_messages_content", "messages", ["content_sha", "created_at"]),
    ("ix_signals_created_at", "signals", ["created_at"]),
    ("ix_signal_deliveries_instance_id", "signal_deliveries", ["instance_id"]),
)
_SENDERS = """
UPDATE messages SET
  sender = COALESCE(from_instance_id, ''),
  from_institution = COALESCE((SELECT institution_code FROM process_instances
                               WHERE process_instances.id = messages.from_instance_id), '')
"""


def upgrade() -> None:
    with op.batch_alter_table("messages") as table:
        for name in _TEXTS:
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("bound_key", sa.String(), nullable=True))
        table.add_column(sa.Column("number", sa.BigInteger(), nullable=False, server_default="0"))
        table.alter_column("position", type_=sa.BigInteger(), existing_nullable=False)
    op.execute(_SENDERS)
    with op.batch_alter_table("signals") as table:
        table.alter_column("from_instance_id", existing_type=sa.String(), nullable=True)
        table.alter_column("position", type_=sa.BigInteger(), existing_nullable=False)
    op.add_column(
        "signal_deliveries",
        sa.Column("number", sa.BigInteger(), nullable=False, server_default="0"),
    )
    for index in _INDEXES:
        op.create_index(*index)
    _message_events()
    op.create_table(
        "inbox_numbers",
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", "kind"),
    )


def _message_events() -> None:
    op.create_table(
        "message_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.Column("instance_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("message_id", "kind", "ref"),
    )
    op.create_index("ix_message_events_at", "message_events", ["at"])


def downgrade() -> None:
    op.drop_table("inbox_numbers")
    op.drop_table("message_events")
    for index, of_table, _columns in reversed(_INDEXES):
        op.drop_index(index, of_table)
    op.drop_column("signal_deliveries", "number")
    from_outside = "(SELECT id FROM signals WHERE from_instance_id IS NULL)"
    op.execute(f"DELETE FROM signal_deliveries WHERE signal_id IN {from_outside}")  # noqa: S608 - no input
    op.execute("DELETE FROM signals WHERE from_instance_id IS NULL")
    with op.batch_alter_table("signals") as table:
        table.alter_column("position", type_=sa.Integer(), existing_nullable=False)
        table.alter_column("from_instance_id", existing_type=sa.String(), nullable=False)
    with op.batch_alter_table("messages") as table:
        table.alter_column("position", type_=sa.Integer(), existing_nullable=False)
        for name in ("number", "bound_key", *_TEXTS):
            table.drop_column(name)
