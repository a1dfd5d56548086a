"""What a case was before it moved to another version, kept until something new happens; and what it is then."""

import json
from dataclasses import dataclass

from temporalio import workflow

from carelane.domain.wire import JsonObject
from workflows.definitions import Version

with workflow.unsafe.imports_passed_through():
    from bpmn.engine import State
    from bpmn.engine.effects import Effect
    from bpmn.model import Process

MOST_KEPT = 400_000
"""Characters of a state that are kept: with the case itself they travel in one payload, of which Temporal takes 2 MB."""


@dataclass(frozen=True, slots=True)
class Before:
    """The version that the case had, and the engine's state as JSON."""

    version: Version
    state: JsonObject

    def is_small(self) -> bool:
        """Say whether it can be carried along."""
        return len(json.dumps(self.state)) + len(self.version.bundle) <= MOST_KEPT

    def dump(self) -> JsonObject:
        """Give everything as JSON."""
        version = self.version
        return {
            "process_id": version.process_id,
            "sha256": version.sha256,
            "bundle": version.bundle,
            "state": self.state,
        }

    @classmethod
    def load(cls, dumped: JsonObject | None) -> "Before | None":
        """Restore what `dump` gave."""
        if dumped is None:
            return None
        version = Version(dumped["process_id"], dumped["sha256"], dumped["bundle"])
        return cls(version, dumped["state"])


@dataclass(frozen=True, slots=True)
class Moved:
    """What a case is in another version: found out beside it. ``before`` is what it was, if that can be taken back."""

    version: Version
    process: Process
    state: State
    effects: tuple[Effect, ...]
    before: Before | None
