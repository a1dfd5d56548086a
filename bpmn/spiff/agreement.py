"""What the second engine says to a scenario: every case of it compared, turn by turn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bpmn.json_types import Json
from bpmn.scenarios.case import Case
from bpmn.spiff.limits import REASONS
from bpmn.spiff.replays import Replay, replay
from bpmn.xml_names import Xml

Verdict = Literal["agreed", "partly", "not comparable", "disagreed"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One case with what came of its second run."""

    case: str
    process_id: str
    replay: Replay

    def __str__(self) -> str:
        seen, where = self.replay, f"in {self.case}"
        far = f"{seen.compared} of {seen.turns} turns"
        if seen.difference:
            return f"{where} at {seen.place}: {seen.difference}"
        if seen.limit:
            reason = REASONS[seen.limit]
            return f"{where} {far}, until {seen.element}: {seen.limit} (SpiffWorkflow {reason})"
        return f"{where} {far}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """All cases of one scenario.

    ``agreed`` to the end; ``partly``: agreed until an element that SpiffWorkflow cannot do was reached;
    ``not comparable``: reached before anything could be compared; ``disagreed``.
    """

    cases: tuple[Compared, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst that is true of any case."""
        if self.disagreements:
            return "disagreed"
        if not self.limits:
            return "agreed"
        return "partly" if self.compared else "not comparable"

    @property
    def compared(self) -> int:
        """How many turns were compared."""
        return sum(each.replay.compared for each in self.cases)

    @property
    def turns(self) -> int:
        """How many turns there were."""
        return sum(each.replay.turns for each in self.cases)

    @property
    def disagreements(self) -> tuple[Compared, ...]:
        """The cases in which the engines differ."""
        return tuple(each for each in self.cases if each.replay.difference)

    @property
    def limits(self) -> tuple[Compared, ...]:
        """The cases that could not be compared to their end."""
        return tuple(each for each in self.cases if each.replay.limit)

    def lines(self) -> Iterator[str]:
        """Say it for people: one line, and one for each case that was not compared to its end."""
        if self.verdict == "agreed":
            yield f"both engines agree ({self.compared} turns)"
            return
        for each in self.disagreements:
            yield f"DISAGREED {each}"
        for each in self.limits:
            yield f"both engines agree {each}" if each.replay.compared else f"not compared {each}"

    def to_json(self) -> dict[str, Json]:
        """Give it for tools."""
        return {
            "verdict": self.verdict,
            "compared": self.compared,
            "turns": self.turns,
            "disagreements": [str(each) for each in self.disagreements],
            "limits": [
                {
                    "case": each.case,
                    "process": each.process_id,
                    "element": each.replay.element,
                    "limit": each.replay.limit,
                }
                for each in self.limits
            ],
        }


def compare(root: Xml, cases: Iterable[Case]) -> Agreement:
    """Run the cases of a scenario on SpiffWorkflow; `root` is the file's tree as our reader has read it."""
    return Agreement(
        tuple(
            Compared(case.name, case.process.id, replay(root, case.process, case.turns))
            for case in cases
        )
    )
