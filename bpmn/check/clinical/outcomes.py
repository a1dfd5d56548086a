"""Referral-type processes: a request to another institution can be declined, withdrawn, outlived and answered.

A file is of this type where its processes set one of the statuses of a request on its way. Then some element sets a
status of each kind below: without it a real event in a ward has no place in the case, and people work around it.
"""

from dataclasses import dataclass

from bpmn.check.clinical.processes import Clinic
from bpmn.check.notes import Notes

REQUESTS = frozenset(["submitted", "received", "accepted"])
"""Statuses that only a request to somebody else has."""


@dataclass(frozen=True, slots=True)
class _Path:
    rule: str
    statuses: tuple[str, ...]
    missing: str


PATHS = (
    _Path(
        "clinical/no_decline",
        ("rejected", "redirected"),
        "the receiver cannot decline: a hospital without a bed or the right ward has no way to say so",
    ),
    _Path(
        "clinical/no_cancel",
        ("cancelled", "cancel_requested"),
        "the sender cannot withdraw: a patient who recovers or refuses stays on the receiver's list",
    ),
    _Path(
        "clinical/no_deceased",
        ("deceased",),
        "the patient's death has no path: reminders and surveys would go on to the family",
    ),
    _Path(
        "clinical/no_outcome",
        ("replied", "closed", "completed"),
        "no outcome comes back: a referral is not done at acceptance but when the letter is read",
    ),
)


def check_outcomes(notes: Notes, clinic: Clinic) -> None:
    """Warn of a referral-type process in which one of the paths is missing."""
    found = [status.value for node in clinic.model.values() for status in node.status]
    sender = next(
        (
            process
            for process in clinic.processes
            if any(s.value in REQUESTS for node in process.nodes() for s in node.status)
        ),
        None,
    )
    if sender is None:
        return
    for path in PATHS:
        if not any(status in found for status in path.statuses):
            names = " or ".join(path.statuses)
            hint = f'draw the path, with carelane:status value="{names}" at its end'
            notes.warning(path.rule, sender, path.missing, hint)
