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
_POINTS, _POINT_RANGE = ("point1", "point2"), ("point", "range")
_RANGE_POINT, _RANGES = ("range", "point"), ("range1", "range2")
_RELATIONS = {
    "before": (_LIB.before, (_POINTS, _POINT_RANGE, _RANGE_POINT, _RANGES)),
    "after": (_LIB.after, (_POINTS, _POINT_RANGE, _RANGE_POINT, _RANGES)),
    "meets": (_LIB.meets, (_RANGES,)),
    "met by": (_LIB.metBy, (_RANGES,)),
    "overlaps": (_LIB.overlaps, (_RANGES,)),
    "overlaps before": (_LIB.overlapsBefore, (_RANGES,)),
    "overlaps after": (_LIB.overlapsAfter, (_RANGES,)),
    "finishes": (_LIB.finishes, (_POINT_RANGE, _RANGES)),
    "finished by": (_LIB.finishedBy, (_RANGE_POINT, _RANGES)),
    "includes": (_LIB.includes, (_RANGE_POINT, _RANGES)),
    "during": (_LIB.during, (_POINT_RANGE, _RANGES)),
    "starts": (_LIB.starts, (_POINT_RANGE, _RANGES)),
    "started by": (_LIB.startedBy, (_RANGE_POINT, _RANGES)),
    "coincides": (_LIB.coincides, (_POINTS, _RANGES)),
}
"""What compares, and what its arguments may be called (DMN 1.5, table 78)."""


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
    relation, names = _RELATIONS[name]

    def related(one: object, other: object) -> object:
        kinds, first = _operand(one)
        more, second = _operand(other)
        if any(kind != kinds[0] for kind in kinds + more):
            raise FeelError("points of different types have no order")
        return relation(first, second)

    for first_name, second_name in names:
        feel(f"{name}({first_name}: any, {second_name}: any)")(related)


for _name in _RELATIONS:
    _declare(_name)
