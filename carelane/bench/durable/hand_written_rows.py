"""What the hand-written triage tells the journal: the same effects as the engine, written down by hand."""

from datetime import datetime
from typing import Any

Effect = dict[str, Any]

TRIAGE, BOOK, EXAMINE, PREPARE = "h5", "j8", "h12", "h13"
_ACTIVATIONS = {EXAMINE: ("a10", "Task_Examine"), PREPARE: ("a11", "Task_Prepare")}
_FLOWS = {EXAMINE: "Flow_Examined", PREPARE: "Flow_Prepared"}


def begin(variables: Effect, due: datetime) -> list[Effect]:
    """Open the triage task with its timer."""
    return [
        {"type": "InstanceStarted", "element_id": "Event_Received", "trigger": ""},
        _activated("a2", "Event_Received"),
        _completed("a2", "Event_Received"),
        _flow("Flow_Start"),
        _activated("a3", "Task_Triage"),
        {
            "type": "SetTimer",
            "timer_id": "t4",
            "element_id": "Timer_Late",
            "due_at": due.isoformat(),
        },
        _open(TRIAGE, "Task_Triage", "Triage the referral", "hos_refdesk", variables),
        _changed(variables),
    ]


def triaged(variables: Effect) -> list[Effect]:
    """Close triage and ask for the booking."""
    return [
        _closed(TRIAGE),
        {"type": "ClearTimer", "timer_id": "t4", "fired": False},
        _completed("a3", "Task_Triage"),
        _flow("Flow_Triaged"),
        _activated("a6", "Gateway_Decision"),
        _completed("a6", "Gateway_Decision"),
        _flow("Flow_Accepted"),
        _activated("a7", "Job_Book"),
        {
            "type": "RunJob",
            "job_id": BOOK,
            "element_id": "Job_Book",
            "job_type": "book_slot",
            "headers": {},
            "variables": variables,
            "retries": 3,
        },
        _changed({"decision": variables["decision"]}),
    ]


def booked(variables: Effect, result: Effect) -> list[Effect]:
    """Open both tasks."""
    return [
        _completed("a7", "Job_Book"),
        _flow("Flow_Booked"),
        _activated("a9", "Gateway_Split"),
        _completed("a9", "Gateway_Split"),
        _flow("Flow_ToExamine"),
        _activated("a10", "Task_Examine"),
        _flow("Flow_ToPrepare"),
        _activated("a11", "Task_Prepare"),
        _open(EXAMINE, "Task_Examine", "Examine the patient", "hos_spec", variables),
        _open(PREPARE, "Task_Prepare", "Prepare the reply", "hos_refdesk", variables),
        _changed(result),
    ]


def one_done(task_id: str, values: Effect) -> list[Effect]:
    """Close the first of both tasks."""
    return [
        _closed(task_id),
        _completed(*_ACTIVATIONS[task_id]),
        _flow(_FLOWS[task_id]),
        _changed(values),
    ]


def all_done(task_id: str, values: Effect, variables: Effect) -> list[Effect]:
    """Close the last task, reply, end."""
    return [
        _closed(task_id),
        _completed(*_ACTIVATIONS[task_id]),
        _flow(_FLOWS[task_id]),
        _activated("a14", "Gateway_Join"),
        _completed("a14", "Gateway_Join"),
        _flow("Flow_Joined"),
        _activated("a15", "Event_Reply"),
        {
            "type": "PublishMessage",
            "message_key": "p16",
            "element_id": "Event_Reply",
            "message_name": "REF.REPLY",
            "correlation_key": variables["referral_id"],
            "to": "",
            "time_to_live": 604800,
            "variables": {"outcome": variables["outcome"]},
        },
        _completed("a15", "Event_Reply"),
        _flow("Flow_Replied"),
        _activated("a17", "End_Replied"),
        _completed("a17", "End_Replied"),
        _completed("a1", "triage"),
        _changed(values),
        {"type": "Ended", "outcome": "completed", "error": "", "reason": ""},
    ]


def _activated(activation_id: str, element_id: str) -> Effect:
    return {
        "type": "ElementActivated",
        "activation_id": activation_id,
        "element_id": element_id,
    }


def _completed(activation_id: str, element_id: str) -> Effect:
    return {
        "type": "ElementCompleted",
        "activation_id": activation_id,
        "element_id": element_id,
    }


def _flow(flow_id: str) -> Effect:
    return {"type": "FlowTaken", "flow_id": flow_id}


def _changed(variables: Effect) -> Effect:
    return {"type": "VariablesChanged", "variables": variables}


def _closed(task_id: str) -> Effect:
    return {"type": "CloseHumanTask", "task_id": task_id, "outcome": "completed", "by": "bench"}


def _open(task_id: str, element_id: str, name: str, role: str, variables: Effect) -> Effect:
    return {
        "type": "OpenHumanTask",
        "task_id": task_id,
        "element_id": element_id,
        "name": name,
        "form_id": "",
        "potential_owners": [{"role": role, "institution": None}],
        "assignee": "",
        "priority": 50,
        "due_at": None,
        "follow_up_at": None,
        "variables": variables,
    }
