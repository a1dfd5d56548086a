"""The compiled process of a case, from the bundle in its start payload.

History alone replays a case, so the definition is never looked up anywhere. Compiled definitions are
cached by content hash outside the sandbox; a hit or a miss gives an equal process, so no command changes.
"""

from functools import lru_cache

from temporalio import workflow

from carelane.domain.wire import StartProcess

with workflow.unsafe.imports_passed_through():
    from bpmn.definition import Bundle, Definition, compile_released
    from bpmn.model import Process

_KEPT = 64


def process_of(start: StartProcess) -> Process:
    """Compile the case's bundle, or take the one compiled before, and give the case's process."""
    return _definition(start.bundle_sha256, start.bundle).processes[start.process_id]


@lru_cache(maxsize=_KEPT)
def _definition(_sha256: str, packed: str) -> Definition:
    return compile_released(Bundle.unpack(packed))
