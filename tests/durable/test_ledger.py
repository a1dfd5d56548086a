"""What would be lost: open work that a case carries over, when a new kind of effect is forgotten."""

from typing import get_args

from bpmn.engine.effects import Effect
from workflows.ledger import CHANGES, CLOSES, MOVES, OPENS, PAST


def test_every_effect_is_known_to_open_close_change_or_leave_nothing() -> None:
    effects = {kind.__name__ for kind in get_args(Effect)}
    groups = (set(OPENS), set(CLOSES), set(CHANGES), {MOVES}, set(PAST))
    assert set().union(*groups) == effects
    assert sum(len(group) for group in groups) == len(effects)
