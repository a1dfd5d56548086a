from hypothesis import given
from hypothesis import strategies as st

from carelane.domain.timeline_kinds import KINDS
from worklists_ui.timeline_filters import TimelineFilter, from_query, to_query

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


@given(FILTERS)
def test_a_filtered_timeline_can_be_shared_by_its_address(wanted: TimelineFilter) -> None:
    assert from_query(to_query(wanted)) == wanted


@given(st.dictionaries(st.sampled_from(["kind", "person", "since", "page"]), st.text()))
def test_a_mistyped_address_still_shows_a_timeline(query: dict[str, str]) -> None:
    found = from_query(query)
    assert set(found.kinds) <= set(KINDS)
    assert found.page >= 0
