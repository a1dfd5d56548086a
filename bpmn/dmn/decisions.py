"""A decision file, read and ready to decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bpmn.allowance import Allowance
from bpmn.dmn.errors import DecisionError
from bpmn.dmn.evaluation import Evaluation
from bpmn.dmn.imports import Library
from bpmn.dmn.markup import is_dmn, read_markup
from bpmn.dmn.model import Graph
from bpmn.dmn.read_graph import read_graph
from bpmn.dmn.reading import Reading
from bpmn.feel.errors import FeelBudgetExceeded
from bpmn.feel.json_form import to_json
from bpmn.feel.scope import Run
from bpmn.findings import Finding, Refused

_FATAL = frozenset(["dmn_cycle", "dmn_type_cycle"])
"""What is refused in any case, because deciding would not end."""
BUDGET = 500_000
"""Steps that a decision with all it requires may take."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision's result: JSON, the ids of the rules it rests on, and why parts of it are null."""

    output: object
    matched_rules: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of a file; ``findings`` are those that let it be read."""

    file: str
    graph: Graph
    findings: tuple[Finding, ...] = ()

    def ids(self) -> tuple[str, ...]:
        """Give the ids of the decisions, in the file's order."""
        return tuple(self.graph.decisions)

    def evaluate(
        self,
        decision_id: str,
        variables: Mapping[str, object],
        now: datetime,
        budget: int = BUDGET,
        *,
        allowance: Allowance | None = None,
    ) -> Decided:
        """Decide with these variables (JSON or FEEL values) at this time.

        ``allowance`` is what this decision and others share beside its own budget.
        Raises DecisionError for an unknown id and where rules contradict the table's hit policy, and
        FeelBudgetExceeded.
        """
        if decision_id not in self.graph.decisions:
            raise DecisionError(decision_id, f"not in {self.file}; it has {', '.join(self.ids())}")
        given = budget if allowance is None else min(budget, allowance.left)
        run = Run(variables, now, [], given, self.graph.types)
        evaluation = Evaluation(self.graph, run)
        try:
            output = to_json(evaluation.decide(decision_id))
        except RecursionError:  # the depth limits come first; this is the last net
            raise FeelBudgetExceeded("nested too deeply") from None
        finally:
            if allowance is not None:
                allowance.left -= given - run.left
        return Decided(output, evaluation.rules, tuple(run.warnings))


def read_decisions(
    data: bytes, file: str, *, lenient: bool = False, others: Mapping[str, bytes] | None = None
) -> Decisions:
    """Read a DMN file of version 1.1 to 1.5; raises Refused with everything that was found.

    ``others`` are the files beside it by name, from which it may import.
    ``lenient`` reads what is wrong as null instead (the TCK has such files on purpose), and allows a test kit's
    size.
    """
    root = read_markup(data, file, of_a_kit=lenient)
    reading = Reading(file, root, lenient=lenient)
    if not is_dmn(root):
        reading.refuse(
            root, "root", "not a DMN file", "the root is <definitions> of DMN 1.1 to 1.5"
        )
        raise Refused(reading.findings)
    graph = read_graph(reading, root, Library(others or {}))
    if reading.findings and (not lenient or any(one.rule in _FATAL for one in reading.findings)):
        raise Refused([*reading.findings, *reading.misuses])
    return Decisions(file, graph, tuple(reading.misuses))
