"""Lists as files: who took which list out is written down before the file is given.

A file holds what the filter means, all of it, and nothing that its reader may not see on the page.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from carelane.domain.errors import NotAllowed
from carelane.domain.exports import Export
from carelane.domain.rights import Right
from carelane.services.export_files import Table, csv_file, excel_file
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may

Form = Literal["csv", "xlsx"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list (its code), by which filter (codes only: it is kept), in which form."""

    what: str
    form: Form
    filters: Mapping[str, str]


def export(database: Database, actor: Actor, wanted: Wanted, table: Table) -> bytes:
    """Write down that the actor takes a table out, then give it as a file. Raises `NotAllowed`.

    ``table`` is what a service has given to this actor.
    """
    if not may(actor, Right.EXPORT):
        raise NotAllowed
    with database.transaction() as session:
        session.add(
            Export(
                id=uuid.uuid4().hex,
                person_id=actor.person_id,
                acting_as=actor.acting_as,
                at=database.now(),
                what=wanted.what,
                form=wanted.form,
                filters={name: value for name, value in wanted.filters.items() if value},
                rows=len(table.rows),
            )
        )
    return csv_file(table) if wanted.form == "csv" else excel_file(table)
