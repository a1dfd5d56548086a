"""Who supervises all looks at the board of late cases, of which there are many thousands, filtered and paged in every way."""

from dataclasses import dataclass

from carelane.bench.worklist.rows import HEAD_OF_ALL
from carelane.bench.worklist.timing import behind_the_wall, p95, timed, typical
from carelane.services.accounts import actor_for
from carelane.services.board_choices import board_choices
from carelane.services.supervision import NOBODY, OverdueFilter, overdue
from carelane.services.transaction import Database


@dataclass(frozen=True, slots=True)
class LookedAtBoard:
    """How many rows the board has on all its pages; milliseconds of its pages, and of what its filters offer."""

    rows: int
    p95: float
    typical: float
    choices_max: float


class Boards:
    """What the looks at one database's board take, round by round."""

    def __init__(self, database: Database) -> None:
        """Look once, and choose the filters."""
        head = actor_for(database, HEAD_OF_ALL)
        assert head is not None
        self._head = head
        self._database = behind_the_wall(database, head)
        whole = overdue(self._database, head)
        first = whole.rows[0]
        self._rows = whole.total
        self._wanted = (
            OverdueFilter(),
            OverdueFilter(page=whole.pages),
            OverdueFilter(kind="overdue"),
            OverdueFilter(kind="at_risk"),
            OverdueFilter(institution=first.institution.id),
            OverdueFilter(process=first.process_id, urgency=first.urgency),
            OverdueFilter(element=first.element_id),
            OverdueFilter(owner=NOBODY),
        )
        self._pages: list[list[float]] = [[] for _ in self._wanted]
        self._choices: list[float] = []

    def go_round(self) -> None:
        """Look at every page once."""
        for times, wanted in zip(self._pages, self._wanted, strict=True):
            times.append(timed(overdue, self._database, self._head, wanted))
        self._choices.append(timed(board_choices, self._database, self._head))

    def found(self) -> LookedAtBoard:
        """Sum up all rounds."""
        every = [time for times in self._pages for time in times]
        return LookedAtBoard(self._rows, p95(every), typical(self._pages), max(self._choices))
