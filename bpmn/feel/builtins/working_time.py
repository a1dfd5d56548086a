"""``working time after(from, duration, calendar)``: due times that skip closed days and hours."""

from datetime import UTC, datetime, timedelta

from bpmn import calendar as calendars
from bpmn.feel.errors import FeelError
from bpmn.feel.json_form import to_json
from bpmn.feel.registry import feel
from bpmn.feel.scope import Run


@feel(
    "working time after(from: date and time, duration: days and time duration, calendar: context)",
    run=True,
)
def working_time_after(
    run: Run, start: datetime, size: timedelta, calendar: dict[str, object]
) -> datetime:
    """Give the moment when that much working time has passed since ``start``."""
    return _after(run, start, size, calendar)


@feel("working time after(from: date and time, duration: string, calendar: context)", run=True)
def working_time_after_text(
    run: Run, start: datetime, size: str, calendar: dict[str, object]
) -> datetime:
    """Give the same with the duration as text, where ``PT24H`` means opening hours and not a day."""
    return _after(run, start, size, calendar)


def _after(
    run: Run, start: datetime, size: timedelta | str, calendar: dict[str, object]
) -> datetime:
    run.charge(100)
    if start.tzinfo is None:
        start = start.replace(tzinfo=UTC)
    try:
        opening = calendars.Calendar.from_json(to_json(calendar))
        return calendars.add_working_time(start, size, opening)
    except calendars.CalendarError as error:
        raise FeelError(str(error)) from None
