"""The sandbox that workflows run and are replayed in, and what is shared with the outside.

Shared modules keep their caches between cases (compiled definitions). That is safe because what is shared
is free of clock, chance and I/O, which tests of `bpmn` prove.
"""

from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

_SHARED = ("bpmn", "carelane", "jdmn", "lxml", "tzdata", "workflows")


def workflow_runner() -> SandboxedWorkflowRunner:
    """Make the runner for a worker or a replay."""
    restrictions = SandboxRestrictions.default.with_passthrough_modules(*_SHARED)
    return SandboxedWorkflowRunner(restrictions=restrictions)
