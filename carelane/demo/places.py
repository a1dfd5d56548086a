"""The institutions of the demonstration: an invented group in an invented province."""

from dataclasses import dataclass, field

from carelane.domain.institutions import Institution

GROUP = "GRP-JH"
SPECIALTIES = (
    "cardiology",
    "neurology",
    "endocrinology",
    "respiratory",
    "gastroenterology",
    "nephrology",
    "oncology",
    "general_surgery",
    "orthopaedics",
    "obstetrics",
    "paediatrics",
    "emergency",
)
COUNTY_SPECIALTIES = (
    "cardiology",
    "endocrinology",
    "respiratory",
    "general_surgery",
    "obstetrics",
    "emergency",
)
_CALENDAR = {
    "zone": "Asia/Shanghai",
    "weekdays": [1, 2, 3, 4, 5],
    "hours": [["08:00", "12:00"], ["14:00", "17:30"]],
}


@dataclass(frozen=True, slots=True)
class Place:
    """An institution, the word its logins start with, and its journeys in minutes to the hospitals."""

    code: str
    login: str
    name: str
    name_en: str
    kind: str
    level: str
    parent: str | None = None
    specialties: tuple[str, ...] = ()
    minutes: dict[str, int] = field(default_factory=dict)
    at: tuple[float, float] = (30.5, 110.5)
    """Latitude and longitude, as invented as the province."""


PROVINCIAL, YUNXI, MINGHE, EMERGENCY = "HOS-JH", "HOS-YX", "HOS-MH", "EMS-JH"
PLACES: tuple[Place, ...] = (
    Place(GROUP, "group", "江海医疗集团", "Jianghai Health Group", "GRP", "group"),
    Place(
        PROVINCIAL,
        "jianghai",
        "江海省立医院",
        "Jianghai Provincial Hospital",
        "HOS",
        "tertiary",
        GROUP,
        SPECIALTIES,
        at=(30.50, 110.50),
    ),
    Place(
        YUNXI,
        "yunxi",
        "云汐县医院",
        "Yunxi County Hospital",
        "HOS",
        "secondary",
        GROUP,
        COUNTY_SPECIALTIES,
        at=(30.72, 110.05),
    ),
    Place(
        MINGHE,
        "minghe",
        "明禾县医院",
        "Minghe County Hospital",
        "HOS",
        "secondary",
        GROUP,
        COUNTY_SPECIALTIES,
        at=(30.28, 110.92),
    ),
    Place(EMERGENCY, "ems", "江海急救中心", "Jianghai Emergency Centre", "EMS", "centre", GROUP),
    Place(
        "PRI-LL",
        "liulin",
        "柳临镇卫生院",
        "Liulin Township Health Centre",
        "PRI",
        "primary",
        YUNXI,
        minutes={PROVINCIAL: 85, YUNXI: 25, MINGHE: 70},
        at=(30.80, 109.93),
    ),
    Place(
        "PRI-SQ",
        "shiqiao",
        "石樵镇卫生院",
        "Shiqiao Township Health Centre",
        "PRI",
        "primary",
        YUNXI,
        minutes={PROVINCIAL: 110, YUNXI: 40, MINGHE: 90},
        at=(30.88, 109.78),
    ),
    Place(
        "PRI-BS",
        "baisha",
        "白莎镇卫生院",
        "Baisha Township Health Centre",
        "PRI",
        "primary",
        YUNXI,
        minutes={PROVINCIAL: 55, YUNXI: 35, MINGHE: 60},
        at=(30.62, 110.20),
    ),
    Place(
        "PRI-DG",
        "donggang",
        "东岗里镇卫生院",
        "Donggang Township Health Centre",
        "PRI",
        "primary",
        MINGHE,
        minutes={PROVINCIAL: 50, YUNXI: 75, MINGHE: 20},
        at=(30.33, 110.80),
    ),
    Place(
        "PRI-SX",
        "shuangxi",
        "双汐镇卫生院",
        "Shuangxi Township Health Centre",
        "PRI",
        "primary",
        MINGHE,
        minutes={PROVINCIAL: 95, YUNXI: 80, MINGHE: 45},
        at=(30.12, 111.08),
    ),
    Place(
        "PRI-XP",
        "xiping",
        "西屏镇卫生院",
        "Xiping Township Health Centre",
        "PRI",
        "primary",
        MINGHE,
        minutes={PROVINCIAL: 70, YUNXI: 100, MINGHE: 30},
        at=(30.20, 111.10),
    ),
    Place(
        "CTR-JH",
        "centre",
        "江海远程诊断中心",
        "Jianghai Telemedicine and Report Centre",
        "CTR",
        "report",
        GROUP,
        at=(30.51, 110.48),
    ),
)
TOWNSHIPS = tuple(place for place in PLACES if place.kind == "PRI")
HOSPITALS = tuple(place for place in PLACES if place.kind == "HOS")


def institutions() -> list[Institution]:
    """Give the rows, parents first."""
    return [_institution(number, place) for number, place in enumerate(PLACES)]


def _institution(number: int, place: Place) -> Institution:
    """Describe one institution; hospitals know the journeys to them."""
    journeys = {
        town.code: {
            "minutes": town.minutes[place.code],
            "km": round(town.minutes[place.code] * 0.9),
        }
        for town in TOWNSHIPS
        if place.code in town.minutes
    }
    offers = {
        "specialties": list(place.specialties),
        "services": ["opd", "ipd", "exam", "day-surgery"],
        "journeys": journeys,
    }
    position = {"position": {"lat": place.at[0], "lon": place.at[1]}}
    return Institution(
        code=place.code,
        name=place.name,
        name_en=place.name_en,
        kind=place.kind,
        level=place.level,
        parent_code=place.parent,
        calendar=_CALENDAR,
        capabilities=position | (offers if place.kind == "HOS" else {}),
        phone=f"0000-555{number:04d}",
    )
