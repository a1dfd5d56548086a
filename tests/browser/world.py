"""A township centre, a provincial hospital, and the people of one referral, for the browser's tests."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from carelane.domain.institutions import Institution
from carelane.domain.patients import Patient
from carelane.domain.people import Membership, Person
from carelane.domain.resources import Resource
from carelane.services.accounts import hash_password
from carelane.services.institutions import seed_roles
from carelane.services.transaction import Database

PASSWORD = "carelane-test"
TOWNSHIP, HOSPITAL, CENTRE, GROUP = "QS", "PH", "EC", "GRP"


@dataclass(frozen=True)
class Staff:
    login: str
    name: str
    name_en: str
    place: str
    roles: tuple[str, ...]
    language: str = "en"


STAFF = (
    Staff("zhou", "周大川", "Zhou Dachuan", TOWNSHIP, ("pri_doctor",)),
    Staff("song", "宋雨", "Song Yu", TOWNSHIP, ("pri_doctor",), "zh_CN"),
    Staff("meng", "孟兰", "Meng <img src=x onerror=fired()>", TOWNSHIP, ("pri_fd",)),
    Staff("he", "何晓", "He Xiao", TOWNSHIP, ("pri_coord",)),
    Staff("lin", "林静", "Lin Jing", HOSPITAL, ("hos_refdesk",), "zh_CN"),
    Staff("gu", "顾维", "Gu Wei", HOSPITAL, ("hos_spec",)),
    Staff("tang", "唐敏", "Tang Min", HOSPITAL, ("hos_head",), "zh_CN"),
    Staff("bai", "白桦", "Bai Hua", HOSPITAL, ("hos_bed",)),
    Staff("yu", "余梅", "Yu Mei", HOSPITAL, ("hos_ed",)),
    Staff("shen", "沈琦", "Shen Qi", CENTRE, ("ems_dispatch",)),
    Staff("lu", "陆安", "Lu An", CENTRE, ("ems_crew",)),
    Staff("qin", "秦岭", "Qin Ling", GROUP, ("grp_desk",)),
    Staff("pan", "潘越", "Pan Yue", GROUP, ("operator",), "zh_CN"),
    Staff("ou", "欧阳明", "Ouyang Ming", GROUP, ("operator",)),
)
PATIENTS = (
    ("E1001", "王秀英", "wxy", "2", date(1956, 3, 2), "990101195603021227"),
    ("E1003", "<img src=x onerror=fired()>张", "xss", "1", date(1980, 5, 6), "990101198005061230"),
    ("E1002", "李建国", "ljg", "1", date(1971, 11, 23), "990101197111231219"),
)


def fill(database: Database) -> None:
    """Write the group; the product releases its own processes when it starts."""
    seed_roles(database)
    _institutions(database)
    _people(database)
    _registry(database)


def _institutions(database: Database) -> None:
    capabilities = {
        "specialties": ["cardiology", "respiratory"],
        "services": ["opd", "ipd", "exam"],
        "journeys": {TOWNSHIP: {"minutes": 50, "km": 41.0}},
        "position": {"lat": 36.68, "lon": 117.02},
    }
    with database.transaction() as session:
        session.add(
            Institution(code=GROUP, name="集团协调中心", name_en="Group office", kind="GRP")
        )
        session.flush()
        session.add(
            Institution(
                code=HOSPITAL,
                name="省人民医院",
                name_en="Provincial People's Hospital",
                kind="HOS",
                level="3A",
                parent_code=GROUP,
                capabilities=capabilities,
            )
        )
        session.add(
            Institution(
                code=TOWNSHIP,
                name="青山镇卫生院",
                name_en="Qingshan Township Health Centre",
                kind="PRI",
                parent_code=GROUP,
            )
        )
        session.add(
            Institution(
                code=CENTRE,
                name="急救中心",
                name_en="Emergency centre",
                kind="EMS",
                parent_code=GROUP,
                capabilities={"position": {"lat": 36.65, "lon": 117.05}},
            )
        )


def _people(database: Database) -> None:
    hashed = hash_password(PASSWORD)
    with database.transaction() as session:
        for one in STAFF:
            session.add(
                Person(
                    id=f"id-{one.login}",
                    login=one.login,
                    name=one.name,
                    name_en=one.name_en,
                    language=one.language,
                    password_hash=hashed,
                )
            )
        session.flush()
        for one in STAFF:
            for role in one.roles:
                session.add(
                    Membership(person_id=f"id-{one.login}", institution_code=one.place, role=role)
                )


def _registry(database: Database) -> None:
    begin = database.now().replace(minute=0, second=0, microsecond=0)
    with database.transaction() as session:
        for code, name, pinyin, sex, born, number in PATIENTS:
            session.add(
                Patient(
                    empi_id=code,
                    id_type="resident_id",
                    id_no=number,
                    name=name,
                    pinyin=pinyin,
                    sex=sex,
                    birth_date=born,
                    phone="13900000000",
                )
            )
        for number in range(40):
            session.add(
                Resource(
                    id=f"slot-{number}",
                    institution_code=HOSPITAL,
                    kind="slot",
                    category=("opd", "bed", "exam", "surgery")[number % 4],
                    state="free",
                    specialty="cardiology",
                    starts_at=begin + timedelta(hours=24 + number),
                    ends_at=begin + timedelta(hours=24 + number, minutes=20),
                    reported_at=begin + timedelta(days=1),  # fresh however long the tests take
                )
            )


def database_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'carelane.db'}"
