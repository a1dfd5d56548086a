"""What operators and supervisors see of messages: names, times, institutions, masked keys; never a content.

Views: ``orphans`` wait in the inbox (or are on their way and nobody has answered), ``late`` came when their
receiver had ended or did not wait any more, or expired, ``duplicates`` came once more under the same id,
``suspected`` say the same as another one shortly before, ``waiting`` are cases without their message.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from carelane.domain.errors import NotAllowed
from carelane.services.message_keys import Keys
from carelane.services.message_queries import VIEWS, MessageFilter, View, find
from carelane.services.message_reasons import Reasons, Why
from carelane.services.names import Name, Names
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may_operate

__all__ = [
    "VIEWS",
    "MessageFilter",
    "MessageLine",
    "MessagePage",
    "View",
    "count_messages",
    "list_messages",
]


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A line of a view. ``at`` is when what the view is about happened, ``since`` when the message (or wait) began.

    ``kind`` is that of a `MessageEvent` in the views late, duplicates and suspected, else the state; ``other_id``
    the message that a suspected one repeats. In the view waiting there is no message yet, and ``instance_id`` waits.
    """

    message_id: str
    name: str
    key: str
    kind: str
    state: str
    at: datetime
    since: datetime
    expires_at: datetime | None
    sender: Name
    receiver: Name
    from_instance_id: str
    instance_id: str
    business_key: str
    attempts: int
    why: Why | None = None
    other_id: str = ""
    sees_case: bool = False


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One page of a view, and how many lines it has in all."""

    rows: tuple[MessageLine, ...]
    total: int
    page: int
    pages: int


def list_messages(database: Database, actor: Actor, wanted: MessageFilter) -> MessagePage:
    """Give a page of a view; raises `NotAllowed` for people who operate nothing."""
    if not may_operate(actor):
        raise NotAllowed
    with database.reading() as session:
        shown, found = find(session, actor, wanted, database.now())
        return MessagePage(_lines(session, actor, found, database), *shown)


def count_messages(database: Database, actor: Actor) -> dict[View, int]:
    """Count the lines of every view."""
    pages = {
        view: list_messages(database, actor, MessageFilter(view, page_size=1)) for view in VIEWS
    }
    return {view: page.total for view, page in pages.items()}


def _lines(
    session: Session, actor: Actor, found: list[dict[str, Any]], database: Database
) -> tuple[MessageLine, ...]:
    """Add names, reasons, and keys as far as they may be shown."""
    cases = [row.get(name) for row in found for name in ("from_instance_id", "to_instance_id")]
    keys = Keys(session, actor, (row["correlation_key"] for row in found), cases)
    names = Names(session)
    reasons = Reasons(session, [row for row in found if row.get("state") == "buffered"], database)
    return tuple(_line(row, keys, names, reasons) for row in found)


def _line(row: dict[str, Any], keys: Keys, names: Names, reasons: Reasons) -> MessageLine:
    own = (row.get("from_instance_id"), row.get("to_instance_id"))
    return MessageLine(
        message_id=row.get("id", ""),
        name=row["name"],
        key=keys.shown(row["correlation_key"], *own),
        kind=row.get("kind") or row.get("state") or "waiting",
        state=row.get("state", ""),
        at=row["at"],
        since=row["created_at"],
        expires_at=row.get("expires_at"),
        sender=names.institution(row.get("from_institution", "")),
        receiver=names.institution(row["to_institution"]),
        from_instance_id=row.get("from_instance_id") or "",
        instance_id=row.get("event_instance_id") or row.get("to_instance_id") or "",
        business_key=row.get("business_key", ""),
        attempts=row.get("attempts", 0),
        why=reasons.of(row) if row.get("state") else None,
        other_id=row.get("other_id") or "",
        sees_case=any(keys.sees(case) for case in own),
    )
