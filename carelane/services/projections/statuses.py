"""Which business status a case takes: one that may not follow the one before stops nothing, and is not shown.

A case must not stop for a word, and a late word must not take an ended request back. So the status stays, the
timeline tells which word came, and the next word is taken where it may follow either of the two.
"""

from functools import lru_cache

from sqlalchemy import Connection, select
from sqlmodel import col

from bpmn.definition import Bundle, compile_released
from bpmn.model.statuses import StatusWords
from carelane.domain.process_definitions import ProcessDefinition, StoredBundle
from carelane.domain.process_instances import HistoryEntry
from carelane.services.projections.part import Row

TOLD, REFUSED = "StatusChanged", "StatusRefused"
"""Kinds of the lines of a status that was taken, and of one that may not follow."""
_STANDARD = StatusWords()


class Statuses:
    """The statuses that one turn of a case tells, one after the other."""

    def __init__(self, connection: Connection, instance_id: str, case: Row) -> None:
        """Begin at what the case stands at."""
        self._connection = connection
        self._instance_id = instance_id
        self._definition_id = str(case["definition_id"])
        self._stands = str(case["business_status"])
        self._told: str | None = None

    def refused(self, word: str) -> bool:
        """Say whether the word may not follow; if it may, the case stands at it from now on."""
        before, told = self._stands, self._told
        self._told = word
        fits = _STANDARD.known(word) and _STANDARD.known(before or word)
        if not (fits and _STANDARD.allows(before, word)):
            words = _words(self._connection, self._definition_id)
            last = self._last_told() if told is None else told
            if not any(words.allows(one, word) for one in (before, last)):
                return True
        self._stands = word
        return False

    @property
    def stands(self) -> str:
        """The word that the case stands at."""
        return self._stands

    def _last_told(self) -> str:
        """Give the word that came last, taken or not."""
        line = HistoryEntry
        statement = (
            select(col(line.data))
            .where(col(line.instance_id) == self._instance_id, col(line.kind).in_((TOLD, REFUSED)))
            .order_by(col(line.at).desc(), col(line.id).desc())
            .limit(1)
        )
        data = self._connection.execute(statement).scalar()
        return self._stands if data is None else str(data.get("status", ""))


def _words(connection: Connection, definition_id: str) -> StatusWords:
    """Give the words of the process in this version."""
    statement = (
        select(col(ProcessDefinition.process_id), col(StoredBundle.packed))
        .join(StoredBundle, col(StoredBundle.sha256) == col(ProcessDefinition.bundle_sha256))
        .where(col(ProcessDefinition.id) == definition_id)
    )
    row = connection.execute(statement).first()
    return _STANDARD if row is None else _of_bundle(row.process_id, row.packed)


@lru_cache(maxsize=64)
def _of_bundle(process_id: str, packed: str) -> StatusWords:
    process = compile_released(Bundle.unpack(packed)).processes.get(process_id)
    return StatusWords(() if process is None else process.statuses)
