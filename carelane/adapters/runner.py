"""How workflows are run and replayed: the same for workers and replays, without Temporal's Python sandbox.

The sandbox looks after what workflow code may reach, by importing it anew for each case. All of ours has to be shared
between cases (compiled definitions are), so it guarded no more than a few builtins, at a third of a replay's cost. That
the code is free of clock, chance and I/O is kept by tests/engine/test_purity.py and by replaying recorded histories.
"""

from temporalio.worker import UnsandboxedWorkflowRunner, WorkflowRunner


def workflow_runner() -> WorkflowRunner:
    """Make the runner for a worker or a replay."""
    return UnsandboxedWorkflowRunner()
