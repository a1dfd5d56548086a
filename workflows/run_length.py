"""How long one history of a case may become before the case goes on in a new one.

Temporal suggests a new history at 4,096 events, 4 MB or 1,800 Updates, and the case takes the next moment at which
nothing is in flight. A job that is tried again for days must not put that off for ever: Temporal refuses the 2,001st
Update and the 10,001st Signal of a history, and ends a case whose history has 51,200 events or 50 MB. Well before,
the case goes on in a new history all the same, and asks there anew for what is in flight.
"""

from temporalio import workflow

EVENTS = 12_000
BYTES = 16_000_000
UPDATES = 1_900
SIGNALS = 9_000
PATIENCE = 4
"""After so many times `StartProcess.turns_per_run` turns, too, the case does not wait any longer."""


class RunLength:
    """Counts what one history has taken; ``turns_per_run`` as in `StartProcess`."""

    def __init__(self, turns_per_run: int) -> None:
        self.turns = 0
        self.updates = 0
        self.signals = 0
        self._turns_per_run = turns_per_run

    @property
    def enough(self) -> bool:
        """Whether a new history should begin at the next quiet moment."""
        return self._after(1) or workflow.info().is_continue_as_new_suggested()

    @property
    def too_long(self) -> bool:
        """Whether a new history has to begin, whatever is in flight."""
        info = workflow.info()
        return (
            self._after(PATIENCE)
            or self.updates >= UPDATES
            or self.signals >= SIGNALS
            or info.get_current_history_length() >= EVENTS
            or info.get_current_history_size() >= BYTES
        )

    def _after(self, times: int) -> bool:
        return 0 < self._turns_per_run * times <= self.turns
