"""What would be lost: a colleague who sends what no page offers reads or changes what is another institution's."""

import pytest
from streamlit.runtime.state import SessionState

from tests.leaks.forging import buttons, elements, forge
from tests.leaks.group import Group, Somebody, Target, sign_in
from tests.leaks.pages import ADDRESSES
from tests.leaks.test_services import leaks, say
from tests.leaks.window import Window
from worklists_ui import session

HOSTILE = ("pri_doctor@PRI1", "hos_refdesk@ELSE")


def foreign(who: Somebody, targets: list[Target]) -> list[Target]:
    return [each for each in targets if not who.clinical(each)]


def ids(target: Target) -> list[str]:
    """Name what belongs to a foreign case, and the people and the place of it."""
    return [
        target.place,
        f"starter-{target.place}",
        target.task,
        target.case,
        target.saved_filter,
        f"{target.place}/hos_refdesk",
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_forged_answers_to_every_page_show_and_change_nothing_foreign(
    group: Group,
    window: Window,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    who = next(each for each in group.people if each.name == name)
    monkeypatch.setattr(session, "actor", lambda: who.actor)
    window.token = sign_in(group, who.actor.person_id)
    others = foreign(who, group.targets)
    before, own = [group.fingerprint(each.place) for each in others], group.fingerprint(who.place)
    found: list[str] = []
    sent = 0
    for number, (page, addresses) in enumerate(ADDRESSES.items()):
        values = ids(others[number % len(others)])
        path = "" if page == "worklist" else page
        for query in addresses(who, group.targets):
            state = SessionState()
            window.open(path, query, state)
            drawn = window.sent
            if not list(elements(drawn)):
                continue
            for button in ["", *buttons(drawn)]:
                sent += 1
                text = window.open(path, query, state, forge(drawn, values, button))
                found += leaks(who, f"/{page}?{query} {button}", text, group, None)
    assert found == []
    assert before == [group.fingerprint(each.place) for each in others]
    assert own != group.fingerprint(who.place), "no button did anything"
    say(capsys, f"forged: {sent} answers as {name}, nothing foreign shown or changed")
