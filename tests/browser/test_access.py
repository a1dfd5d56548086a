"""Who gets in, what they may see, in which language."""

from collections.abc import Callable

from playwright.sync_api import Browser, expect

from tests.browser.clerk import Clerk
from tests.browser.conftest import Site
from tests.browser.test_referral import start

Make = Callable[[str], Clerk]


def test_a_wrong_password_is_refused_and_the_account_stays_typed(clerk: Make) -> None:
    visitor = clerk("lin")
    visitor.page.goto(visitor.address + "/case?id=x")
    visitor.page.fill("#login", "lin")
    visitor.page.fill("#password", "guess")
    visitor.page.press("#password", "Enter")
    expect(visitor.page.get_by_role("alert")).to_have_text("账号或密码不正确。")
    expect(visitor.page.locator("#login")).to_have_value("lin")
    expect(visitor.page.locator("#password")).to_have_value("")
    visitor.shot_of_form("sign-in-refused.zh")


def test_a_deep_link_survives_the_sign_in_and_nothing_shows_before(clerk: Make) -> None:
    doctor = clerk("zhou")
    answer = doctor.page.goto(doctor.address + "/case?id=unknown")
    assert answer is not None
    assert "/oidc/authorize?" in doctor.page.url
    doctor.shot_of_form("sign-in.zh")
    doctor.sign_in("/case?id=unknown")
    assert doctor.page.url.endswith("/case?id=unknown")
    doctor.sees("There is no such case, or it is not yours to see.")


def test_another_hospitals_task_looks_as_if_there_were_none(clerk: Make) -> None:
    doctor, stranger = clerk("zhou"), clerk("gu")
    start(doctor)
    path = doctor.page.url.removeprefix(doctor.address)
    stranger.sign_in()
    for address in (path, f"/case?id={doctor.case_of_task()}"):
        stranger.page.goto(stranger.address + address)
        stranger.sees("or it is not yours to see.")
        assert "王秀英" not in stranger.page.content()


def test_only_supervisors_have_the_page_overdue(clerk: Make) -> None:
    doctor, head = clerk("zhou"), clerk("tang")
    doctor.sign_in("/overdue")
    doctor.sees("Your role does not allow this.")
    head.sign_in("/overdue")
    head.title("超时")


def test_the_language_is_switched_and_kept_for_the_next_sign_in(clerk: Make, site: Site) -> None:
    group = clerk("qin")
    group.sign_in()
    group.title("My worklist")
    group.page.get_by_test_id("stSidebar").get_by_text("中文").click()
    group.title("我的待办")
    expect(group.page.locator("html")).to_have_attribute("lang", "zh-CN")
    group.page.get_by_role("button", name="退出登录").click()
    expect(group.page.locator("#login")).to_be_visible()
    group.sign_in()
    group.title("我的待办")
    assert site.address == group.address


def test_another_language_neither_empties_the_worklist_nor_changes_what_is_chosen(
    clerk: Make,
) -> None:
    group = clerk("qin")
    group.sign_in("/?state=mine&urgency=E")
    sidebar = group.page.get_by_test_id("stSidebar")
    for language, title in (("English", "My worklist"), ("中文", "我的待办")) * 2:
        sidebar.get_by_text(language).click()
        group.title(title)
        group.rest()
        group.page.get_by_role("button", name="Sign out").or_(
            group.page.get_by_role("button", name="退出登录")
        ).focus()
        group.page.wait_for_timeout(500)
        assert group.page.url.partition("?")[2] in {"urgency=E&state=mine", "state=mine&urgency=E"}
    group.go("/")
    for language, title in (("English", "My worklist"), ("中文", "我的待办")) * 2:
        sidebar.get_by_text(language).click()
        group.title(title)
        group.rest()
        group.page.wait_for_timeout(500)
        assert "?" not in group.page.url
    sidebar.get_by_text("English").click()  # as others expect her
    group.title("My worklist")


def test_signing_out_ends_the_session_for_every_copy_of_its_cookie(
    clerk: Make, browser: Browser
) -> None:
    person = clerk("bai")
    person.sign_in()
    stolen = person.context.cookies()
    assert {cookie["httpOnly"] for cookie in stolen if cookie["name"] == "carelane_session"} == {
        True
    }
    person.page.get_by_role("button", name="Sign out").click()
    expect(person.page.locator("#login")).to_be_visible()
    other = browser.new_context()
    other.add_cookies(
        [{"name": one["name"], "value": one["value"], "url": person.address} for one in stolen]
    )
    page = other.new_page()
    page.goto(person.address + "/case?id=unknown")
    expect(page.locator("#login")).to_be_visible(timeout=20_000)
    page.fill("#login", "bai")
    page.fill("#password", person.password)
    page.press("#password", "Enter")
    expect(page).to_have_url(person.address + "/case?id=unknown")  # `st.login` left it
    other.close()


def test_pages_that_others_walk_in_one_language_are_there_in_the_other(clerk: Make) -> None:
    doctor = clerk("song")
    doctor.sign_in("/start")
    doctor.title("发起流程")
    doctor.choose("流程", "上转")
    doctor.write("查找患者", "wxy")
    doctor.sees("王秀英")
    operator = clerk("pan")
    operator.sign_in("/jobs?job=deliver_outbox")
    operator.title("调度与邮件")
    operator.press("Run now")
    for page, title in (("sign_ins", "登录情况"), ("system", "系统"), ("definitions", "流程图")):
        operator.go(f"/{page}")
        operator.title(title)
    reader = clerk("zhou")
    reader.sign_in("/notices")
    reader.title("Notices")
    for page, title in (("sign_ins", "Sign-ins"), ("definitions", "Processes")):
        reader.go(f"/{page}")
        reader.title(title)
