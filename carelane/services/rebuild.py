"""Writes the rows of one case anew from its turns, which Temporal's histories tell again.

Used when a turn diverged (`carelane.services.journal`), when a difference was found, and when rows are lost.
What people did in the database alone survives: claims, drafts, and messages that have left for other cases. Where
Temporal has forgotten how a case began, its archive (what was closed before) stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, update
from sqlmodel import col

from carelane.domain.errors import HistoryForgotten
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Turn, Written
from carelane.services import messages, restored_messages, signals
from carelane.services.journal import project
from carelane.services.kept_rows import Kept, wipe, wipe_open
from carelane.services.ports import CaseTold
from carelane.services.projections.instances import first_row, stored_row
from carelane.services.projections.part import Row
from carelane.services.transaction import Database

_NONE: Row = {"turn": 0, "turn_at": None}
"""What is known of a case without a row."""


def rewrite(
    database: Database,
    turns: list[Turn],
    seen_turn: int | None = None,
    earlier: Sequence[Turn] = (),
) -> Written:
    """Replace all rows of a case by what its turns say; ``turns`` are all that is told, oldest first.

    With ``seen_turn`` nothing happens if the case has gone on since its row showed that turn. ``earlier`` is what
    is known of turns that are not told any more. Raises `HistoryForgotten` where rows are missing that nothing tells.
    """
    if not turns and not earlier:
        return Written()
    case = (*earlier, *turns)[0].instance_id
    with database.transaction() as session:
        connection = session.connection()
        stored = stored_row(connection, case)
        if stored is None or seen_turn in {None, stored["turn"]}:
            _rewrite(connection, turns, earlier, stored or _NONE)
        restored_messages.settle(connection, database.now(), case)
        keys = messages.keys_of(connection, case)
    return Written(
        deliverable=messages.deliverable(database, keys) if keys else [],
        signals=signals.untold_of(database, case),
    )


def restore(database: Database, told: CaseTold) -> None:
    """Write the rows of a case of which the read model may have none, among other such cases.

    Its messages wait until all are there (`restored_messages.settle`): who took them may not be written yet.
    Raises `HistoryForgotten`, `DefinitionNotFound`.
    """
    case = told.start.instance_id
    with database.transaction() as session:
        connection = session.connection()
        stored = stored_row(connection, case)
        turns = [*told.earlier, *told.turns]
        there = stored or _NONE
        if turns and there["turn"] <= turns[-1].turn:
            _rewrite(connection, told.turns, told.earlier, there, restored=True)


def _rewrite(
    connection: Connection,
    turns: list[Turn],
    earlier: Sequence[Turn],
    stored: Row,
    *,
    restored: bool = False,
) -> None:
    writer = _Writer(connection, stored, restored)
    if turns and turns[0].first is not None:
        writer.from_the_beginning(turns)
    elif stored["turn"] and stored["turn"] >= _known_before(turns, earlier):
        writer.write_all([turn for turn in turns if turn.turn > stored["turn"]])
    elif earlier:
        writer.from_open_work(turns, earlier)
    else:
        raise HistoryForgotten


def _known_before(turns: list[Turn], earlier: Sequence[Turn]) -> int:
    """Give the turn up to which rows must reach for the told turns to follow."""
    return turns[0].turn - 1 if turns else earlier[-1].turn


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes turns once more over ``stored``, the row that was there; ``restored``: rows may have been lost."""

    connection: Connection
    stored: Row
    restored: bool

    def from_the_beginning(self, turns: list[Turn]) -> None:
        """Write everything anew."""
        case = turns[0].instance_id
        kept = Kept.of(self.connection, case)
        wipe(self.connection, case)
        messages.forget_unsent(self.connection, turns)
        self._begin(turns[0], again=self._again(turns[0], turns))
        self.write_all(turns[1:])
        signals.forget_unthrown(self.connection, turns)
        kept.put_back(self.connection)

    def from_open_work(self, turns: list[Turn], earlier: Sequence[Turn]) -> None:
        """Write what is open anew; of what was closed in forgotten turns only the archive tells."""
        case = earlier[0].instance_id
        kept = Kept.of(self.connection, case)
        wipe_open(self.connection, case, datetime.fromisoformat(turns[0].at) if turns else None)
        self._begin(earlier[0], again=True, lines=not self.stored["turn"])
        for turn in earlier[1:]:
            self._write(turn, again=True, lines=turn.turn > self.stored["turn"])
        self.write_all(turns)
        kept.put_back(self.connection)

    def write_all(self, turns: list[Turn]) -> None:
        """Write turns that follow the row; the last one may never have been acted upon."""
        for turn in turns:
            self._write(turn, again=self._again(turn, turns))

    def _again(self, turn: Turn, turns: list[Turn]) -> bool:
        """Tell whether what the turn meant to other cases is settled: all but the last one, or written before."""
        written = (self.stored["turn"], self.stored["turn_at"])
        return turn is not turns[-1] or (turn.turn, datetime.fromisoformat(turn.at)) == written

    def _begin(self, turn: Turn, *, again: bool, lines: bool = True) -> None:
        """Write the first turn, with the case's row unless that is there."""
        assert turn.first is not None
        at = datetime.fromisoformat(turn.at)
        row = first_row(self.connection, turn.instance_id, turn.first, at)
        if self.stored["turn"]:
            mine = col(ProcessInstance.id) == turn.instance_id
            self.connection.execute(update(ProcessInstance).where(mine).values(row))
        first = None if self.stored["turn"] else row
        self._project(turn, row, first=first, again=again, lines=lines)

    def _write(self, turn: Turn, *, again: bool, lines: bool = True) -> None:
        row = stored_row(self.connection, turn.instance_id)
        assert row is not None
        self._project(turn, row, first=None, again=again, lines=lines)

    def _project(
        self, turn: Turn, case: Row, *, first: Row | None, again: bool, lines: bool
    ) -> None:
        project(
            self.connection,
            turn,
            case,
            first=first,
            again=again,
            restored=self.restored,
            lines=lines,
        )
