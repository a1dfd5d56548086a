"""What people of all processes write: vital signs, codes, consent, moments; and the events of section 1.7."""

from carelane.demo.simulation.habits import (
    Asked,
    Habit,
    Ways,
    always,
    between,
    chance,
    later,
    often,
)

DAY = 24 * 60
_ILLNESSES = (
    ("I10.x00", "高血压 hypertension"),
    ("E11.900", "2型糖尿病 type 2 diabetes"),
    ("I21.900", "急性心肌梗死 acute myocardial infarction"),
    ("J18.900", "肺炎 pneumonia"),
    ("M17.900", "膝骨关节炎 osteoarthritis of the knee"),
)


def illness(part: int) -> Habit:
    """Give code (0) or name (1) of the illness of the hour."""

    def tell(asked: Asked) -> str:
        return _ILLNESSES[(asked.now.day + asked.now.hour) % len(_ILLNESSES)][part]

    return tell


def _scope(asked: Asked) -> list[str]:
    del asked
    return ["summary", "results"]


USUAL = Ways(
    values={
        "urgency": often(R=0.6, P=0.2, U=0.15, E=0.05),
        "diagnosis_code": illness(0),
        "diagnosis_name": illness(1),
        "rr": between(14, 20),
        "spo2": between(94, 99),
        "sbp": between(110, 150),
        "dbp": between(65, 90),
        "hr": between(62, 98),
        "temp": between(36.2, 37.4, 1),
        "glucose": between(4.8, 8.0, 1),
        "acvpu": always("A"),
        "gcs": between(13, 15),
        "phone": always("13800000000"),
        "infection_flag": always("none"),
        "allergies": always("无 none known"),
        "by": often(self=0.88, guardian=0.07, nok=0.05),
        "expires": later(days=90),
        "scope": _scope,
        "cannot_consent": always(None),
        "vulnerable": always(None),
        "declined": always(None),
        "offline": always(None),
        "score": between(7, 10),
        "amount": between(100, 900),
        "journey_minutes": between(20, 70),
        "wanted_from": later(days=2),
        "isolation": always("none"),
        "consent_action": often(**{"continue": 0.6, "stop": 0.4}),
        "left_action": often(**{"continue": 0.3, "stop": 0.7}),
        "worse_action": often(go_on=0.8, transfer=0.15, call_120=0.05),
        "capacity": chance(0.95),
    },
)
