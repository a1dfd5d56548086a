"""Evaluates a decision with everything it requires, each once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bpmn.dmn.check_graph import required_by
from bpmn.dmn.logic import FunctionLogic, fitted
from bpmn.dmn.model import Decision, Graph, Import, InputData, Knowledge, Service
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
    imports: dict[str, "Evaluation"] = field(default_factory=dict)

    def decide(self, decision_id: str) -> object:
        """Give the value of a decision; raises DecisionError."""
        if decision_id not in self.results:
            for needed in required_by(self.graph, decision_id, known=self.results):
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
            self._put(names, needed, _functions_name, Evaluation.function)
        for needed in decision.inputs:
            self._put(names, needed, _inputs_name, Evaluation.input)
        for needed in decision.decisions:
            self._put(names, needed, _decisions_name, Evaluation.decide)
        return names

    def _put(
        self, names: dict[str, object], key: str, name_of: "_NameOf", value_of: "_ValueOf"
    ) -> None:
        """Enter a value under its name; one of an imported model in the context of the import."""
        namespace, foreign, element_id = key.rpartition("#")
        if not foreign:
            name = name_of(self.graph, key)
            if name is not None:
                names[name] = value_of(self, key)
            return
        imported = self.graph.imports.get(namespace)
        name = name_of(imported.graph, element_id) if imported else None
        if imported is None or name is None:
            return
        inner = self._imported(imported)
        value = value_of(inner, element_id)
        self.run.left = inner.run.left
        target = names if not imported.name else names.setdefault(imported.name, {})
        if isinstance(target, dict):
            target[name] = value

    def _imported(self, imported: Import) -> "Evaluation":
        """Give the evaluation of an imported model; its inputs stand in the context of the import's name."""
        if imported.namespace not in self.imports:
            given = self.run.context.get(imported.name)
            context = {**self.run.context, **given} if isinstance(given, dict) else self.run.context
            run = Run(context, self.run.now, self.run.warnings, self.run.left, imported.graph.types)
            self.imports[imported.namespace] = Evaluation(imported.graph, run)
        inner = self.imports[imported.namespace]
        inner.run.left = self.run.left
        return inner

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
            names: dict[str, object] = {}
            for needed in (*knowledge.knowledge, knowledge.id):
                self._put(names, needed, _functions_name, Evaluation.function)
            return Scope(names, None, self.run)

        logic = FunctionLogic(knowledge.parameters, knowledge.logic, self._result(knowledge.type))
        return logic.bound(outer)

    def _service(self, service_id: str) -> Function:
        service = self.graph.services[service_id]
        inputs = [self.graph.inputs[one] for one in service.input_data if one in self.graph.inputs]
        known = self.graph.decisions
        decisions = [known[one] for one in service.input_decisions if one in known]
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
        known = self.graph.decisions
        values = {known[one].name: self.decide(one) for one in service.outputs if one in known}
        value: object = next(iter(values.values())) if len(values) == 1 else values
        kind = self._result(service.type)
        return fitted(self.run, value, kind, f"service {service.name!r}")

    def _result(self, declared: TypeRef | None) -> TypeRef | None:
        """Give the type of a function's result: files declare that, or the type of the function."""
        if declared is None:
            return None
        shape = self.graph.types.shapes.get(declared.name, declared)
        return shape.result if shape.name == "function" else declared


_NameOf = Callable[[Graph, str], str | None]
_ValueOf = Callable[[Evaluation, str], object]


def _functions_name(graph: Graph, element_id: str) -> str | None:
    found = graph.knowledge.get(element_id) or graph.services.get(element_id)
    return found.name if found else None


def _inputs_name(graph: Graph, element_id: str) -> str | None:
    return graph.inputs[element_id].name if element_id in graph.inputs else None


def _decisions_name(graph: Graph, element_id: str) -> str | None:
    return graph.decisions[element_id].name if element_id in graph.decisions else None
