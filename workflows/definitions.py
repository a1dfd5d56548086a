"""The compiled process of a case, from the bundle in its start payload or in the migration to another version.

History alone replays a case, so the definition is never looked up anywhere. Compiled definitions are
cached by content hash for all cases; a hit or a miss gives an equal process, so no command changes.
"""

from dataclasses import dataclass
from functools import lru_cache

from temporalio import workflow

from carelane.domain.wire import StartProcess

with workflow.unsafe.imports_passed_through():
    from bpmn.definition import Bundle, Definition, compile_released
    from bpmn.model import Process

_KEPT = 64


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a process: its id, the hash of its bundle, and the packed bundle."""

    process_id: str
    sha256: str
    bundle: str

    @classmethod
    def of(cls, start: StartProcess) -> "Version":
        """Take the version that a case begins or goes on with."""
        return cls(start.process_id, start.bundle_sha256, start.bundle)

    def process(self) -> Process:
        """Compile the bundle, or take the one compiled before, and give the process."""
        return _definition(self.sha256, self.bundle).processes[self.process_id]

    def is_whole(self) -> bool:
        """Say whether the bundle is the one of the hash and has the process; raises ValueError for no bundle."""
        whole = Bundle.unpack(self.bundle).sha256 == self.sha256
        return whole and self.process_id in _definition(self.sha256, self.bundle).processes


def process_of(start: StartProcess) -> Process:
    """Give the process that a case begins or goes on with."""
    return Version.of(start).process()


def definition_of(start: StartProcess) -> Definition:
    """Give the compiled definition that a case begins or goes on with: its forms and tables too."""
    return _definition(start.bundle_sha256, start.bundle)


@lru_cache(maxsize=_KEPT)
def _definition(_sha256: str, packed: str) -> Definition:
    return compile_released(Bundle.unpack(packed))
