"""What would be lost: a link's filter, a prefilled form, a hat - by a press in the moment in which the page appears."""

from collections.abc import Iterator

from streamlit.testing.v1 import AppTest

from tests.leaks.conftest import group as group  # noqa: PLC0414 - a fixture of this module too
from tests.leaks.conftest import window as window  # noqa: PLC0414
from tests.leaks.group import Group, Somebody, sign_in
from tests.leaks.pages import ADDRESSES
from tests.leaks.window import Window
from tests.ui.first_paint import late, sent, shown
from tests.ui.test_forms import opened

FILTERED = {
    "worklist": [
        {"text": "CLIN", "urgency": "E,U", "state": "unclaimed", "due": "overdue", "sort": "due"},
        {"list": "them", "text": "CLIN"},
    ],
    "overdue": [{"kind": "overdue", "urgency": "E", "owner": "-"}],
    "figures": [{"view": "waiting", "since": "2026-01-02", "until": "2026-02-03", "urgency": "E"}],
    "downloads": [{"what": "lists", "person": "a", "since": "2026-01-02", "until": "2026-02-03"}],
    "resources": [{"view": "bed", "state": "free", "text": "1", "free": "yes"}],
    "operations": [
        {"tab": "messages", "view": "all", "text": "TECH"},
        {"tab": "incidents", "text": "x", "kind": "job"},
        {"tab": "cases", "text": "x"},
    ],
    "sign_ins": [{"text": "a", "kind": "refused"}],
}
STARTED = {
    "name": "Ann",
    "note": "seen",
    "sbp": 120,
    "day": "2024-02-29",
    "hour": "08:30",
    "at": "2019-02-03T04:05+08:00",
    "agreed": True,
    "sure": "n",
    "kind": "n",
    "some": ["n"],
    "tags": ["b"],
    "vitals": {"hr": 88},
    "meds": [{"drug": "x"}],
}


def test_no_page_shows_anything_else_before_what_it_was_asked_for(
    group: Group, window: Window
) -> None:
    found, seen = [], set()
    for who in _some(group):
        window.token = sign_in(group, who.actor.person_id)
        for page, addresses in ADDRESSES.items():
            links = list(addresses(who, group.targets))[:1]
            for query in [*links, *FILTERED.get(page, [])]:
                window.open("" if page == "worklist" else page, query)
                widgets = sent(window.sent)
                found += [f"/{page}?{query}: {each}" for each in late(widgets)]
                seen |= {(page, type(each).__name__) for each in widgets}
    assert found == []
    assert {page for page, _kind in seen} >= {*FILTERED, "case", "task", "leave"}
    assert len({kind for _page, kind in seen}) >= 6


def _some(group: Group) -> Iterator[Somebody]:
    """Choose one who works on cases, one who supervises, and those who operate the product."""
    kinds = list(group.kinds())
    yield next(each for each in kinds if each.involved and not each.operates)
    yield next(each for each in kinds if each.operates and not each.technical)
    yield from (each for each in kinds if each.technical)


def test_a_form_shows_at_once_what_it_begins_with() -> None:
    widgets = shown(opened(**STARTED))
    assert late(widgets) == []
    assert len({type(each).__name__ for each in widgets}) == 11


def test_a_widget_that_is_filled_after_it_was_drawn_is_found() -> None:
    def script() -> None:
        import streamlit as st

        st.session_state["chosen"] = "b"
        st.selectbox("Letter", ["a", "b"], key="chosen")
        st.session_state["told"] = "x"
        st.text_input("Told", "x", key="told")

    page = AppTest.from_function(script).run()
    assert len(shown(page)) == 2
    (found,) = late(shown(page))
    assert found.endswith("is drawn with ['a'], not with ['b']")
