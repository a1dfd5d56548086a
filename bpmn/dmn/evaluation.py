"""Evaluates a decision with everything it requires, each once."""

from dataclasses import dataclass, field

from bpmn.dmn.logic import FunctionLogic, fitted
from bpmn.dmn.model import Decision, Graph, InputData, Knowledge, Service
from bpmn.dmn.read_graph import required_by
from bpmn.dmn.temporal_input import typed
from bpmn.feel.errors import FeelError
from bpmn.feel.json_form import from_json
from bpmn.feel.scope import Run, Scope
from bpmn.feel.types import TypeRef
from bpmn.feel.values import Function

_SERVICE_DEPTH = 40


@dataclass(slots=True)
class Evaluation:
    """One evaluation: the graph, its variables, and the results so far by decision id."""

    graph: Graph
    run: Run
    results: dict[str, object] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    functions: dict[str, Function] = field(default_factory=dict)

    def decide(self, decision_id: str) -> object:
        """Give the value of a decision; raises DecisionError."""
        for needed in required_by(self.graph, decision_id):
            if needed not in self.results:
                self.results[needed] = self._decide(self.graph.decisions[needed])
        return self.results[decision_id]

    def _decide(self, decision: Decision) -> object:
        scope = Scope(self._names(decision), None, self.run)
        table = decision.table
        if table is None:
            value = decision.logic.run(scope)
            self.rules = ()
        else:
            value, self.rules = table.decide(scope)
        return fitted(self.run, value, decision.type, f"decision {decision.name!r}")

    def _names(self, decision: Decision) -> dict[str, object]:
        names: dict[str, object] = {}
        for needed in decision.knowledge:
            names[self._name_of(needed)] = self.function(needed)
        for needed in decision.inputs:
            if needed in self.graph.inputs:
                names[self.graph.inputs[needed].name] = self.input(needed)
        for needed in decision.decisions:
            if needed in self.results:
                names[self.graph.decisions[needed].name] = self.results[needed]
        return names

    def input(self, input_id: str) -> object:
        """Give the value of an input, as its declared type wants it."""
        data = self.graph.inputs[input_id]
        try:
            value = from_json(self.run.context.get(data.name))
        except FeelError as error:
            self.run.warn(f"input {data.name!r}: {error}")
            return None
        return fitted(
            self.run, typed(self.run, value, data.type), data.type, f"input {data.name!r}"
        )

    def _name_of(self, element_id: str) -> str:
        return (self.graph.knowledge.get(element_id) or self.graph.services[element_id]).name

    def function(self, element_id: str) -> Function:
        """Give a business knowledge model or decision service as a function, made once."""
        if element_id not in self.functions:
            knowledge = self.graph.knowledge.get(element_id)
            self.functions[element_id] = (
                self._knowledge(knowledge) if knowledge else self._service(element_id)
            )
        return self.functions[element_id]

    def _knowledge(self, knowledge: Knowledge) -> Function:
        def outer() -> Scope:
            needed = (*knowledge.knowledge, knowledge.id)
            return Scope({self._name_of(one): self.function(one) for one in needed}, None, self.run)

        logic = FunctionLogic(knowledge.parameters, knowledge.logic, self._result(knowledge.type))
        return logic.bound(outer)

    def _service(self, service_id: str) -> Function:
        service = self.graph.services[service_id]
        inputs = [self.graph.inputs[one] for one in service.input_data if one in self.graph.inputs]
        decisions = [self.graph.decisions[one] for one in service.input_decisions]
        parameters: list[InputData | Decision] = [*inputs, *decisions]

        def invoke(run: Run, *values: object) -> object:
            named = dict(zip([one.name for one in parameters], values, strict=True))
            given = dict(zip([one.id for one in parameters], values, strict=True))
            inner = Run(named, run.now, run.warnings, run.left, run.types)
            results = {one.id: given[one.id] for one in decisions}
            with run.deeper(_SERVICE_DEPTH):
                inner.depth = run.depth
                try:
                    return Evaluation(self.graph, inner, results).serve(service)
                finally:
                    run.left = inner.left

        names = tuple(one.name for one in parameters)
        return Function(names, tuple(one.type for one in parameters), invoke)

    def serve(self, service: Service) -> object:
        """Give the output decisions of a service: the value of the only one, else a context by name."""
        values = {self.graph.decisions[one].name: self.decide(one) for one in service.outputs}
        value: object = next(iter(values.values())) if len(values) == 1 else values
        kind = self._result(service.type)
        return fitted(self.run, value, kind, f"service {service.name!r}")

    def _result(self, declared: TypeRef | None) -> TypeRef | None:
        """Give the type of a function's result: files declare that, or the type of the function."""
        if declared is None:
            return None
        shape = self.graph.types.shapes.get(declared.name, declared)
        return shape.result if shape.name == "function" else declared
