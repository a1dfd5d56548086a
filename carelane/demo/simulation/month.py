"""A month of the group in virtual time: cases begin, people work, time passes, and everything is written as it would be.

The real engine, journal, registries and job handlers run; only the clock and the people are simulated. The same seed gives
the same arrivals and the same people; ids of cases are random as always.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from bpmn.engine.effects import Effect, OpenHumanTask, RaiseIncident
from carelane.adapters.cases_in_memory import CasesInMemory
from carelane.demo.simulation.arrivals import ARRIVALS, Arrival, moments
from carelane.demo.simulation.clock import VirtualClock
from carelane.demo.simulation.housekeeping import Sweep, all_sweeps
from carelane.demo.simulation.invariants import Invariants
from carelane.demo.simulation.people import Doer, People
from carelane.demo.simulation.told import Told
from carelane.demo.staff import Employee
from carelane.domain.errors import CarelaneError
from carelane.domain.patients import Patient
from carelane.services.transaction import Database

DAY = timedelta(days=1)


class Month:
    """The group from the clock's moment on, a midnight."""

    def __init__(
        self,
        database: Database,
        clock: VirtualClock,
        seed: int,
        staff: tuple[Employee, ...],
        patients: list[Patient],
    ) -> None:
        self._clock = clock
        self._random = Random(seed)  # noqa: S311 - an invented month
        self.told = Told()
        self.cases = CasesInMemory(database, heard=self._hear)
        self._people = People(database, self.cases, self._random, staff, patients, self.told)
        self._sweeps = all_sweeps(database, self.cases, staff)
        self._invariants = Invariants(database, self.told)
        self._agenda: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()

    def run(self, end: datetime, tell: Callable[[str], None] = lambda _line: None) -> Told:
        """Let time pass up to a moment; ``tell`` hears of each day."""
        begin = self._clock.moment
        days = -(-(end - begin) // DAY)
        for arrival in ARRIVALS:
            for at in moments(arrival, begin, days, self._random):
                self._begin_at(at, arrival)
        for sweep in self._sweeps:
            self._sweep_at(begin + sweep.every, sweep)
        for day in range(1, days + 1):
            self._until(min(begin + day * DAY, end))
            tell(f"day {day} of {days}: {len(self.cases.cases)} cases, {self.told.turns} steps")
        self._invariants.at_the_end()
        return self.told

    def _until(self, end: datetime) -> None:
        """Do what is due up to a moment, in its order."""
        while (at := self._next()) is not None and at <= end:
            self._clock.moment = max(at, self._clock.moment)
            self.cases.tick()
            while self._agenda and self._agenda[0][0] <= self._clock.moment:
                _, _, deed = heappop(self._agenda)
                deed()
        self._clock.moment = end
        self.cases.tick()

    def _next(self) -> datetime | None:
        times = [self._agenda[0][0]] if self._agenda else []
        due = self.cases.next_due()
        return min([*times, due] if due is not None else times, default=None)

    def _plan(self, at: datetime, deed: Callable[[], None]) -> None:
        heappush(self._agenda, (at, next(self._order), deed))

    def _begin_at(self, at: datetime, arrival: Arrival) -> None:
        self._plan(at, lambda: self._people.begin(arrival))

    def _sweep_at(self, at: datetime, sweep: Sweep) -> None:
        def run() -> None:
            try:
                sweep.run()
            except CarelaneError as error:
                self.told.refused[f"{sweep.name}: {error.code}"] += 1
            self._sweep_at(at + sweep.every, sweep)

        self._plan(at, run)

    def _hear(self, case: str, effects: list[Effect]) -> None:
        """Give out the tasks of a turn, and look whether all is well after it."""
        self.told.turns += 1
        start = self.cases.cases[case].start
        if len(self.cases.cases[case].written) == 1:
            self.told.cases[start.process_id] += 1
        for effect in effects:
            match effect:
                case OpenHumanTask():
                    self._give(self._people.take(case, effect))
                case RaiseIncident():
                    name = f"{start.process_id}/{effect.element_id}: {effect.message}"
                    self.told.incidents[name[:160]] += 1
        self._invariants.after(case, effects)

    def _give(self, doer: Doer | None) -> None:
        if doer is not None:
            self._plan(doer.at, lambda: self._people.do(doer))
