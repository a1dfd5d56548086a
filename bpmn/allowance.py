"""Steps of FEEL and DMN that may be taken, shared by all that is evaluated in one turn of a case."""

from dataclasses import dataclass


@dataclass(slots=True)
class Allowance:
    """How many steps are left; every evaluation that gets it takes what it needs."""

    left: int
