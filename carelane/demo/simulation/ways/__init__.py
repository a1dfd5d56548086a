"""The habits of the simulated group's staff, process by process."""

from functools import cache

from carelane.demo.simulation.habits import Ways
from carelane.demo.simulation.ways.bookings import BOOKINGS
from carelane.demo.simulation.ways.consultations import CONSULTATIONS
from carelane.demo.simulation.ways.emergencies import EMERGENCIES
from carelane.demo.simulation.ways.follow_ups import FOLLOW_UPS
from carelane.demo.simulation.ways.referrals import REFERRALS
from carelane.demo.simulation.ways.transfers import TRANSFERS
from carelane.demo.simulation.ways.usual import USUAL

_OF: dict[str, Ways] = {
    "referral_up": REFERRALS,
    "referral_down": REFERRALS,
    "mutual_appointment": BOOKINGS,
    "resource_sharing": BOOKINGS,
    "patient_transfer": TRANSFERS,
    "remote_consultation": CONSULTATIONS,
    "prehospital_emergency": EMERGENCIES,
    "follow_up": FOLLOW_UPS,
    "patient_tracking": FOLLOW_UPS,
}


@cache
def ways_of(process_id: str) -> Ways:
    """Give the habits in the pools of a process: its own before the usual ones."""
    for process, ways in _OF.items():
        if process_id.startswith(process):
            return USUAL | ways
    return USUAL
