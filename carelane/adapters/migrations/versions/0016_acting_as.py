"""As which of their memberships somebody acted: in commands and in what people do by themselves.

Revision 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("commands", "history"):
        op.add_column(table, sa.Column("acting_as", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_commands_target_id", "commands", ["target_id"])


def downgrade() -> None:
    op.drop_index("ix_commands_target_id", "commands")
    for name in ("history", "commands"):
        with op.batch_alter_table(name) as table:
            table.drop_column("acting_as")
