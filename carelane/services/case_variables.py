"""What every case is born with, whoever or whatever starts it: its variables and its key."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from carelane.services.calendars import calendar_of
from carelane.services.institutions import kind_of
from carelane.services.targets import targets_of


def born_with(  # noqa: PLR0913 - one variable each
    connection: Connection,
    *,
    institution: str,
    pools: dict[str, str],
    started_by: str,
    business_key: str,
    started_at: datetime,
) -> dict[str, Any]:
    """Give the case's own variables.

    ``pool_kind`` is its institution's kind, ``calendar`` its working calendar, ``targets`` what it sets itself.
    """
    return {
        "institution": institution,
        "pool_kind": kind_of(connection, institution),
        "pools": pools,
        "started_by": started_by,
        "business_key": business_key,
        "started_at": started_at.isoformat(),
        "calendar": calendar_of(connection, institution, started_at.year - 1),
        "targets": targets_of(connection, institution),
    }


def business_key(process_id: str, at: datetime, instance_id: str) -> str:
    """Make a key that people can say on the telephone and that tells nothing about the patient."""
    letters = "".join(word[0] for word in process_id.split("_") if word).upper()
    return f"{letters}-{at:%y%m%d}-{instance_id[:5].upper()}"
