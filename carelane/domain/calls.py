"""Contracts between a case and those it calls: plain dataclasses that travel as JSON.

Answers go as Signals from child to caller; ``number`` counts a child's answers, so that each has one effect.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

from carelane.domain.wire import StartProcess


def child_instance_id(instance_id: str, child_id: str) -> str:
    """Name the child's case: the same on every attempt to start it."""
    return sha256(f"{instance_id}/{child_id}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class CallRequest:
    """What a case asks about the process that it calls; see the engine's effect ``StartChild``."""

    instance_id: str
    child_id: str
    process_id: str
    binding: str
    version_tag: str
    bundle_sha256: str
    institution: str
    pools: dict[str, str]
    business_key: str
    started_by: str


@dataclass(frozen=True, slots=True)
class CalledProcess:
    """The child's start payload (its variables are only its own: the caller adds what it gives), or why not."""

    start: StartProcess | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """What a child tells its caller: ``done``, ``escalated``, or how else it ended."""

    child_id: str
    number: int
    kind: Literal["done", "escalated", "error", "terminated", "cancelled", "unknown"]
    code: str = ""
    message: str = ""
    variables: dict[str, Any] = field(default_factory=dict)
