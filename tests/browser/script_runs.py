"""The runs of one page's script, told from what the page and Streamlit's server say to each other.

The page itself shows no more than whether a run is under way: between a click and the server's
first word it looks as if it rested. On a slow machine that takes longer than any fixed pause.
"""

import time

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

STREAM = "/_stcore/stream"
ANSWERED_WITHIN = 8.0  # seconds; what is asked of a part that is gone is never answered
PAUSE = 20.0  # milliseconds


class ScriptRuns:
    """Whether every run that the page asked for has ended."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._asked = False
        self._running = False
        page.on("websocket", self._opened)

    def wait(self) -> None:
        """Wait until no run is asked for or under way; one that is never answered is waited for no longer than that."""
        deadline = time.monotonic() + ANSWERED_WITHIN
        while (self._asked or self._running) and time.monotonic() < deadline:
            self._page.wait_for_timeout(PAUSE)

    def _opened(self, socket: WebSocket) -> None:
        if STREAM not in socket.url:
            return
        self._asked = self._running = False
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self._asked = True

    def _received(self, frame: bytes | str) -> None:
        if not isinstance(frame, bytes):
            return
        said = ForwardMsg.FromString(frame)
        match said.WhichOneof("type"):
            case "new_session":
                self._asked, self._running = False, True
            case "script_finished":
                self._running = False
                if said.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    self._asked = True
            case _:
                pass
