"""The daily digest of each supervisor: what is overdue and what soon will be, without patients' names."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from carelane.domain.notices import Topic
from carelane.domain.people import Membership, Person
from carelane.domain.roles import ROLES, Supervises
from carelane.services.accounts import actor_for
from carelane.services.letters import Letter, post
from carelane.services.supervision import Board, OverdueFilter, OverdueRow, overdue
from carelane.services.transaction import Database

LONGEST = 50
_TEXTS = {
    "en": {
        "subject": "Carelane {date}: {overdue} overdue, {at_risk} at risk",
        "head": "At {time}, at the institutions you supervise:",
        "overdue": "Overdue",
        "at_risk": "At risk",
        "line": "- {key} {what}, {place}: due {due}, {time} {side}; {reason}",
        "late": "late",
        "left": "left",
        "unclaimed": "nobody has taken it",
        "not_completed": "with {who}",
        "incident": "waits for an incident to be resolved",
        "waiting": "waits for a message or for automatic work",
        "more": "... and {number} more on the overdue page.",
    },
    "zh_CN": {
        "subject": "Carelane {date}：超时 {overdue} 项，临近 {at_risk} 项",
        "head": "截至 {time}，您督导的机构中：",
        "overdue": "已超时",
        "at_risk": "即将超时",
        "line": "- {key} {what}，{place}：应于 {due} 完成，{side} {time}；{reason}",
        "late": "已超",
        "left": "还剩",
        "unclaimed": "无人认领",
        "not_completed": "办理人 {who}",
        "incident": "等待处理故障",
        "waiting": "等待消息或自动处理",
        "more": "……其余 {number} 项请见超时页面。",
    },
}


def write_digests(database: Database, time_zone: str) -> int:
    """Put today's digest into the outbox of every supervisor with something to see; gives how many.

    Written once per person and local day, however often this runs.
    """
    return sum(_write(database, person, ZoneInfo(time_zone)) for person in _supervisors(database))


def _supervisors(database: Database) -> tuple[Person, ...]:
    """Find the active people with a supervising role."""
    roles = [role.code for role in ROLES if role.supervises is not Supervises.NONE]
    statement = (
        select(Person)
        .where(
            col(Person.active).is_(True),
            col(Person.id).in_(select(Membership.person_id).where(col(Membership.role).in_(roles))),
        )
        .order_by(col(Person.id))
    )
    with database.reading() as session:
        return tuple(session.exec(statement))


def _write(database: Database, person: Person, zone: ZoneInfo) -> int:
    """Write one digest; nothing for a quiet day."""
    actor = actor_for(database, person.login)
    board = overdue(database, actor, OverdueFilter(page_size=LONGEST)) if actor else Board()
    if not board.rows:
        return 0
    now = database.now()
    texts = _TEXTS.get(person.language, _TEXTS["en"])
    local = now.astimezone(zone)
    letter = Letter(
        Topic.DIGEST,
        f"digest:{local:%Y-%m-%d}",
        subject=texts["subject"].format(
            date=f"{local:%Y-%m-%d}",
            overdue=sum(board.overdue.values()),
            at_risk=sum(board.at_risk.values()),
        ),
        body=_body(board, person.language, local),
    )
    with database.transaction() as session:
        return post(session, letter, [person.id], now)


def _body(board: Board, language: str, local: datetime) -> str:
    """Lay out the two lists, the latest first."""
    texts = _TEXTS.get(language, _TEXTS["en"])
    lines = [texts["head"].format(time=f"{local:%Y-%m-%d %H:%M}")]
    for title, late in (("overdue", True), ("at_risk", False)):
        rows = [row for row in board.rows if row.overdue is late]
        if rows:
            lines += ["", texts[title], *(_line(row, language, local) for row in rows)]
    if board.total > len(board.rows):
        lines += ["", texts["more"].format(number=board.total - len(board.rows))]
    return "\n".join(lines)


def _line(row: OverdueRow, language: str, local: datetime) -> str:
    """Say what is late, where, by how much, and why."""
    texts = _TEXTS.get(language, _TEXTS["en"])
    who = row.actual_owner.shown(language) if row.actual_owner else ""
    return texts["line"].format(
        key=row.business_key,
        what=row.what,
        place=row.institution.shown(language),
        due=f"{row.due_at.astimezone(local.tzinfo):%m-%d %H:%M}",
        time=_length(abs(row.late)),
        side=texts["late" if row.overdue else "left"],
        reason=texts[row.reason].format(who=who),
    )


def _length(time: timedelta) -> str:
    """Give a length of time as hours and minutes, or days and hours."""
    minutes = int(time.total_seconds()) // 60
    days, hours = divmod(minutes // 60, 24)
    return f"{days} d {hours} h" if days else f"{hours} h {minutes % 60:02d} min"
