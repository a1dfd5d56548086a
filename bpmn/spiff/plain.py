"""The second engine: SpiffWorkflow runs the same file, with our FEEL in place of its Python.

It takes the tree that our own reader has parsed, so its limits hold here too. Service tasks wait for
their answer like human tasks, as in our engine.
"""

from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.defaults import ManualTask
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from bpmn.feel import parse_expression
from bpmn.json_types import Variables
from bpmn.reader import read_xml


class FeelEngine(PythonScriptEngine):  # type: ignore[misc]  # SpiffWorkflow has no types
    """Evaluates FEEL where SpiffWorkflow would run Python."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.now = now

    def validate(self, expression: str) -> None:
        """Parse only."""
        parse_expression(expression.strip().removeprefix("="))

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> object:
        """Evaluate FEEL after an equals sign; anything else is a plain text."""
        del external_context
        text = expression.strip()
        if not text.startswith("="):
            return text
        return parse_expression(text[1:].strip()).evaluate_json(task.data, self.now)

    def execute(self, task: Any, script: str, external_context: Any = None) -> bool:
        """Run no script: files that name one in another language are refused by our reader."""
        raise NotImplementedError(script)


class JobTask(ManualTask):  # type: ignore[misc]  # SpiffWorkflow has no types
    """A service task that waits for the answer of its job."""


class Parser(BpmnParser):  # type: ignore[misc]  # SpiffWorkflow has no types
    """SpiffWorkflow's parser, with waiting service tasks."""

    OVERRIDE_PARSER_CLASSES = {full_tag("serviceTask"): (TaskParser, JobTask)}  # noqa: RUF012 - theirs


class SecondEngine:
    """One file, parsed by SpiffWorkflow; a spec belongs to one case, because running changes it."""

    def __init__(self, data: bytes, file: str, process_id: str) -> None:
        self._tree = read_xml(data, file).getroottree()
        self._file = file
        self._process_id = process_id

    def spec(self) -> Any:
        """Give a fresh spec."""
        parser = Parser()
        parser.add_bpmn_xml(self._tree, self._file)
        return parser.get_spec(self._process_id)

    def begin(self, spec: Any, variables: Variables, now: datetime) -> "SecondCase":
        """Start a case."""
        return SecondCase(BpmnWorkflow(spec, script_engine=FeelEngine(now)), variables)


class SecondCase:
    """A case that SpiffWorkflow runs."""

    def __init__(self, workflow: Any, variables: Variables) -> None:
        self._workflow = workflow
        workflow.task_tree.data.update(variables)
        workflow.do_engine_steps()

    def waiting(self) -> dict[str, Any]:
        """Give the tasks that wait for an answer, by element id."""
        tasks = self._workflow.get_tasks(state=TaskState.READY, manual=True)
        return {task.task_spec.bpmn_id: task for task in tasks}

    def answer(self, task: Any, variables: Variables) -> None:
        """Complete a waiting task, and go on as far as possible."""
        task.data.update(variables)
        task.run()
        self._workflow.do_engine_steps()

    @property
    def ended(self) -> bool:
        """Whether SpiffWorkflow says that the case is over."""
        return bool(self._workflow.is_completed())
