"""Where SpiffWorkflow's tasks of one case report, and where the work that it cannot do is done.

SpiffWorkflow moves the tokens. Everything that a file says in Zeebe's words is done here: variables, FEEL
scripts, decisions, messages and jobs. What happens in a turn is noted for the comparison.
"""

from typing import Any

from bpmn.engine.effects import PublishMessage
from bpmn.json_types import Variables
from bpmn.model import (
    BusinessRuleTask,
    CallActivity,
    EndEvent,
    FlowNode,
    JobDefinition,
    MessageThrow,
    Process,
    ScriptTask,
    Sending,
    SendTask,
    SignalTrigger,
    StandardLoop,
    ThrowEvent,
    UserTask,
)
from bpmn.model.jobs import job_of
from bpmn.spiff import instances
from bpmn.spiff.clock import Clock
from bpmn.spiff.expressions import Expressions
from bpmn.spiff.notes import Notes
from bpmn.spiff.scopes import Scopes, interrupted, is_instance, put
from bpmn.times import parse_duration

DEFAULT_TIME_TO_LIVE = 7 * 24 * 3600


class Desk:
    """The variables and the open work of one case."""

    def __init__(self, process: Process, variables: Variables, clock: Clock) -> None:
        self.process = process
        self.clock = clock
        self.nodes: dict[str, FlowNode] = {node.id: node for node in process.nodes()}
        self.scopes = Scopes(variables)
        self.expressions = Expressions(self)
        self.results: dict[Any, Variables] = {}
        """What a task has brought, until it completes: by the task's id."""
        self.notes = Notes()
        self._entered: dict[Any, None] = {}

    def context(self, task: Any) -> Variables:
        """Give all variables that an expression at the task sees."""
        return {**self.scopes.context(task), **instances.counts(task)}

    # --- what SpiffWorkflow's tasks tell --------------------------------------------------------

    def updated(self, _workflow: Any, task: Any) -> None:
        """Give a task that is there its item, if it is one pass of a loop."""
        node = self.nodes[task.task_spec.bpmn_id]
        if is_instance(task) and task.id not in self.scopes.local:
            self.scopes.local[task.id] = instances.item_of(task, node)

    def entered(self, _workflow: Any, task: Any) -> None:
        """Let a token be in the task: make its local variables, ask others for their work."""
        if task.id in self._entered or instances.is_loop(task):
            return
        self._entered[task.id] = None
        node = self.nodes[task.task_spec.bpmn_id]
        if node.inputs:
            local = self.scopes.local.setdefault(task.id, {})
            for mapping in node.inputs:
                value = self.expressions.value(mapping.source, self.scopes.context(task))
                put(local, mapping.target, value)
        if isinstance(node, UserTask):
            self.notes.open_task(node.id, task)
        elif isinstance(node, CallActivity):
            called = self.expressions.text(node.called.process_id, self.scopes.context(task))
            self.notes.open_child(node.id, called, task)
        elif (job := job_of(node)) is not None:
            kind = self.expressions.value(job.type, self.scopes.context(task))
            self.notes.open_job(node.id, str(kind), task)

    def left(self, _workflow: Any, task: Any) -> None:
        """Let the results of a task that has ended normally go up."""
        node = self.nodes[task.task_spec.bpmn_id]
        if interrupted(task) and not isinstance(node, EndEvent):
            return
        if instances.is_loop(task):
            self._loop_left(task, node)
        else:
            self._write(task, node, self.results.pop(task.id, {}))
        if is_instance(task):
            instances.keep_result(self, task, node)
        self.notes.completed.append(node.id)

    def bring(self, task: Any, results: Variables) -> None:
        """Keep what others bring to a task, until it completes; a called case may have nothing to bring."""
        node = self.nodes.get(task.task_spec.bpmn_id or "")
        nothing = isinstance(node, CallActivity) and not node.called.take_all and not node.outputs
        self.results[task.id] = {} if nothing else dict(results)

    def _write(self, task: Any, node: FlowNode, results: Variables) -> None:
        if not node.outputs:
            self.scopes.write(task, results, inside=True)
            return
        if results:
            self.scopes.local.setdefault(task.id, {}).update(results)
        context = self.scopes.context(task)
        seen: Variables = dict(context)
        made: Variables = {}
        for mapping in node.outputs:
            value = self.expressions.value(mapping.source, seen)
            if len(mapping.target) > 1:
                made.setdefault(mapping.target[0], context.get(mapping.target[0]))
            put(made, mapping.target, value)
            seen[mapping.target[0]] = made[mapping.target[0]]
        self.scopes.write(task, made, inside=is_instance(task))

    def _loop_left(self, task: Any, node: FlowNode) -> None:
        loop = getattr(node, "loop", None)
        if not isinstance(loop, StandardLoop) and loop is not None and loop.output_collection:
            results = {loop.output_collection: task.internal_data["results"]}
            self.scopes.write(task, results, inside=False)

    # --- work that is done at once --------------------------------------------------------------

    def work(self, task: Any) -> None:
        """Do what the element does in place: a script, a decision, a message sent."""
        node = self.nodes[task.task_spec.bpmn_id]
        context = self.scopes.context(task)
        match node:
            case ScriptTask(script=script) if not isinstance(script, JobDefinition):
                value = self.expressions.value(script.expression, context)
                self.results[task.id] = {script.result_variable: value}
            case BusinessRuleTask(decision=called) if not isinstance(called, JobDefinition):
                decision_id = str(self.expressions.value(called.decision_id, context))
                output = self.process.decisions.decide(decision_id, context, self.clock.now)
                self.results[task.id] = {called.result_variable: output}
            case ThrowEvent(throw=SignalTrigger(name=name)):
                self.notes.told.append(f"{self.expressions.text(name, context)} at {node.id}")
            case (
                SendTask(sending=Sending() as sending)
                | ThrowEvent(throw=MessageThrow(sending=Sending() as sending))
                | EndEvent(throw=MessageThrow(sending=Sending() as sending))
            ):
                self._publish(task, node, sending, context)

    def _publish(self, task: Any, node: FlowNode, sending: Sending, context: Variables) -> None:
        seconds = DEFAULT_TIME_TO_LIVE
        if sending.time_to_live is not None:
            duration = str(self.expressions.value(sending.time_to_live, context))
            lifetime = parse_duration(duration).after(self.clock.now) - self.clock.now
            seconds = int(lifetime.total_seconds())
        payload = {mapping.target[0] for mapping in node.inputs}
        local = self.scopes.local.get(task.id, {})
        text = self.expressions.text
        message = PublishMessage(
            message_key="",
            element_id=node.id,
            message_name=text(sending.name, context),
            correlation_key=text(sending.correlation_key, context),
            to=text(sending.to, context),
            time_to_live=seconds,
            variables={name: value for name, value in local.items() if name in payload},
        )
        self.notes.sent.append(message)
