"""The daily mail of those who want one: what came to them in a day, was not mailed and is unread."""

from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlmodel import Session, and_, col, or_, select

from carelane.domain.notices import URGENCIES, Notice, Topic
from carelane.domain.people import Person
from carelane.services.letters import Letter, post
from carelane.services.my_notices import came_at
from carelane.services.notice_events import Receiver, receivers
from carelane.services.notice_words import Words
from carelane.services.transaction import Database

BACK = timedelta(days=1)
LONGEST = 50
_TEXTS = {
    "en": {
        "subject": "Carelane {date}: {number} unread notices",
        "more": "... and {number} more on the page Notices.",
        "open": "Open: {site}/notices",
        "nowhere": "They stand on the page Notices.",
    },
    "zh_CN": {
        "subject": "Carelane {date}：{number} 条未读通知",
        "more": "……其余 {number} 条请见“通知”页面。",
        "open": "打开：{site}/notices",
        "nowhere": "详见“通知”页面。",
    },
}


def write_unread(database: Database, site: str = "") -> int:
    """Post the daily mails whose hour has come; once per person and local day. Gives how many were written."""
    with database.reading() as session:
        unread = _unread(session, database.now())
        found = receivers(session.connection(), list(unread))
    return sum(_write(database, each, unread[each.person_id], site) for each in found)


def _unread(session: Session, now: datetime) -> dict[str, list[Notice]]:
    """Find what each person has not read of the last day."""
    waited = and_(col(Notice.state) == "waiting", col(Notice.due_at) > now - BACK)
    statement = (
        select(Notice)
        .where(
            col(Notice.kind) == "notice",
            col(Notice.topic) != Topic.DIGEST.value,
            col(Notice.recipient_person).is_not(None),
            col(Notice.read_at).is_(None),
            or_(col(Notice.created_at) > now - BACK, waited),
            came_at() > now - BACK,
            came_at() <= now,
        )
        .order_by(col(Notice.recipient_person), col(Notice.created_at))
    )
    rows = session.exec(statement).all()
    return {str(who): list(group) for who, group in groupby(rows, lambda one: one.recipient_person)}


def _write(database: Database, receiver: Receiver, unread: list[Notice], site: str) -> int:
    now, wants = database.now(), receiver.wants
    local = now.astimezone(ZoneInfo(wants.zone))
    if not (receiver.has_mail and wants.daily and local.hour >= wants.daily_hour):
        return 0
    rest = [each for each in unread if not wants.mails(Topic(each.topic), each.urgency)]
    with database.transaction() as session:
        key = f"unread:{local:%Y-%m-%d}"
        known = select(Notice.id).where(
            col(Notice.event) == key, col(Notice.recipient_person) == receiver.person_id
        )
        if not rest or session.exec(known).first() is not None:
            return 0
        language = session.get_one(Person, receiver.person_id).language
        texts = _TEXTS.get(language, _TEXTS["en"])
        words = Words(session, language, wants.zone)
        number = {"date": f"{local:%Y-%m-%d}", "number": len(rest)}
        letter = Letter(
            Topic.DIGEST,
            key,
            subject=texts["subject"].format(**number),
            body="\n".join(
                [
                    *_lines(rest, words, texts),
                    "",
                    texts["open" if site else "nowhere"].format(site=site),
                ]
            ),
        )
        return post(session, letter, [receiver.person_id], now)


def _lines(unread: list[Notice], words: Words, texts: dict[str, str]) -> list[str]:
    """Give a line each, the most urgent first; what processes say in their own words stays on the screen."""
    ranked = sorted(unread, key=lambda one: _rank(one.urgency))
    lines = [f"- {_line(each, words)}" for each in ranked[:LONGEST]]
    if len(ranked) > LONGEST:
        lines.append(texts["more"].format(number=len(ranked) - LONGEST))
    return lines


def _line(notice: Notice, words: Words) -> str:
    mark = f"[{notice.urgency}] " if notice.urgency else ""
    if notice.topic == Topic.PROCESS:
        return f"{mark}{notice.facts.get('ref', '')}"
    return f"{mark}{words.subject(notice)}"


def _rank(urgency: str) -> int:
    return URGENCIES.index(urgency) if urgency in URGENCIES else len(URGENCIES)
