"""How a person wants to hear of things: by topic and urgency, on the screen or by mail, and when not.

An emergency is always shown, and its mail never waits for the end of quiet hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime
from carelane.domain.notices import EMERGENCY, URGENCIES, Topic

NEVER = ""
ALL = "R"


class NoticePreference(SQLModel, table=True):
    """What a person has chosen; nobody's row means the usual. ``choices`` holds ``{topic: {screen, mail}}``.

    Hours are texts ``HH:MM`` in the time zone of the person's institution, empty for none. ``daily``: one mail a day
    with what is unread, from ``daily_hour`` on.
    """

    __tablename__ = "notice_preferences"

    person_id: str = Field(foreign_key="people.id", primary_key=True)
    choices: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    quiet_from: str = ""
    quiet_until: str = ""
    daily: bool = True
    daily_hour: int = 7
    changed_at: datetime = Field(sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True)
class Choice:
    """From which urgency on a topic is shown and mailed: `NEVER`, or the least urgent one (`ALL`: every one)."""

    screen: str = ALL
    mail: str = NEVER


USUAL: Mapping[Topic, Choice] = {
    Topic.CLOCK_WARNING: Choice(mail="U"),
    Topic.ESCALATION: Choice(mail="P"),
    Topic.TASK_GIVEN: Choice(mail="U"),
    Topic.TASK_FORWARDED: Choice(mail="E"),
    Topic.TASK_ASKED: Choice(mail="U"),
    Topic.HANDOVER: Choice(mail="U"),
    Topic.MENTION: Choice(mail="U"),
    Topic.NUDGE: Choice(mail="U"),
    Topic.UNACKNOWLEDGED: Choice(mail="U"),
    Topic.INCIDENT: Choice(mail="P"),
    Topic.SUBSTITUTION: Choice(mail=ALL),
    Topic.PROCESS: Choice(mail="U"),
}
"""What counts for whoever has chosen nothing; what is not in it (digests, reports) is not asked for by urgency."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person has chosen, with the usual where nothing was. ``zone`` is that of the person's institution."""

    choices: Mapping[Topic, Choice] = field(default_factory=lambda: dict(USUAL))
    quiet_from: str = ""
    quiet_until: str = ""
    daily: bool = True
    daily_hour: int = 7
    zone: str = "Asia/Shanghai"

    def shows(self, topic: Topic, urgency: str) -> bool:
        """Say whether it stands on the screen; an emergency always does."""
        return urgency == EMERGENCY or reaches(self.choices.get(topic, Choice()).screen, urgency)

    def mails(self, topic: Topic, urgency: str) -> bool:
        """Say whether it is mailed at once, or as soon as quiet hours are over."""
        return reaches(self.choices.get(topic, Choice()).mail, urgency)

    def quiet_end(self, now: datetime) -> datetime | None:
        """Give the end of the quiet hours that ``now`` lies in; None outside of them."""
        if not self.quiet_from or not self.quiet_until or self.quiet_from == self.quiet_until:
            return None
        zone = ZoneInfo(self.zone)
        local = now.astimezone(zone)
        begin, end = (time.fromisoformat(each) for each in (self.quiet_from, self.quiet_until))
        for days in (-1, 0):
            day = local.date() + timedelta(days=days)
            last = day + timedelta(days=int(end <= begin))
            starts, ends = (
                datetime.combine(each, hour, zone).astimezone(UTC)
                for each, hour in ((day, begin), (last, end))
            )
            if starts <= now < ends:
                return ends
        return None

    def mail_at(self, urgency: str, now: datetime) -> datetime:
        """Say when a mail may go: at once, after quiet hours, or at once in them for an emergency."""
        return now if urgency == EMERGENCY else self.quiet_end(now) or now


def reaches(threshold: str, urgency: str) -> bool:
    """Say whether an urgency is at least as high as a threshold; none counts as the lowest."""
    if threshold not in URGENCIES:
        return False
    own = urgency if urgency in URGENCIES else URGENCIES[-1]
    return URGENCIES.index(own) <= URGENCIES.index(threshold)


def preferences(row: NoticePreference | None, zone: str) -> Preferences:
    """Read a person's row; topics that it does not name are as usual."""
    if row is None:
        return Preferences(zone=zone)
    chosen = {
        topic: Choice(**row.choices[topic]) if topic in row.choices else usual
        for topic, usual in USUAL.items()
    }
    return Preferences(
        chosen, row.quiet_from, row.quiet_until, row.daily, row.daily_hour, zone=zone
    )
