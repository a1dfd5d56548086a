"""Many incidents resolved in one go: in bounded steps, each answered by what came of it.

A `Batch` is worked off step by step, so that a screen can show progress between them and stop. The command id of an
incident is ``<batch id>:<incident id>``: a batch that is begun again under its id does nothing twice, and what it
raised itself (an incident that is a failed retry) is not part of it.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from sqlmodel import col, func, select

from carelane.domain.commands import Command
from carelane.domain.errors import CarelaneError, Unavailable
from carelane.domain.incidents import Incident
from carelane.services.incident_outcomes import outcomes
from carelane.services.incident_results import Outcome, Patience, Sent, told
from carelane.services.incidents import RESOLVE, Resolution, checked_reason, send
from carelane.services.ports import CasePort
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

Progress = Callable[["Batch"], None]


@dataclass(frozen=True, slots=True)
class Pace:
    """How many commands a step sends, how many at once, and how many outcomes may be awaited together."""

    step: int = 20
    at_once: int = 4
    awaited: int = 100
    patience: Patience = field(default_factory=Patience)


class Batch:
    """Incidents on their way to their outcomes; ``outcomes`` grows until the batch is `done`."""

    def __init__(
        self,
        batch_id: str,
        incidents: Iterable[str],
        resolution: Resolution,
        pace: Pace | None = None,
    ) -> None:
        """Keep what is to be done; raises `ReasonMissing`."""
        checked_reason(resolution.reason)
        self.id = batch_id
        self.resolution = resolution
        self.pace = pace or Pace()
        self.outcomes: dict[str, Outcome] = {}
        self._waiting = deque(dict.fromkeys(incidents))
        self._awaited: dict[str, tuple[Sent, float]] = {}
        self.total = len(self._waiting)

    @property
    def done(self) -> bool:
        """Whether every incident has its outcome."""
        return not self._waiting and not self._awaited

    @property
    def succeeded(self) -> bool:
        """Whether every incident is done with."""
        return self.done and all(one.succeeded for one in self.outcomes.values())

    def counts(self) -> Counter[str]:
        """Count the results so far."""
        return Counter(one.result for one in self.outcomes.values())

    def step(self, database: Database, cases: CasePort, actor: Actor) -> None:
        """Send some commands, then look what has come of those that were sent."""
        room = min(self.pace.step, self.pace.awaited - len(self._awaited), len(self._waiting))
        sending = [self._waiting.popleft() for _ in range(room)]
        if sending:
            self._send(database, cases, actor, sending)
        self._look(database)
        if self._awaited and not (self._waiting and len(self._awaited) < self.pace.awaited):
            self.pace.patience.rest(self.pace.patience.pause)

    def stop(self) -> None:
        """Send nothing more: what was not sent is told as not tried, what is awaited as still running."""
        for incident in self._waiting:
            self.outcomes[incident] = Outcome(incident, "not_tried")
        self._waiting.clear()
        for sent, _until in self._awaited.values():
            self._tell(told(sent, "still_running"))
        self._awaited.clear()

    def _send(
        self, database: Database, cases: CasePort, actor: Actor, incidents: list[str]
    ) -> None:
        """Send commands, a few at once; when none of them reaches its case, the batch ends here."""

        def one(incident: str) -> Sent | Outcome:
            command_id = f"{self.id}:{incident}"
            try:
                return send(database, cases, actor, incident, self.resolution, command_id)
            except Unavailable as error:
                return Outcome(incident, "unavailable", _case_of(incident), code=error.code)
            except CarelaneError as error:
                return Outcome(incident, "refused", _case_of(incident), code=error.code)

        with ThreadPoolExecutor(self.pace.at_once) as threads:
            answers = list(threads.map(one, incidents))
        until = self.pace.patience.clock() + self.pace.patience.seconds
        for answer in answers:
            if isinstance(answer, Sent):
                self._awaited[answer.incident_id] = (answer, until)
            else:
                self._tell(answer)
        if all(isinstance(a, Outcome) and a.result == "unavailable" for a in answers):
            self.stop()

    def _look(self, database: Database) -> None:
        """Take the outcomes that are known by now, and give up on those whose time is over."""
        if not self._awaited:
            return
        now = self.pace.patience.clock()
        found = outcomes(database, [sent for sent, _until in self._awaited.values()])
        for incident, (sent, until) in list(self._awaited.items()):
            if incident in found or now >= until:
                del self._awaited[incident]
                self._tell(found.get(incident) or told(sent, "still_running"))

    def _tell(self, outcome: Outcome) -> None:
        self.outcomes[outcome.incident_id] = outcome


def run(
    batch: Batch,
    database: Database,
    cases: CasePort,
    actor: Actor,
    progress: Progress = lambda _batch: None,
) -> Batch:
    """Work the batch off, telling after every step how far it is."""
    while not batch.done:
        batch.step(database, cases, actor)
        progress(batch)
    return batch


def begun_before(
    database: Database, actor: Actor, batch_id: str, matching: tuple[str, ...]
) -> tuple[str, ...]:
    """Give the incidents of a batch that was begun before: those sent then, and of ``matching`` the older ones.

    Incidents raised since the batch began are none of it.
    """
    mine = (
        col(Command.id).startswith(f"{batch_id}:", autoescape=True),
        col(Command.kind) == RESOLVE,
        col(Command.person_id) == actor.person_id,
    )
    with database.reading() as session:
        sent = session.exec(select(Command.target_id).where(*mine).order_by(col(Command.at))).all()
        began = session.exec(select(func.min(Command.at)).where(*mine)).one()
        if began is None:
            return matching
        newer = set(session.exec(select(Incident.id).where(col(Incident.created_at) >= began)))
    return tuple(dict.fromkeys([*sent, *(one for one in matching if one not in newer)]))


def _case_of(incident: str) -> str:
    """Give the case of an incident's id."""
    return incident.partition(":")[0]
