"""How consultations are asked for, taken, held and used."""

from carelane.demo.simulation.habits import YES, Asked, Ways, always, chance, later, often
from carelane.demo.simulation.ways.usual import DAY


def _experts(asked: Asked) -> list[str]:
    """Choose whom the table ranks first, of as many hospitals as the mode wants."""
    ranked = asked.known("ranked") or []
    fitting = [each for each in ranked if each.get("verdict") != "no"]
    first = {each["org"]: each["id"] for each in reversed(fitting)}
    return list(first.values())[: asked.known("route", "experts_min") or 1]


CONSULTATIONS = Ways(
    values={
        "rc01_request.mode": often(scheduled=0.45, **{"async": 0.35}, emergency=0.12, mdt=0.08),
        "rc01_request.urgency": often(R=0.6, P=0.25, U=0.15),
        "rc01_request.specialty": often(cardiology=0.6, respiratory=0.4),
        "stroke": chance(0.1),
        "rc02_check.decision": often(accept=0.9, need_info=0.07, reject=0.03),
        "image_quality": often(good=0.9, none=0.1),
        "rc04_answer.decision": often(accept=0.85, decline=0.12, need_info=0.03),
        "chase": often(wait=0.5, replace=0.5),
        "nobody": lambda asked: None if _experts(asked) else "return",
        "experts_chosen": _experts,
        "confirmed": YES,
        "recording": chance(0.3),
        "session_end": often(completed=0.97, link_lost=0.03),
        "advise_transfer": often(no=0.85, planned=0.1, urgent=0.05),
        "view_restored": YES,
        "agreement": often(full=0.7, partly=0.2, none=0.1),
        "rc01_track.track_action": always("cancel"),
        "preferred_times": always("工作日下午 weekday afternoons"),
        "arrived_at": later(minutes=-15),
        "link_ok": chance(0.97),
        "recording_consent": always("已同意 agreed"),
    },
    seldom={"rc01_track": 0.04, "rc07_bridge": 0.1, "rc08_amend": 0.03},
    takes={"rc01_track": (60, DAY), "rc07_session": (15, 60), "rc08_amend": (DAY, 5 * DAY)},
)
