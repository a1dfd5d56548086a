"""The table ConsentRule (clinical-processes, 1.9): what a purpose needs before anything is disclosed.

The table stands beside this file as DMN, the platform's only copy; a process that has its own has the same rules, by test.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from bpmn.dmn import Decisions, read_decisions

FILE = Path(__file__).with_suffix(".dmn")
DECISION = "ConsentRule"
PURPOSES = (
    "treatment",
    "transfer",
    "tele",
    "tele_surgery",
    "monitor",
    "teaching",
    "recording",
    "quality",
    "supervision",
)
"""What something is disclosed for; any other word is asked for consent like an unknown one."""
NONE, EMERGENCY, NAMED = "none", "none_emergency", "separate_named_recipient"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What the table says: the kind of consent, in which form (``requirement``), and by which rule.

    ``requirement``: written, separate, separate_named_recipient, none_emergency or none. ``post_hoc`` is a duration.
    """

    kind: str
    requirement: str
    post_hoc: str
    rule: str


@cache
def _table() -> Decisions:
    return read_decisions(FILE.read_bytes(), FILE.name)


def required(
    purpose: str, now: datetime, *, cannot_consent: bool, outside_group: bool
) -> Requirement:
    """Ask the table; ``cannot_consent`` means a threat to life of somebody who cannot be asked."""
    given = {
        "purpose": purpose,
        "cannot_consent": cannot_consent,
        "outside_group": outside_group,
    }
    decided = _table().evaluate(DECISION, given, now)
    output = decided.output
    assert isinstance(output, dict)  # the last rule fits everything
    texts = {name: value if isinstance(value, str) else "" for name, value in output.items()}
    rule = decided.matched_rules[0].removeprefix(f"{DECISION}_")
    return Requirement(texts["kind"], texts["requirement"], texts["post_hoc"], rule)
