"""What would be lost: another hospital's patients. Every page, opened by every role of three institutions, as a link too."""

from collections import Counter

import pytest

from tests.leaks.group import Group, Somebody, sign_in
from tests.leaks.pages import ADDRESSES, WITHOUT_CASES
from tests.leaks.test_services import leaks, say
from tests.leaks.window import Window
from worklists_ui import bell, navigation, session, shell


def test_every_page_is_in_the_matrix() -> None:
    assert set(ADDRESSES) == set(navigation.PAGES)
    assert set(ADDRESSES) == set(shell._SHOW)


def test_no_page_shows_what_is_not_theirs(
    group: Group,
    window: Window,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What stands around pages is opened by everybody, each page by one of each kind of people (`Group.kinds`)."""
    who: Somebody = group.people[0]
    monkeypatch.setattr(session, "actor", lambda: who.actor)
    found: list[str] = []
    seen: Counter[str] = Counter()
    tried = 0
    for who in group.people:
        text = window.open("start", {})  # with what stands around every page
        found += leaks(who, "around", text, group, None)
    monkeypatch.setattr(shell, "_sidebar", lambda _person: None)
    monkeypatch.setattr(bell, "draw", lambda: None)
    people = group.kinds()
    for who in people:
        window.token = sign_in(group, who.actor.person_id)
        for page, addresses in ADDRESSES.items():
            for query in addresses(who, group.targets):
                tried += 1
                text = window.open("" if page == "worklist" else page, query)
                named = next((t for t in group.targets if t.incident in query.values()), None)
                found += leaks(who, f"/{page}?{query}", text, group, named)
                seen[page] += any(t.clinical in text or t.technical in text for t in group.targets)
    assert found == []
    assert {page for page in ADDRESSES if not seen[page]} == WITHOUT_CASES
    say(capsys, f"pages: {tried} openings by {len(people)} people, 0 leaks")


def test_without_a_session_every_page_is_empty(
    group: Group, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "actor", lambda: None)
    nobody, window.token = group.people[-1], ""
    for page, addresses in ADDRESSES.items():
        for query in addresses(nobody, group.targets):
            text = window.open("" if page == "worklist" else page, query)
            assert list(leaks(nobody, page, text, group, None)) == []
