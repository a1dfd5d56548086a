"""Which elements are done by a job, whatever their kind."""

from bpmn.model.activities import BusinessRuleTask, ScriptTask, SendTask, ServiceTask
from bpmn.model.elements import Element
from bpmn.model.events import EndEvent, MessageThrow, ThrowEvent
from bpmn.model.extension import JobDefinition


def job_of(element: Element) -> JobDefinition | None:
    """Give the job by which the element is done, if it is one."""
    match element:
        case (
            ServiceTask(job=JobDefinition() as job)
            | SendTask(sending=JobDefinition() as job)
            | ScriptTask(script=JobDefinition() as job)
            | BusinessRuleTask(decision=JobDefinition() as job)
            | ThrowEvent(throw=MessageThrow(sending=JobDefinition() as job))
            | EndEvent(throw=MessageThrow(sending=JobDefinition() as job))
        ):
            return job
    return None
