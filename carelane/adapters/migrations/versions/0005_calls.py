"""Cases that call cases: who called a case, and where.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In plain SQL: Alembic would copy the whole table on SQLite, which other tables refer to.
    op.execute(
        "ALTER TABLE process_instances ADD COLUMN parent_instance_id VARCHAR"
        " REFERENCES process_instances (id)"
    )
    op.add_column(
        "process_instances",
        sa.Column("parent_element_id", sa.String(), nullable=False, server_default=""),
    )
    op.create_index(
        "ix_process_instances_parent_instance_id", "process_instances", ["parent_instance_id"]
    )


def downgrade() -> None:
    op.drop_index("ix_process_instances_parent_instance_id", "process_instances")
    with op.batch_alter_table("process_instances") as table:
        table.drop_column("parent_element_id")
        table.drop_column("parent_instance_id")
