"""What a person chooses about notices: by topic and urgency, quiet hours, the daily mail."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from carelane.domain.errors import PreferencesUnusable
from carelane.domain.notice_preferences import (
    NEVER,
    USUAL,
    Choice,
    NoticePreference,
    Preferences,
)
from carelane.domain.notices import URGENCIES, Topic
from carelane.services.notice_events import receivers
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_HOURS_OF_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts for a person now, and whether there is an address to which mails can go."""

    wants: Preferences
    has_mail: bool


@dataclass(frozen=True, slots=True)
class NewChoices:
    """What a person wants from now on; topics that are not named stay as usual."""

    choices: Mapping[Topic, Choice]
    quiet_from: str = ""
    quiet_until: str = ""
    daily: bool = True
    daily_hour: int = 7


def my_choices(database: Database, actor: Actor) -> Standing:
    """Give what counts for the actor; the usual where nothing was chosen."""
    with database.reading() as session:
        found = receivers(session.connection(), [actor.person_id])
    return (
        Standing(found[0].wants, found[0].has_mail)
        if found
        else Standing(Preferences(), has_mail=False)
    )


def choose(database: Database, actor: Actor, wanted: NewChoices) -> None:
    """Keep what the actor wants from now on. Raises `PreferencesUnusable`."""
    _check(wanted)
    with database.transaction() as session:
        session.merge(_row(database, actor, wanted))


def _row(database: Database, actor: Actor, wanted: NewChoices) -> NoticePreference:
    return NoticePreference(
        person_id=actor.person_id,
        choices={topic.value: asdict(choice) for topic, choice in wanted.choices.items()},
        quiet_from=wanted.quiet_from,
        quiet_until=wanted.quiet_until,
        daily=wanted.daily,
        daily_hour=wanted.daily_hour,
        changed_at=database.now(),
    )


def _check(wanted: NewChoices) -> None:
    hours = (wanted.quiet_from, wanted.quiet_until)
    both = all(_HOUR.fullmatch(each) for each in hours)
    if any(hours) and (not both or hours[0] == hours[1]):
        raise PreferencesUnusable
    if not 0 <= wanted.daily_hour < _HOURS_OF_A_DAY:
        raise PreferencesUnusable
    for topic, choice in wanted.choices.items():
        known = {choice.screen, choice.mail} <= {NEVER, *URGENCIES}
        if topic not in USUAL or not known:
            raise PreferencesUnusable
