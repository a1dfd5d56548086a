"""What Alembic runs for each command: our models, the caller's open connection, batch mode."""

from typing import Any, Literal

from alembic import context
from sqlmodel.sql.sqltypes import AutoString

from carelane.domain.columns import UtcDateTime
from carelane.domain.tables import metadata


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types in revisions by their own short names."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "columns.UtcDateTime()"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
