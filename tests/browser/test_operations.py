"""Something is stuck: an operator sees it, mends one, then all, moves a token, and is told the truth each time."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from carelane.adapters.bootstrap import product
from carelane.adapters.library import deploy_folders
from carelane.domain.incidents import Incident
from carelane.services.accounts import actor_for
from carelane.services.process_instances import StartRequest, start
from carelane.settings import Settings
from tests.browser.clerk import ROW_HEIGHT, Clerk
from tests.browser.conftest import Site
from tests.durable.site import eventually

Make = Callable[[str], Clerk]
HELD_UP = Path(__file__).parent / "held_up"
WITHIN = 40_000


@pytest.fixture(scope="module")
def hold_up(site: Site) -> Callable[[str], str]:
    """Start a case that nobody has told how many beds are free, and wait until it is stuck."""
    deploy_folders(site.database, [HELD_UP], "test")
    doctor = actor_for(site.database, "zhou")
    assert doctor is not None
    cases = product(Settings(data_dir=site.folder)).cases
    request = StartRequest("bed_request")

    def stuck(case: str) -> bool:
        mine = select(Incident.id).where(col(Incident.instance_id) == case)
        with site.database.reading() as session:
            return session.exec(mine).first() is not None

    def hold_up(key: str) -> str:
        case = start(site.database, cases, doctor, request, key).instance_id
        eventually(lambda: stuck(case))
        return case

    return hold_up


@pytest.fixture(scope="module")
def held_up(hold_up: Callable[[str], str]) -> list[str]:
    """Four such cases. Which of them is the first of a page is the worker's choice."""
    return [hold_up(f"held up {number}") for number in range(4)]


def test_the_page_is_there_in_chinese(clerk: Make, held_up: list[str]) -> None:
    operator = clerk("pan")
    operator.sign_in("/operations")
    operator.title("运维")
    operator.sees(f"{len(held_up)} 个技术故障")
    select_first(operator)
    operator.sees("已选 1 项")
    operator.diagram()
    operator.shot("operations.zh")


def say_why(operator: Clerk, reason: str) -> None:
    operator.write("Reason (kept with the case)", reason)


def choose(operator: Clerk, option: str) -> None:
    """Choose one of several buttons that stand side by side."""
    group = operator.page.get_by_test_id("stButtonGroup")
    wanted = group.get_by_text(operator.say(option), exact=True)
    # While a page is drawn again, the old buttons stand beside the new ones.
    expect(wanted).to_have_count(1)
    wanted.click()
    operator.rest()


def select_first(operator: Clerk) -> None:
    """Tick the first row of the first grid."""
    box = operator.page.get_by_test_id("stDataFrame").first.bounding_box()
    assert box is not None
    operator.page.mouse.click(box["x"] + 18, box["y"] + ROW_HEIGHT * 1.5)
    operator.rest()


def test_an_operator_mends_what_is_stuck_and_is_told_what_came_of_it(
    clerk: Make, held_up: list[str]
) -> None:
    operator = clerk("ou")
    operator.sign_in("/operations")
    operator.title("Operations")
    operator.sees(f"{len(held_up)} incidents")
    select_first(operator)
    operator.sees("1 selected")
    operator.diagram()
    operator.shot("operations.en")
    operator.pick_shown("Try again with changed variables")
    operator.write("Variables to change, as a JSON object", '{"beds": 2}')
    say_why(operator, "two beds were found")
    operator.press("Try 1 again")
    expect(operator.page.get_by_text("went on", exact=True).first).to_be_visible(timeout=WITHIN)
    operator.press("Back to the list")
    operator.sees(f"{len(held_up) - 1} incidents")
    say_why(operator, "perhaps by now")
    operator.pick_shown("Try again")
    operator.press("Try 3 again")
    told = operator.page.get_by_text("Failed again: 3")
    expect(told.first).to_be_visible(timeout=WITHIN)
    operator.shot("operations-batch.en")
    operator.press("Back to the list")
    say_why(operator, "the list of beds was read")
    operator.pick_shown("Try again with changed variables")
    operator.write("Variables to change, as a JSON object", '{"beds": 0}')
    select_first(operator)
    operator.press("Try 1 again")
    expect(operator.page.get_by_text("went on", exact=True).first).to_be_visible(timeout=WITHIN)


def test_a_token_is_moved_and_the_doctor_has_the_task(
    clerk: Make, hold_up: Callable[[str], str]
) -> None:
    operator, doctor = clerk("ou"), clerk("zhou")
    case = hold_up("held up until its token is moved")
    operator.sign_in(f"/operations?tab=cases&id={case}")
    operator.diagram()
    choose(operator, "Move a token")
    operator.sees("Choose what to take away, where to begin, or both.")
    operator.tag("Take away", "Is a bed free?")
    operator.tag("Begin at", "Admit the patient")
    operator.sees("This will happen")
    say_why(operator, "the ward has said yes on the telephone")
    operator.shot("operations-move.en")
    operator.press("Move a token")
    operator.sees("Token moved")
    operator.sees("Tokens moved by an operator: the ward has said yes on the telephone")
    choose(operator, "Suspend")
    say_why(operator, "the ward moves house")
    operator.press("Suspend")
    operator.sees("the case is now: suspended")
    doctor.sign_in(f"/case?id={case}")
    doctor.sees("This case is suspended")


def test_an_operator_without_a_mouse_opens_a_case(clerk: Make, held_up: list[str]) -> None:
    operator = clerk("ou")
    operator.sign_in(f"/operations?tab=cases&text={held_up[0]}")
    expect(operator.page.get_by_label("shift+space opens a row").first).to_be_attached()
    operator.page.get_by_test_id("data-grid-canvas").focus()
    operator.page.keyboard.press("ArrowDown")
    operator.page.keyboard.press("Shift+Space")
    operator.sees("What to do with this case")


def test_others_do_not_have_the_page(clerk: Make) -> None:
    doctor = clerk("zhou")
    doctor.sign_in("/operations")
    doctor.sees("Your role does not allow this.")
    assert (
        doctor.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Operations").count()
        == 0
    )
