"""The verbs of a human task (WS-HumanTask 1.1) as rows of data: from which states, who may, what it needs, what it leads to.

Services, buttons, refusals and the page docs/human-tasks.md are made from `VERBS`; `carelane.domain.state_machines`
makes its table of transitions from it. A potential owner may act while nobody has the task; once somebody has it, that
person, a substitute of that person, and business administrators may, and the other potential owners may ask for it. ``suspend``, ``resume`` and ``skip`` are meant for the task
and not for its case.
"""

from dataclasses import dataclass
from typing import Literal

Part = Literal["potential_owner", "actual_owner", "substitute", "administrator", "colleague"]
"""What a person is to a task. ``substitute``: stands in for whoever has it; ``colleague``: could take it if nobody else had it."""
Need = Literal["person", "owners", "until", "reason", "fault", "values"]
"""What a verb asks for: a person's id, new owners, a moment, words, the code of a BPMN error, the form's values."""
TaskVerb = Literal[
    "nominate",
    "claim",
    "take_over",
    "ask_for",
    "start",
    "stop",
    "release",
    "save_draft",
    "delegate",
    "forward",
    "suspend",
    "resume",
    "skip",
    "complete",
    "fail",
]
BEFORE = "what it was"
"""Where ``resume`` leads: the state in which the task was suspended."""
SAME = "the same"
"""Where a verb leads that changes no state."""
ACTIVE = ("ready", "reserved", "in_progress")
OPEN = ("created", *ACTIVE, "suspended")
_HELD = ("reserved", "in_progress")
_WHO_HAS: tuple[Part, ...] = ("actual_owner", "administrator")
_ANY_OWNER: tuple[Part, ...] = ("potential_owner", "actual_owner", "administrator")


@dataclass(frozen=True, slots=True)
class Verb:
    """One row. ``needs`` must be given, ``takes`` may be; ``by_case``: the case's workflow does it, else rows change.

    ``excludes``: not for somebody whom the designer has excluded (four eyes), be it the actor or the person who gets
    the task. ``means`` is its sentence in the docs.
    """

    name: TaskVerb
    sources: tuple[str, ...]
    target: str
    parts: tuple[Part, ...]
    means: str
    needs: tuple[Need, ...] = ()
    takes: tuple[Need, ...] = ()
    by_case: bool = False
    excludes: bool = False


VERBS: tuple[Verb, ...] = (
    Verb(
        "claim",
        ("ready",),
        "reserved",
        ("potential_owner",),
        "Takes the task: nobody else can, until it is given back.",
        excludes=True,
    ),
    Verb(
        "take_over",
        _HELD,
        "reserved",
        ("substitute",),
        "A substitute takes what an absent colleague has, with the draft, and acts on that person's behalf.",
        excludes=True,
    ),
    Verb(
        "ask_for",
        _HELD,
        SAME,
        ("colleague",),
        "Asks whoever has the task to hand it over, once: that person is told, and the task shows it until it changes hands.",
        takes=("reason",),
        excludes=True,
    ),
    Verb(
        "start",
        ("ready", "reserved"),
        "in_progress",
        ("potential_owner", "actual_owner"),
        "Says that work has begun; takes the task where nobody has it.",
        excludes=True,
    ),
    Verb(
        "stop",
        ("in_progress",),
        "reserved",
        _WHO_HAS,
        "Says that work rests; the task stays with whoever has it.",
    ),
    Verb(
        "save_draft",
        ACTIVE,
        "in_progress",
        ("potential_owner", "actual_owner"),
        "Keeps what was typed; takes and starts the task where that was not done.",
        needs=("values",),
        excludes=True,
    ),
    Verb(
        "complete",
        ACTIVE,
        "completed",
        ("potential_owner", "actual_owner"),
        "Sends the form, and the case goes on; takes and starts the task where that was not done.",
        needs=("values",),
        by_case=True,
        excludes=True,
    ),
    Verb(
        "release",
        _HELD,
        "ready",
        _WHO_HAS,
        "Gives the task back to its potential owners; its draft stays with it.",
        takes=("reason",),
    ),
    Verb(
        "delegate",
        ACTIVE,
        "reserved",
        _ANY_OWNER,
        "Gives the task to a colleague of the right role, who has it from then on.",
        needs=("person",),
        takes=("reason",),
    ),
    Verb(
        "forward",
        ACTIVE,
        "ready",
        _ANY_OWNER,
        "Gives the task to other potential owners: a role of an institution of the case's pools, or persons.",
        needs=("owners",),
        takes=("reason",),
    ),
    Verb(
        "nominate",
        ("created", "ready"),
        "reserved",
        ("administrator",),
        "Gives a task that nobody has, or that nobody could see, to a person.",
        needs=("person",),
        takes=("reason",),
    ),
    Verb(
        "suspend",
        ACTIVE,
        "suspended",
        _ANY_OWNER,
        "Puts the task aside, until a moment or until somebody resumes it; its clocks run on.",
        takes=("until", "reason"),
    ),
    Verb(
        "resume",
        ("suspended",),
        BEFORE,
        ("potential_owner", "actual_owner", "substitute", "administrator"),
        "Takes the task up again, as it was.",
    ),
    Verb(
        "skip",
        OPEN,
        "obsolete",
        ("actual_owner", "administrator"),
        "The case goes on without the task, where the designer allows it (`carelane:task skippable`).",
        needs=("reason",),
        by_case=True,
    ),
    Verb(
        "fail",
        _HELD,
        "failed",
        ("actual_owner",),
        "Says that the task cannot be done: a BPMN error that the diagram catches, else an incident for operators.",
        needs=("reason",),
        takes=("fault",),
        by_case=True,
    ),
)
"""Every verb of a person, in the order of buttons."""

VERB: dict[str, Verb] = {verb.name: verb for verb in VERBS}


def page() -> str:
    """Give the table of docs/human-tasks.md; a test holds the page equal to it."""
    lines = [
        "| Verb | From | To | Who may | Needs | What it does |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *map(_line, VERBS)])


def _line(verb: Verb) -> str:
    words = [*verb.needs, *(f"{each} (optional)" for each in verb.takes)]
    where = " Through the case's workflow." if verb.by_case else ""
    barred = " Not for excluded owners." if verb.excludes else ""
    cells = (
        f"`{verb.name}`",
        ", ".join(verb.sources),
        verb.target,
        ", ".join(part.replace("_", " ") for part in verb.parts),
        ", ".join(words) or "–",
        f"{verb.means}{barred}{where}",
    )
    return f"| {' | '.join(cells)} |"
