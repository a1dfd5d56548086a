"""What begins in the simulated group, how often, and who begins it. Rates are ours [D]: a group of one large and two small hospitals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random


@dataclass(frozen=True, slots=True)
class Arrival:
    """Cases of a process that people with a role begin: ``a_day`` on average, ``by_night`` of them outside 8 to 18 o'clock.

    ``known``: they are about somebody whom the registry knows already.
    """

    process: str
    role: str
    a_day: float
    by_night: float = 0.05
    known: bool = True


ARRIVALS: tuple[Arrival, ...] = (
    Arrival("referral_up", "pri_doctor", 4),
    Arrival("referral_down", "hos_ward", 1.7),
    Arrival("patient_transfer", "hos_ed", 0.7, 0.5),
    Arrival("remote_consultation", "pri_doctor", 1.2, 0.1),
    Arrival("prehospital_emergency", "ems_calltaker", 3.3, 0.5, known=False),
    Arrival("mutual_appointment", "pri_coord", 1.6),
    Arrival("resource_sharing", "hos_bed", 0.7, 0.2),
)
DAY, EVENING = 8, 18


def moments(arrival: Arrival, begin: datetime, days: int, random: Random) -> Iterator[datetime]:
    """Yield when cases begin: independent of each other, more by day than by night."""
    for day in range(days):
        expected, number = arrival.a_day, 0
        chance = random.expovariate(1) if expected else 0.0
        while chance < expected:
            number += 1
            chance += random.expovariate(1)
        for _ in range(number):
            if random.random() < arrival.by_night:
                hour = (EVENING + random.uniform(0, 24 - (EVENING - DAY))) % 24
            else:
                hour = random.uniform(DAY, EVENING)
            yield begin + timedelta(days=day, hours=hour)
