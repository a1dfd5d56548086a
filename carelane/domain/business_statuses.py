"""The business status of a request, as data: our code, its names, and what other systems call the same.

Pages name a status by this table, docs/business-status.md is made from it, and what speaks FHIR or XDW translates by it.
A designer sets a status by `carelane:status`; one that is not in the table is shown as it is written and has no
equivalent. Sources: FHIR R4 value sets request-status and task-status; IHE XDW (tasks after WS-HumanTask); 360X and BSeR
for the loop of a referral.
"""

from dataclasses import dataclass
from typing import Literal

RequestStatus = Literal["draft", "active", "on-hold", "revoked", "completed"]
TaskStatus = Literal[
    "draft",
    "requested",
    "received",
    "accepted",
    "rejected",
    "in-progress",
    "on-hold",
    "completed",
    "cancelled",
]
XdwStatus = Literal[
    "CREATED", "READY", "RESERVED", "IN_PROGRESS", "SUSPENDED", "COMPLETED", "FAILED", "EXITED"
]
UNCHANGED: Literal[""] = ""
"""Stands for: whatever it was before."""


@dataclass(frozen=True, slots=True)
class BusinessStatus:
    """One status and its equivalents; an empty equivalent means that the other system's word stays what it was.

    ``request`` is FHIR's ServiceRequest.status, ``task`` its Task.status, ``xdw`` the status of the XDW task; ``closes``
    says that the XDW workflow is CLOSED with it. ``loop`` is the event of 360X / BSeR. ``note`` says what else changes.
    """

    code: str
    name: str
    name_en: str
    request: RequestStatus | Literal[""]
    task: TaskStatus | Literal[""]
    xdw: XdwStatus | Literal[""]
    loop: str = ""
    note: str = ""
    closes: bool = False


STATUSES: tuple[BusinessStatus, ...] = (
    BusinessStatus("draft", "草稿", "draft", "draft", "draft", "CREATED"),
    BusinessStatus(
        "submitted", "已提交", "submitted", "active", "requested", "READY", "request / 2.0 created"
    ),
    BusinessStatus("received", "已接收", "received", "active", "received", "READY"),
    BusinessStatus(
        "info_requested",
        "待补充",
        "information requested",
        "active",
        "received",
        "READY",
        note="after acceptance Task on-hold, XDW SUSPENDED",
    ),
    BusinessStatus(
        "accepted", "已接受", "accepted", "active", "accepted", "RESERVED", "accept / 3.0"
    ),
    BusinessStatus(
        "booked",
        "已预约",
        "booked",
        "active",
        "accepted",
        "RESERVED",
        "appointment note / 5.1.1",
        note="with an Appointment that is booked",
    ),
    BusinessStatus("arrived", "已到诊", "arrived", "active", "in-progress", "IN_PROGRESS"),
    BusinessStatus("in_care", "诊疗中", "in care", "active", "in-progress", "IN_PROGRESS"),
    BusinessStatus(
        "interim",
        "诊中反馈",
        "interim note",
        "active",
        "in-progress",
        "IN_PROGRESS",
        "interim consult note",
    ),
    BusinessStatus(
        "no_show", "爽约", "did not come", "active", "on-hold", "IN_PROGRESS", "no-show / 5.1.2"
    ),
    BusinessStatus(
        "replied", "已回复", "replied", "completed", "completed", "COMPLETED", "outcome / 7.0"
    ),
    BusinessStatus(
        "closed", "已闭环", "closed", "completed", "completed", "COMPLETED", closes=True
    ),
    BusinessStatus(
        "rejected", "已退回", "rejected", "revoked", "rejected", "FAILED", "decline / 4.0"
    ),
    BusinessStatus(
        "redirected",
        "已改派",
        "redirected",
        "revoked",
        "rejected",
        "FAILED",
        "referred onward",
        note="a new Task, and a new ServiceRequest that replaces this one",
    ),
    BusinessStatus(
        "cancel_requested",
        "申请撤回",
        "cancellation requested",
        UNCHANGED,
        UNCHANGED,
        UNCHANGED,
        "cancel / 5.2",
    ),
    BusinessStatus(
        "cancelled",
        "已撤销",
        "cancelled",
        "revoked",
        "cancelled",
        "EXITED",
        "cancel confirmed / 6.0",
    ),
    BusinessStatus(
        "expired",
        "已过期",
        "expired",
        "revoked",
        "cancelled",
        "EXITED",
        note="Task.statusReason says so",
    ),
    BusinessStatus(
        "deceased",
        "患者死亡",
        "patient deceased",
        "revoked",
        "cancelled",
        "EXITED",
        note="Task.statusReason says so",
    ),
)
BY_CODE: dict[str, BusinessStatus] = {each.code: each for each in STATUSES}

_HEAD = (
    "Status",
    "中文",
    "English",
    "ServiceRequest.status",
    "Task.status",
    "XDW task",
    "360X / BSeR",
    "Besides",
)
_UNCHANGED = "unchanged"


def page() -> str:
    """Give the table of docs/business-status.md."""
    lines = [_HEAD, ("---",) * len(_HEAD), *map(_line, STATUSES)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _line(status: BusinessStatus) -> tuple[str, ...]:
    return (
        f"`{status.code}`",
        status.name,
        status.name_en,
        *(f"`{word}`" if word else _UNCHANGED for word in (status.request, status.task)),
        xdw_of(status),
        status.loop or "–",
        status.note or "–",
    )


def xdw_of(status: BusinessStatus) -> str:
    """Say a status in XDW's words."""
    word = status.xdw or _UNCHANGED
    return f"{word}, workflow CLOSED" if status.closes else word
