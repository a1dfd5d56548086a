"""How patients are certified fit, accepted elsewhere, driven and handed over."""

from carelane.demo.simulation.habits import YES, Asked, Ways, always, between, chance, often

FREE = 0.93
"""How often a crew that the registry proposes is free indeed."""


def _first_unit(asked: Asked) -> str | None:
    units = asked.known("units")
    return units[0].get("unit_id") if isinstance(units, list) and units else None


TRANSFERS = Ways(
    values={
        "tr01_certify.urgency": often(E=0.4, U=0.45, P=0.15),
        "tr01_certify.indication": often(
            capability=0.4, deterioration=0.3, stemi=0.15, specialist=0.15
        ),
        "tr01_certify.specialty": often(cardiology=0.5, respiratory=0.5),
        "needed_unit": often(ward=0.5, icu=0.2, ed=0.3),
        "resp_support": often(none=0.8, low_flow=0.2),
        "circ_support": often(none=0.85, fluids=0.15),
        "main_problem": often(stable=0.8, acs=0.2),
        "ceiling_of_care": always("full"),
        "tr01_certify.target_org": always(None),
        "fit": often(fit=0.96, not_fit=0.04),
        "has_capability": YES,
        "has_capacity": chance(0.5),
        "alt_org": always(None),
        "tr06_assign.available": lambda asked: (
            bool(asked.known("units")) and asked.random.random() < FREE
        ),
        "tr06_assign.unit_id": _first_unit,
        "oxygen_minutes": between(120, 200),
        "tr07_checklist.checklist": always(
            [
                "airway",
                "lines",
                "oxygen",
                "drugs",
                "id_band",
                "records",
                "images",
                "family",
                "treated",
                "team",
            ]
        ),
        "departure": often(go=0.97, wait=0.02, not_fit=0.01),
        "override": always("none"),
        "next": often(arrived=0.8, go_on=0.17, divert=0.03),
        "identity_ok": chance(0.98),
        "identity": often(same=0.9, other_patient=0.1),
        "eta_manual": always(None),
        "crew_choice": often(again=0.6, escort=0.3, stay=0.1),
        "adverse": always(["none"]),
        "team_ready": always(["team", "bed", "isolation", "equipment"]),
    },
    seldom={"tr08_track": 0.04},
    takes={"tr08_observe": (10, 30), "tr08_track": (10, 90), "tr10_door": (1, 10)},
)
