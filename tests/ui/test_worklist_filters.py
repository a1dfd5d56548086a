from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from carelane.services.worklists import Due, Since, WorklistFilter
from worklists_ui.worklist_filters import DEFAULT, from_query, to_query
from worklists_ui.worklist_grid import positions

FILTERS = st.builds(
    WorklistFilter,
    text=st.text(max_size=60).map(str.strip),
    urgency=st.sets(st.sampled_from("EUPR")).map(
        lambda found: tuple(c for c in "EUPR" if c in found)
    ),
    process=st.sampled_from(["", "referral_up", "referral_down"]),
    state=st.sampled_from(["all", "mine", "unclaimed", "others", "aside"]),
    scope=st.sampled_from(["own", "administered"]),
    due=st.sampled_from(get_args(Due)),
    since=st.sampled_from(get_args(Since)),
    element=st.sampled_from(["", "triage"]),
    created_from=st.none() | st.dates(),
    due_to=st.none() | st.dates(),
    sort=st.sampled_from(["urgency", "due", "created", "patient", "priority"]),
    descending=st.booleans(),
    page=st.integers(1, 200),
)


@given(FILTERS)
def test_a_filtered_worklist_can_be_shared_by_its_address(wanted: WorklistFilter) -> None:
    assert from_query(to_query(wanted)) == wanted


@given(
    st.dictionaries(
        st.sampled_from(["text", "urgency", "state", "sort", "page", "order"]), st.text()
    )
)
def test_a_mistyped_address_still_shows_a_worklist(query: dict[str, str]) -> None:
    found = from_query(query)
    assert 1 <= found.page <= 10_000
    assert set(found.urgency) <= set("EUPR")


def test_the_usual_worklist_has_a_short_address() -> None:
    assert to_query(DEFAULT) == {}


def test_the_selection_stays_with_the_task_when_rows_come_and_go() -> None:
    assert positions(("b", "c"), ("c",)) == [1]
    assert positions(("new", "b", "c"), ("c",)) == [2]
    assert positions(("new", "b"), ("c",)) == []
