"""What would be lost: at a shared desk the next person sees what the one before had open, typed or looked up."""

from streamlit.runtime.state import SessionState

from carelane.domain.people import Membership as Row
from carelane.domain.people import Person
from carelane.services.accounts import actor_of, wear
from carelane.services.sign_ins import end_mine
from carelane.services.visibility import Membership
from tests.leaks.group import Group, sign_in
from tests.leaks.window import Window


def sit_down(group: Group, window: Window, login: str) -> None:
    window.token = sign_in(group, f"id-{login}")


def test_a_window_is_emptied_when_somebody_else_has_signed_in(group: Group, window: Window) -> None:
    state = SessionState()
    sit_down(group, window, "pri_doctor-PRI1")
    assert "CLIN-PRI1" in window.open("", {}, state)
    state["message_said"] = ("m", {"said": "CLIN-PRI1"})
    sit_down(group, window, "pri_doctor-PRI1")
    window.open("start", {}, state)
    assert "message_said" in state
    sit_down(group, window, "hos_refdesk-ELSE")
    assert "CLIN-PRI1" not in window.open("", {}, state)
    assert "message_said" not in state


def test_a_session_that_was_ended_gets_nothing_more_in_an_open_window(
    group: Group, window: Window
) -> None:
    state = SessionState()
    sit_down(group, window, "pri_doctor-PRI1")
    assert "CLIN-PRI1" in window.open("", {}, state)
    actor = actor_of(group.database, window.token)
    assert actor is not None
    end_mine(group.database, actor)
    assert "CLIN-PRI1" not in window.open("", {}, state)


def test_a_link_under_another_hat_offers_all_roles_and_changes_nothing(
    group: Group, window: Window
) -> None:
    there, here = Membership("PRI1", "pri_doctor"), Membership("ELSE", "hos_spec")
    with group.database.transaction() as session:
        session.add(Person(id="id-two", login="two", name="两院", language="en"))
        session.flush()
        for each in (there, here):
            row = Row(person_id="id-two", institution_code=each.institution_code, role=each.role)
            session.add(row)
    target = next(each for each in group.targets if each.place == "PRI1")
    sit_down(group, window, "two")
    for hat in (here, None):
        actor = actor_of(group.database, window.token)
        assert actor is not None
        wear(group.database, actor, window.token, hat)
        for page, named in (("task", target.task), ("case", target.case)):
            shown = window.open(page, {"id": named})
            assert ("Act as all my roles" in shown, "CLIN-PRI1" in shown) == (bool(hat), not hat)
    sit_down(group, window, "hos_spec-ELSE")
    assert "的全部角色查看" not in window.open("task", {"id": target.task})


def test_sign_ins_of_others_are_drawn_for_operators_only(group: Group, window: Window) -> None:
    for login, others in (("operator-HOS1", True), ("hos_head-HOS1", False)):
        sit_down(group, window, login)
        shown = window.open("sign_ins", {})
        assert "在所有设备上退出" in shown
        assert ("他人的登录" in shown) is others
        assert ("谁登录过、谁登录失败" in shown) is others
