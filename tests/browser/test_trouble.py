"""Two people on one task, and parts of the system away: clear words, nothing lost, nothing done twice."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.clerk import Clerk
from tests.browser.conftest import Site
from tests.browser.test_referral import compose, start

Make = Callable[[str], Clerk]


@contextmanager
def temporal_away(site: Site) -> Iterator[None]:
    """Hold the site's Temporal server still, as a network that lost it would."""
    pid = temporal_of(site.folder)
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def temporal_of(folder: Path) -> int:
    """Find the server whose database file lies in the site's folder."""
    wanted = str(folder / "temporal.db").encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if any(wanted in one for one in arguments) and b"server" in arguments:
            return int(process.name)
    raise AssertionError("no Temporal server of this site")


def test_what_was_typed_is_kept_while_the_engine_is_away_and_sent_once_when_it_is_back(
    clerk: Make, site: Site
) -> None:
    doctor = clerk("zhou")
    start(doctor)
    compose(doctor)
    with temporal_away(site):
        doctor.page.get_by_role("button", name="Complete", exact=True).click()
        notice = doctor.page.get_by_text("The process engine cannot be reached.")
        expect(notice.first).to_be_visible(timeout=40_000)
        box = doctor.page.get_by_label("Complaint *")
        expect(box).to_have_value("Chest tightness for three days")
        box.scroll_into_view_if_needed()
        doctor.page.mouse.wheel(0, -4000)
        doctor.shot("engine-away.en")
    doctor.complete()
    case = doctor.case_of_task()
    doctor.go(f"/case?id={case}")
    expect(doctor.page.get_by_text("Completed: UP01 Compose the referral")).to_have_count(1)


def test_the_second_of_two_people_is_told_who_was_faster(clerk: Make) -> None:
    doctor, twin = clerk("zhou"), clerk("zhou")
    start(doctor)
    twin.sign_in(doctor.page.url.removeprefix(doctor.address))
    compose(doctor)
    doctor.complete()
    told = twin.page.get_by_text("Zhou Dachuan completed this task on")
    expect(told.first).to_be_visible(timeout=30_000)
    button = twin.page.get_by_role("button", name="Complete", exact=True)
    expect(button).to_have_count(0, timeout=30_000)  # the page is drawn twice for a moment
