"""Relations of points and intervals (Allen's), by jdmn: measured right against the TCK.

jdmn's comparators count whole seconds and mix times with and without an offset, so points of time are
handed over as numbers of microseconds.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from jdmn.feel.lib.type.range.DefaultRangeLib import DefaultRangeLib
from jdmn.runtime.Range import Range as JdmnRange

from bpmn.feel.compare import instant
from bpmn.feel.errors import FeelError
from bpmn.feel.far_dates import FarDate, FarDateTime, day_number, micros
from bpmn.feel.registry import feel
from bpmn.feel.values import Months, Range

_LIB = DefaultRangeLib()
_EPOCH = micros(datetime(1970, 1, 1))[1]  # noqa: DTZ001 - where `instant` counts from
_MICROSECOND = timedelta(microseconds=1)
_RELATIONS = {
    "before": _LIB.before,
    "after": _LIB.after,
    "meets": _LIB.meets,
    "met by": _LIB.metBy,
    "overlaps": _LIB.overlaps,
    "overlaps before": _LIB.overlapsBefore,
    "overlaps after": _LIB.overlapsAfter,
    "finishes": _LIB.finishes,
    "finished by": _LIB.finishedBy,
    "includes": _LIB.includes,
    "during": _LIB.during,
    "starts": _LIB.starts,
    "started by": _LIB.startedBy,
    "coincides": _LIB.coincides,
}


def _point(value: object) -> tuple[str, object]:
    """Give a point as a kind and a string or number that jdmn compares exactly."""
    if isinstance(value, (str, Decimal)):
        return type(value).__name__, value
    if isinstance(value, timedelta):
        return "duration", Decimal(value // _MICROSECOND)
    if isinstance(value, Months):
        return "months", Decimal(value.count)
    if isinstance(value, (datetime, time)):
        local, moment = instant(value)
        kind = "datetime" if isinstance(value, datetime) else "time"
        return f"{kind} {local}", Decimal(moment // _MICROSECOND)
    if isinstance(value, (date, FarDate)):
        return "date", Decimal(day_number(value))
    if isinstance(value, FarDateTime):
        no_zone, count = micros(value)
        return f"datetime {no_zone}", Decimal(count - _EPOCH)
    raise FeelError("points are numbers, strings, dates, times or durations")


def _operand(value: object) -> tuple[list[str], object]:
    if isinstance(value, Range):
        if value.low is None or value.high is None:
            raise FeelError("an interval needs both ends here")
        (kind, low), (other, high) = _point(value.low), _point(value.high)
        return [kind, other], JdmnRange(value.low_closed, low, value.high_closed, high)
    kind, point = _point(value)
    return [kind], point


def _declare(name: str) -> None:
    relation = _RELATIONS[name]

    def related(one: object, other: object) -> object:
        kinds, first = _operand(one)
        more, second = _operand(other)
        if any(kind != kinds[0] for kind in kinds + more):
            raise FeelError("points of different types have no order")
        return relation(first, second)

    feel(f"{name}(point1: any, point2: any)")(related)


for _name in _RELATIONS:
    _declare(_name)
