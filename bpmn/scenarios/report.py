"""What the scenarios of one process folder showed: how each went, and what none of them reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bpmn.definition import Definition
from bpmn.json_types import Json
from bpmn.scenarios.coverage import Coverage, elements_of, flows_of, missed
from bpmn.scenarios.run import ScenarioResult

SHOWN = 12
"""How many missed ids a line of the report names; the JSON names all."""


class Opinion(Protocol):
    """What the second engine says to a scenario (`bpmn.spiff.Agreement`)."""

    @property
    def verdict(self) -> str:
        """``agreed``, ``partly``, ``not comparable`` or ``disagreed``."""

    @property
    def compared(self) -> int:
        """How many turns were compared."""

    @property
    def turns(self) -> int:
        """How many turns there were."""

    def lines(self) -> Iterable[str]:
        """Say it for people."""

    def to_json(self) -> dict[str, Json]:
        """Give it for tools."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of one kind was reached in one process."""

    reached: int
    total: int
    missed: tuple[str, ...]

    @property
    def percent(self) -> float:
        """The share in per cent; 100 where there is nothing to reach."""
        return 100 * self.reached / self.total if self.total else 100.0

    def __str__(self) -> str:
        text = f"{self.reached}/{self.total} ({self.percent:.1f} %)"
        if not self.missed:
            return text
        more = f" and {len(self.missed) - SHOWN} more" if len(self.missed) > SHOWN else ""
        return f"{text}, missed: {', '.join(self.missed[:SHOWN])}{more}"


@dataclass(frozen=True, slots=True)
class ProcessReport:
    """All scenarios of one folder with the coverage of its processes."""

    name: str
    results: tuple[ScenarioResult, ...]
    opinions: tuple[Opinion, ...]
    """What the second engine says to each result, where it was asked."""
    elements: dict[str, Reach]
    flows: dict[str, Reach]

    @classmethod
    def of(
        cls,
        name: str,
        definition: Definition,
        results: Iterable[ScenarioResult],
        opinions: Iterable[Opinion] = (),
    ) -> "ProcessReport":
        """Add up what the results reached."""
        kept = tuple(results)
        coverage = Coverage()
        for result in kept:
            coverage.add(result.coverage)
        elements: dict[str, Reach] = {}
        flows: dict[str, Reach] = {}
        for process_id, process in definition.processes.items():
            elements[process_id] = _reach(
                elements_of(process), coverage.elements.get(process_id, {})
            )
            flows[process_id] = _reach(flows_of(process), coverage.flows.get(process_id, {}))
        return cls(name, kept, tuple(opinions), elements, flows)

    @property
    def failed(self) -> int:
        """How many scenarios failed."""
        return sum(not result.passed for result in self.results)

    @property
    def disagreed(self) -> int:
        """In how many scenarios the engines disagree."""
        return sum(opinion.verdict == "disagreed" for opinion in self.opinions)

    @property
    def element_coverage(self) -> float:
        """The share of elements reached in the process where it is lowest, in per cent."""
        return min((reach.percent for reach in self.elements.values()), default=100.0)

    @property
    def flow_coverage(self) -> float:
        """The share of sequence flows reached in the process where it is lowest, in per cent."""
        return min((reach.percent for reach in self.flows.values()), default=100.0)

    @property
    def passed(self) -> int:
        """How many scenarios passed."""
        return len(self.results) - self.failed

    def lines(self) -> Iterable[str]:
        """Give the report as text, line by line."""
        yield self.name
        for number, result in enumerate(self.results):
            word = "passed" if result.passed else "FAILED"
            yield f"  {word}  {self.name}/{result.scenario.name}: {result.scenario.title}"
            for failure in result.failures:
                yield f"          {failure}"
            for opinion in self.opinions[number : number + 1]:
                yield from (f"          {line}" for line in opinion.lines())
        for process_id, elements in self.elements.items():
            yield f"  {process_id}: elements {elements}"
            yield f"  {process_id}: flows {self.flows[process_id]}"
        if self.opinions:
            yield f"  second engine: {self._opinion()}"

    def _opinion(self) -> str:
        verdicts = [opinion.verdict for opinion in self.opinions]
        compared = sum(opinion.compared for opinion in self.opinions)
        turns = sum(opinion.turns for opinion in self.opinions)
        counts = ", ".join(
            f"{verdicts.count(word)} {word}"
            for word in ("agreed", "partly", "not comparable", "disagreed")
        )
        return f"{counts}; {compared} of {turns} turns compared"

    def to_json(self) -> dict[str, Json]:
        """Give the report as JSON."""
        return {
            "process": self.name,
            "passed": self.passed,
            "failed": self.failed,
            "disagreed": self.disagreed,
            "element_coverage": self.element_coverage,
            "flow_coverage": self.flow_coverage,
            "scenarios": [self._scenario(number) for number in range(len(self.results))],
            "elements": {key: _json(reach) for key, reach in self.elements.items()},
            "flows": {key: _json(reach) for key, reach in self.flows.items()},
        }

    def _scenario(self, number: int) -> dict[str, Json]:
        result = self.results[number]
        found: dict[str, Json] = {
            "name": result.scenario.name,
            "title": result.scenario.title,
            "passed": result.passed,
            "failures": [str(failure) for failure in result.failures],
        }
        if self.opinions:
            found["second_engine"] = self.opinions[number].to_json()
        return found


def _reach(known: tuple[str, ...], counts: dict[str, int]) -> Reach:
    left = missed(known, counts)
    return Reach(len(known) - len(left), len(known), left)


def _json(reach: Reach) -> Json:
    return {"reached": reach.reached, "total": reach.total, "missed": list(reach.missed)}
