"""A person at the screens: signs in, finds a task, fills a form by its labels, presses buttons."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.script_runs import ScriptRuns
from worklists_ui.translation import catalog

ROW_HEIGHT = 36
SCREENSHOTS = Path(__file__).parents[2] / "docs" / "screenshots"
TAKE_SCREENSHOTS = os.environ.get("CARELANE_SCREENSHOTS") == "1"
"""Only then the pictures of the documentation are taken anew."""

_KEEP_TOASTS = """
window.toasts = [];
const kept = new WeakSet();
new MutationObserver(() => {
  for (const each of document.querySelectorAll("[data-testid=stToast]")) {
    if (kept.has(each)) continue;
    kept.add(each);
    window.toasts.push(each);
  }
}).observe(document, { subtree: true, childList: true });
"""
_TAKE_TOAST = """text => {
  const at = window.toasts.findIndex((each) => each.textContent.includes(text));
  return at >= 0 && window.toasts.splice(at, 1).length === 1;
}"""


def label(text: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(text)}( \*)?$")


class Clerk:
    """One browser session of one person; every person has cookies of their own."""

    def __init__(
        self, browser: Browser, address: str, login: str, password: str, language: str = "en"
    ) -> None:
        self.say = catalog(language).gettext
        self.address = address
        self.login = login
        self.password = password
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 1440, "height": 1000},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(20_000)
        self.context.add_init_script(_KEEP_TOASTS)
        self.page: Page = self.context.new_page()
        self.runs = ScriptRuns(self.page)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def sign_in(self, path: str = "/") -> None:
        self.page.goto(self.address + path)
        self.page.fill("#login", self.login)
        self.page.fill("#password", self.password)
        self.page.press("#password", "Enter")
        self.ready()

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.ready()

    def ready(self) -> None:
        """Wait until Streamlit has drawn the page and rests."""
        expect(self.page.locator("h1").first).to_be_visible(timeout=20_000)
        self.rest()

    def rest(self) -> None:
        """Wait until what was done last has reached the server and the page is drawn."""
        self.page.wait_for_timeout(150)
        self.runs.wait()
        self.page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]"
            "[data-test-script-state=notRunning][data-test-connection-state=CONNECTED]')"
        )

    def insist(
        self,
        attempt: Callable[[float], None],
        otherwise: str,
        patiences: Sequence[float] = (4_000, 8_000, 20_000),
    ) -> None:
        """Try, each time with more patience (milliseconds), what a page that is drawn meanwhile may not take at once.

        Raises `AssertionError` with ``otherwise`` where no attempt went well.
        """
        for patience in patiences:
            try:
                attempt(patience)
            except PlaywrightTimeout:
                self.rest()
            else:
                self.rest()
                return
        raise AssertionError(otherwise)

    def press(self, name: str) -> None:
        """Press a button, named as the code names it; one with a key of its own tells it behind its name."""
        named = re.compile(rf"^{re.escape(self.say(name))}( Shortcut [A-Z])?$")
        self.page.get_by_role("button", name=named).first.click()
        self.rest()

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def told(self, text: str) -> None:
        """Wait until the page has said this, in its own language, in a message that goes away by itself."""
        self.page.wait_for_function(_TAKE_TOAST, arg=self.say(text))

    def title(self, text: str) -> None:
        expect(self.page.locator("h1").first).to_have_text(text)

    # --- forms ------------------------------------------------------------------------------------

    def write(self, name: str, text: str) -> None:
        box = self.page.get_by_label(label(name)).and_(self.page.locator("input, textarea")).first
        box.fill(text)
        box.press("Tab")
        self.rest()

    def day(self, name: str, digits: str) -> None:
        """Type a date (or date and time) as digits into its parts."""
        field = self.page.locator(
            "[data-testid=stDateInput], [data-testid=stDateTimeInput], [data-testid=stDatetimeInput]"
        ).filter(has=self.page.get_by_test_id("stWidgetLabel").get_by_text(label(name)))
        field.get_by_role("spinbutton").first.click()
        self.page.keyboard.type(digits)
        self.page.keyboard.press("Tab")
        self.rest()

    def number(self, name: str, value: float) -> None:
        box = self.page.get_by_role("spinbutton", name=label(name)).first
        box.fill(str(value))
        box.press("Tab")
        self.rest()

    def choose(self, name: str, option: str) -> None:
        """Choose in a drop-down."""
        self._take(self._field(name, "stSelectbox"), option)

    def tag(self, name: str, *options: str) -> None:
        field = self._field(name, "stMultiSelect")
        for option in options:
            self._take(field, option)
        self.page.keyboard.press("Escape")

    def _take(self, field: Locator, option: str) -> None:
        """Find an option by its first letters; a list that the page drew anew under the typing is opened again."""
        box = field.get_by_role("combobox")

        def take(patience: float) -> None:
            box.click()
            box.fill("")
            box.press_sequentially(option[:12])
            try:
                self.page.get_by_role("option", name=option).first.click(timeout=patience)
            except PlaywrightTimeout:
                self.page.keyboard.press("Escape")
                raise

        self.insist(take, f"there is no option {option!r}")

    def pick(self, name: str, option: str) -> None:
        """Pick one of the options that are all shown."""
        field = self._field(name, "stRadio")
        field.get_by_text(option, exact=False).first.click()
        self.rest()

    def pick_shown(self, option: str) -> None:
        """Pick an option of radio buttons whose label is not shown."""
        label = self.page.get_by_test_id("stRadio").get_by_text(self.say(option), exact=True)
        label.first.click()
        self.rest()

    def tick(self, name: str, option: str) -> None:
        """Tick one of several."""
        field = self._field(name, "stButtonGroup")
        field.get_by_role("button", name=option).first.click()
        self.rest()

    def give(self, name: str, content: bytes, kind: str) -> None:
        """Give a file to the first uploader; one that the page did not take, since its connection was away, is given again."""
        file: FilePayload = {"name": name, "mimeType": kind, "buffer": content}
        shown = self.page.get_by_text(name).filter(visible=True).first

        def hand_over(patience: float) -> None:
            chooser = self.page.get_by_test_id("stFileUploader").first
            chooser.locator("input[type=file]").set_input_files(file)
            shown.wait_for(timeout=patience)

        self.insist(hand_over, f"the page did not take {name!r}", (10_000, 20_000))

    def _field(self, name: str, kind: str) -> Locator:
        return (
            self.page.get_by_test_id(kind)
            .filter(has=self.page.get_by_test_id("stWidgetLabel").get_by_text(label(name)))
            .first
        )

    # --- tasks ------------------------------------------------------------------------------------

    def open_task(self, name: str, within: float = 30_000) -> None:
        """Open the only task of this name from the worklist, by its button in the grid."""
        self.go("/")
        cell = self.page.locator(
            "[role=gridcell]", has_text=re.compile(f"^{re.escape(name)}$")
        ).first
        cell.wait_for(state="attached", timeout=within)
        row = int((cell.get_attribute("id") or "").rpartition("-")[2])
        box = self.page.get_by_test_id("stDataFrame").bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + 76, box["y"] + ROW_HEIGHT * (row + 1) + ROW_HEIGHT / 2)
        self.title(name)
        self.rest()

    def task_waits(self, name: str, within: float = 4_000) -> bool:
        """Say whether a task of this name comes to the worklist soon."""
        self.go("/")
        cell = self.page.locator("[role=gridcell]", has_text=re.compile(f"^{re.escape(name)}$"))
        try:
            cell.first.wait_for(state="attached", timeout=within)
        except PlaywrightTimeout:
            return False
        return True

    def case_of_task(self) -> str:
        """Give the case id of the task that is open."""
        return parse_qs(urlsplit(self.page.url).query)["id"][0].partition(":")[0]

    def diagram(self) -> Locator:
        """Wait until the diagram is drawn."""
        drawn = self.page.locator(".djs-element.djs-shape").first
        drawn.wait_for(state="attached")
        return drawn

    def claim(self) -> None:
        self.press("Claim this task")
        self.told("The task is yours.")

    def complete(self) -> None:
        self.press("Complete")
        expect(self.page.get_by_text(self.say("Completed.")).first).to_be_visible(timeout=30_000)

    def shot(self, name: str) -> None:
        if not TAKE_SCREENSHOTS:
            return
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.rest()
        self.page.wait_for_timeout(600)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")

    def shot_of_form(self, name: str) -> None:
        """Take a picture of a page that is not Streamlit's."""
        if not TAKE_SCREENSHOTS:
            return
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")
