"""What the engine asks the world to do, and what it tells about what happened.

`bpmn.engine.start` and `bpmn.engine.handle` return these in the order in which they happened. The
durable loop turns commands into activities and timers; the journal turns all of them into rows. Times are
aware UTC datetimes; variables and headers are JSON values. Nothing here is ever a set.
"""

from bpmn.engine.effects.case import (
    CaseCompensating,
    CaseModified,
    CaseResumed,
    CaseSuspended,
    Ended,
    EventHeld,
    InstanceStarted,
    StatusChanged,
    VariablesChanged,
    VariablesCorrected,
)
from bpmn.engine.effects.children import (
    CancelChild,
    StartChild,
)
from bpmn.engine.effects.elements import (
    ElementActivated,
    ElementCompleted,
    ElementTerminated,
    FlowTaken,
)
from bpmn.engine.effects.human_tasks import (
    CloseHumanTask,
    OpenHumanTask,
    Owner,
)
from bpmn.engine.effects.jobs import (
    CancelJob,
    JobAnswered,
    JobWaiting,
    RunJob,
)
from bpmn.engine.effects.messages import (
    MessageNotTaken,
    MessageTaken,
    PublishMessage,
    Subscribe,
    Unsubscribe,
)
from bpmn.engine.effects.migration import (
    CaseMigrated,
    HumanTaskMoved,
)
from bpmn.engine.effects.signals import (
    BroadcastSignal,
    ForgetSignal,
    ListenSignal,
)
from bpmn.engine.effects.timers import (
    ClearTimer,
    HumanTaskDue,
    SetTimer,
    SlaExtended,
    SlaPaused,
    SlaPauseRefused,
    SlaReplanned,
    SlaResumed,
    SlaStarted,
    SlaStepReached,
    SlaStopped,
)
from bpmn.engine.effects.trouble import (
    CloseIncident,
    EscalationRaised,
    RaiseIncident,
)

Effect = (
    InstanceStarted
    | Ended
    | VariablesChanged
    | StatusChanged
    | ElementActivated
    | ElementCompleted
    | ElementTerminated
    | FlowTaken
    | OpenHumanTask
    | CloseHumanTask
    | RunJob
    | CancelJob
    | JobWaiting
    | JobAnswered
    | StartChild
    | CancelChild
    | SetTimer
    | ClearTimer
    | SlaStarted
    | SlaStepReached
    | SlaStopped
    | SlaPaused
    | SlaPauseRefused
    | SlaResumed
    | SlaReplanned
    | SlaExtended
    | HumanTaskDue
    | Subscribe
    | Unsubscribe
    | PublishMessage
    | MessageTaken
    | MessageNotTaken
    | BroadcastSignal
    | ListenSignal
    | ForgetSignal
    | RaiseIncident
    | CloseIncident
    | EscalationRaised
    | CaseSuspended
    | CaseResumed
    | CaseCompensating
    | CaseModified
    | VariablesCorrected
    | EventHeld
    | CaseMigrated
    | HumanTaskMoved
)

__all__ = [
    "BroadcastSignal",
    "CancelChild",
    "CancelJob",
    "CaseCompensating",
    "CaseMigrated",
    "CaseModified",
    "CaseResumed",
    "CaseSuspended",
    "ClearTimer",
    "CloseHumanTask",
    "CloseIncident",
    "Effect",
    "ElementActivated",
    "ElementCompleted",
    "ElementTerminated",
    "Ended",
    "EscalationRaised",
    "EventHeld",
    "FlowTaken",
    "ForgetSignal",
    "HumanTaskDue",
    "HumanTaskMoved",
    "InstanceStarted",
    "JobAnswered",
    "JobWaiting",
    "ListenSignal",
    "MessageNotTaken",
    "MessageTaken",
    "OpenHumanTask",
    "Owner",
    "PublishMessage",
    "RaiseIncident",
    "RunJob",
    "SetTimer",
    "SlaExtended",
    "SlaPauseRefused",
    "SlaPaused",
    "SlaReplanned",
    "SlaResumed",
    "SlaStarted",
    "SlaStepReached",
    "SlaStopped",
    "StartChild",
    "StatusChanged",
    "Subscribe",
    "Unsubscribe",
    "VariablesChanged",
    "VariablesCorrected",
]
