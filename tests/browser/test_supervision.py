"""A supervisor at work: sees who held what is late, reminds, takes the list along, and asks the figures why."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import ROW_HEIGHT, Clerk
from tests.browser.conftest import Site
from tests.browser.months import month

Make = Callable[[str], Clerk]


@pytest.fixture(scope="module")
def written(site: Site) -> None:
    month(site.database)


@pytest.mark.usefixtures("written")
def test_a_supervisor_reminds_and_finds_out_where_time_goes(clerk: Make) -> None:
    group = clerk("qin")
    group.sign_in("/overdue?process=referral_up_hos&element=UP08_triage")
    group.title("Overdue")
    select_all(group)
    group.sees("4 selected")
    group.press("Remind")
    group.write("Words (they stand in the case's history)", "the patients wait")
    group.press("Do it for 4")
    group.sees("4 done:")
    group.shot("overdue-batch.en")
    group.press("Read")
    with group.page.expect_download() as taken:
        group.page.get_by_role("button", name="CSV", exact=True).click()
    text = taken.value.path().read_text("utf-8-sig")
    assert text.count("LATE-") == 4
    assert "Gu Wei" in text
    group.go("/downloads?what=lists&person=qin")
    group.sees("1 downloads")
    group.shot("downloads.en")
    group.go("/figures")
    group.sees("Clocks kept")
    group.page.get_by_test_id("stVegaLiteChart").first.wait_for()
    group.shot("figures.en")
    group.go("/figures?view=bottlenecks&process=referral_up_hos")
    group.diagram()
    group.page.locator(".carelane-heat-5").first.wait_for(state="attached")
    group.shot("figures-bottlenecks.en")
    group.go("/figures?view=requests")
    group.page.get_by_role("button", name="no capacity").first.click()
    group.rest()
    group.sees("Requests sent back: no capacity")
    expect(group.page).to_have_url(re.compile("cases=reject_reason"))
    group.shot("figures-requests.en")


def select_all(person: Clerk) -> None:
    """Tick the head of the grid: all rows."""
    grid = person.page.get_by_test_id("stDataFrame").last
    grid.wait_for()
    box = grid.bounding_box()
    assert box is not None
    person.page.mouse.click(box["x"] + 18, box["y"] + ROW_HEIGHT / 2)
    person.rest()


@pytest.mark.usefixtures("written")
def test_the_pages_are_there_in_chinese(clerk: Make) -> None:
    head = clerk("tang")
    head.sign_in("/figures?view=waiting")
    head.title("指标")
    head.sees("收到至首次决定")
    head.shot("figures-waiting.zh")
    head.go("/figures?view=institutions")
    head.sees("省人民医院")
    head.go("/figures")
    head.sees("时限达标")
    head.shot("figures.zh")
    head.go("/downloads?what=files")
    head.sees("没有符合条件的下载记录。")
    head.go("/overdue?process=referral_up_hos")
    head.sees("超时")
    head.page.locator("[role=gridcell]", has_text="LATE-0").first.wait_for(state="attached")
    head.shot("overdue.zh")
