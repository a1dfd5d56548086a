from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from carelane.services.case_timelines import TimelineEntry
from carelane.services.names import Name
from worklists_ui.timeline_filters import (
    KINDS,
    TimelineFilter,
    from_query,
    to_query,
    wanted_lines,
)

FILTERS = st.builds(
    TimelineFilter,
    kinds=st.sets(st.sampled_from(KINDS)).map(
        lambda found: tuple(kind for kind in KINDS if kind in found)
    ),
    person=st.sampled_from(["", "id-zhou"]),
    element=st.sampled_from(["", "triage"]),
    since=st.none() | st.dates(),
    page=st.integers(1, 900),
)
PLACE = Name("PRI1", "东镇")
ZHOU, SONG, MENG = (Name(each, each) for each in ("zhou", "song", "meng"))


@given(FILTERS)
def test_a_filtered_timeline_can_be_shared_by_its_address(wanted: TimelineFilter) -> None:
    assert from_query(to_query(wanted)) == wanted


@given(st.dictionaries(st.sampled_from(["kind", "person", "since", "page"]), st.text()))
def test_a_mistyped_address_still_shows_a_timeline(query: dict[str, str]) -> None:
    found = from_query(query)
    assert set(found.kinds) <= set(KINDS)
    assert found.page >= 0


def line(kind: str, day: int, element: str = "", **who: object) -> TimelineEntry:
    at = datetime(2026, 3, day, 20, tzinfo=UTC)
    values = {"person": None, **who}
    return TimelineEntry(
        at=at,
        kind=kind,
        element_id=element,
        element_name="",
        task_id="",
        institution=PLACE,
        data={},
        **values,  # type: ignore[arg-type]
    )


TOLD = (
    line("InstanceStarted", 1, person=ZHOU),
    line("RunJob", 1, "book"),
    line("claim", 2, "triage", person=ZHOU, on_behalf_of=MENG),
    line("delegate", 3, "triage", person=ZHOU, people={"song": SONG}),
    line("Comment", 4, person=SONG),
    line("SomethingNew", 5),
)


def kinds(**wanted: object) -> list[str]:
    asked = TimelineFilter(**wanted)  # type: ignore[arg-type]
    return [each.kind for each in wanted_lines(TOLD, asked, UTC)]


def test_each_filter_keeps_what_was_asked_for_newest_first() -> None:
    everything = ["SomethingNew", "Comment", "delegate", "claim", "InstanceStarted"]
    assert kinds() == everything
    assert kinds(kinds=("technical",)) == ["RunJob"]
    assert kinds(kinds=("work", "comments")) == ["Comment", "delegate", "claim"]
    assert kinds(kinds=("course",)) == ["SomethingNew", "InstanceStarted"]
    assert kinds(person="song") == ["Comment", "delegate"]
    assert kinds(person="meng") == ["claim"]
    assert kinds(element="triage") == ["delegate", "claim"]
    assert kinds(since=date(2026, 3, 4)) == ["SomethingNew", "Comment"]
    assert kinds(kinds=KINDS) == [
        "SomethingNew",
        "Comment",
        "delegate",
        "claim",
        "RunJob",
        "InstanceStarted",
    ]
