"""What a case was before it moved to another version: kept, so that it can go back, until something new happens."""

import json
from dataclasses import dataclass

from carelane.domain.wire import JsonObject
from workflows.definitions import Version

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
