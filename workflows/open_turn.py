"""The turn that a case is in: effects and causes gathered until the journal writes them together."""

from datetime import datetime

from temporalio import workflow

from carelane.domain.wire import Cause, FirstTurn, Turn

with workflow.unsafe.imports_passed_through():
    from bpmn.engine.effects import Effect
    from bpmn.engine.wire import dump_effect


class OpenTurn:
    """Number ``number`` of the case; empty until something happens."""

    def __init__(self, number: int, first: FirstTurn | None = None) -> None:
        self.number = number
        self.effects: list[Effect] = []
        self._causes: list[Cause] = []
        self._first = first

    def __bool__(self) -> bool:
        return bool(self._causes)

    def add(self, effects: tuple[Effect, ...], cause: Cause) -> None:
        """Let something happen in this turn."""
        self.effects.extend(effects)
        if cause not in self._causes:
            self._causes.append(cause)

    def close(self, instance_id: str, at: datetime) -> Turn:
        """Give the turn as the journal gets it."""
        return Turn(
            instance_id=instance_id,
            turn=self.number,
            at=at.isoformat(),
            causes=self._causes,
            effects=[dump_effect(effect) for effect in self.effects],
            first=self._first,
        )
