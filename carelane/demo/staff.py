"""The staff of the demonstration: believable names, logins that can be guessed, one password."""

from collections import Counter
from dataclasses import dataclass

from carelane.demo.names import Naming, person_names
from carelane.demo.places import PLACES

DEMO_PASSWORD = "carelane-demo"  # noqa: S105 - printed by the demonstration, never for real use

_Team = tuple[tuple[str, str, int], ...]
_TEAMS: dict[str, _Team] = {
    "tertiary": (
        ("desk", "hos_refdesk", 2),
        ("spec", "hos_spec", 5),
        ("head", "hos_head", 2),
        ("ward", "hos_ward", 2),
        ("bed", "hos_bed", 1),
        ("ed", "hos_ed", 2),
        ("theatre", "hos_or", 1),
        ("followup", "hos_fu", 1),
        ("duty", "hos_duty", 1),
    ),
    "secondary": (
        ("desk", "hos_refdesk", 1),
        ("spec", "hos_spec", 3),
        ("head", "hos_head", 1),
        ("ward", "hos_ward", 1),
        ("bed", "hos_bed", 1),
        ("ed", "hos_ed", 1),
        ("duty", "hos_duty", 1),
    ),
    "primary": (("doctor", "pri_doctor", 2), ("coord", "pri_coord", 1)),
    "centre": (
        ("calls", "ems_calltaker", 1),
        ("dispatch", "ems_dispatch", 1),
        ("crew", "ems_crew", 2),
    ),
    "report": (
        ("tele", "ctr_tele", 1),
        ("reader", "ctr_reader", 2),
        ("senior", "ctr_senior", 1),
        ("monitor", "ctr_mon", 1),
    ),
    "group": (
        ("desk", "grp_desk", 1),
        ("quality", "grp_qc", 1),
        ("cases", "grp_case", 1),
        ("privacy", "grp_privacy", 1),
        ("designer", "process_designer", 1),
        ("operator", "operator", 1),
    ),
}
_LATER: dict[str, _Team] = {
    "secondary": (("followup", "hos_fu", 1),),
    "primary": (("family", "pri_fd", 1), ("tech", "pri_tech", 1)),
}
"""Posts that came later stand behind all others, so that everybody keeps the name that the group knows."""


@dataclass(frozen=True, slots=True)
class Employee:
    """One member of staff; the login is the place's word, a dot, and the job's word."""

    login: str
    naming: Naming
    institution_code: str
    role: str


def employees(seed: int) -> tuple[Employee, ...]:
    """Make the staff of all places; the same seed gives the same people."""
    jobs = [
        (place, word, role)
        for teams in (_TEAMS, _LATER)
        for place in PLACES
        for word, role in _posts(teams.get(place.level, ()))
    ]
    names = person_names(seed)[: len(jobs)]
    return tuple(
        Employee(f"{place.login}.{word}", naming, place.code, role)
        for (place, word, role), naming in zip(jobs, names, strict=True)
    )


def _posts(team: _Team) -> list[tuple[str, str]]:
    """Give the posts of a place; the second desk is desk2."""
    found: list[tuple[str, str]] = []
    seen: Counter[str] = Counter()
    for word, role, number in team:
        for _ in range(number):
            seen[word] += 1
            found.append((word if seen[word] == 1 else f"{word}{seen[word]}", role))
    return found
