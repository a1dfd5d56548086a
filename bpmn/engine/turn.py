"""One turn of a case: the list of steps still to do, the effects so far, the time.

A step is a name, an activation and an argument, so that a step that fails for a designer's mistake
can stand in the state as an incident and be done again. Steps run one after the other, first come
first served; nothing recurses along the diagram. `STEPS` is filled by the modules that do the work.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime

from bpmn.allowance import Allowance
from bpmn.engine.effects import Effect, VariablesChanged
from bpmn.engine.nodes import Node, Program
from bpmn.engine.state import Activation, State
from bpmn.json_types import Json, Variables

BUDGET = 10_000
"""Activations in one turn; more is taken for an endless loop."""
STEPS_OF_FEEL = 150_000
"""Steps that all expressions and decisions of one turn may take together (0.35 s measured at worst, by patterns)."""


class Trouble(Exception):  # noqa: N818 - becomes an incident, the word users read
    """The element cannot go on: `kind` is an incident kind, the message names no value."""

    def __init__(self, kind: str, message: str, tries: int = 0) -> None:
        super().__init__(message)
        self.kind = kind
        self.tries = tries


Step = Callable[["Turn", Activation, Json], None]
STEPS: dict[str, Step] = {}


def step(name: str) -> Callable[[Step], Step]:
    """Enter a function in the table of steps."""

    def enter(function: Step) -> Step:
        STEPS[name] = function
        return function

    return enter


class Turn:
    """What one call of `start` or `handle` works on."""

    __slots__ = (
        "allowance",
        "budget",
        "changed",
        "effects",
        "nodes",
        "now",
        "program",
        "replans",
        "state",
        "steps",
        "touched",
        "undoes_children",
    )

    def __init__(self, program: Program, state: State, now: datetime) -> None:
        self.program = program
        self.nodes = program.nodes
        self.state = state
        self.now = now
        self.effects: list[Effect] = []
        self.steps: deque[tuple[str, Activation, Json]] = deque()
        self.budget = BUDGET
        self.allowance = Allowance(STEPS_OF_FEEL)
        self.changed: Variables = {}
        self.touched: dict[tuple[str, str], None] = {}
        self.replans = False
        """Whether the clocks are to be worked out anew."""
        self.undoes_children = False
        """Whether called cases that are given up now are to undo what they have done."""

    def node(self, activation: Activation) -> Node:
        """Give the compiled node that the activation is in."""
        return self.nodes[activation.key]

    def emit(self, effect: Effect) -> None:
        """Add an effect."""
        self.effects.append(effect)

    def later(self, name: str, activation: Activation, argument: Json = None) -> None:
        """Put a step at the end of the list."""
        self.steps.append((name, activation, argument))

    def complete(self, activation: Activation, variables: Variables | None = None) -> None:
        """Let the activation end normally, with what it has brought."""
        self.steps.append(("complete", activation, variables))

    def pay(self, steps: int) -> None:
        """Pay from the turn's allowance for what grows with the data; raises Trouble."""
        self.allowance.left -= steps
        if self.allowance.left < 0:
            raise Trouble("loop_limit", "the case needs more than one turn may take")

    @property
    def observed(self) -> bool:
        """Whether a change of variables may matter to what the case waits for."""
        return bool(self.state.conditions or self.state.slas)

    def tell_change(self, name: str, how: str) -> None:
        """Note that a variable is new (`create`) or has another value (`update`), for whatever observes it."""
        if self.state.conditions:
            self.touch(name, how)
        if self.state.slas:
            self.touch_clocks(name)

    def touch(self, name: str, how: str) -> None:
        """Note that a variable is new (`create`) or has another value (`update`).

        Conditions that read it are looked at as the next step but those that are on the list already,
        before whatever follows from the change.
        """
        root = self.state.root
        if root is not None:
            if not self.touched:
                self.later("conditions", root)
            self.touched[name, how] = None

    def touch_clocks(self, name: str) -> None:
        """Note that a variable has another value: clocks that read it are worked out anew."""
        root = self.state.root
        if name in self.program.moves_clocks and not self.replans and root is not None:
            self.replans = True
            self.later("clocks_again", root)

    def flush_variables(self) -> None:
        """Tell what changed in the root scope since it was last told."""
        if self.changed:
            self.effects.append(VariablesChanged(self.changed))
            self.changed = {}

    def done(self) -> tuple[State, tuple[Effect, ...]]:
        """Close the turn."""
        self.flush_variables()
        return self.state, tuple(self.effects)
