"""A browser's window without a browser: runs the real script of the pages and keeps everything that would be sent.

What is kept is the messages themselves, as they go over the wire (texts, tables, what components get), and every
file that a page gives out, unpacked; so whatever is found in none of them was shown to nobody.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from unittest.mock import MagicMock
from urllib.parse import urlencode

from streamlit import config
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime import Runtime
from streamlit.runtime.caching.storage.dummy_cache_storage import MemoryCacheStorageManager
from streamlit.runtime.dataframe_source_manager import DataframeSourceManager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from carelane.domain.errors import CarelaneError
from worklists_ui.app import SCRIPT
from worklists_ui.gate import COOKIE

NOTHING_TOLD = ("browser.gatherUsageStats", False)
"""Streamlit counts nothing for its makers, as in the product."""


class Window:
    """Opens pages as whoever is signed in at that moment; each opening is a window of its own.

    ``token`` is what the browser shows for its session, ``sent`` what was sent at the last opening.
    """

    def __init__(self) -> None:
        self.token = ""
        self.sent: list[ForwardMsg] = []
        self.components = BidiComponentManager()
        self.components.discover_and_register_components(start_file_watching=False)
        self.scripts = ScriptCache()
        config.set_option(*NOTHING_TOLD)

    def open(
        self,
        page: str,
        query: dict[str, str],
        state: SessionState | None = None,
        widgets: WidgetStates | None = None,
    ) -> str:
        """Give everything that is sent when the page of this address is opened, or answered to with ``widgets``."""
        self.sent = []
        with self._runtime() as media:
            runner = LocalScriptRunner(
                str(SCRIPT),
                SafeSessionState(state or SessionState(), lambda: None),
                PagesManager(str(SCRIPT), self.scripts),
            )

            def keep(_sender: Any, event: Any, **told: Any) -> None:
                del event
                if "forward_msg" in told:
                    self.sent.append(told["forward_msg"])

            runner.on_event.connect(keep, weak=False)
            runner.request_rerun(RerunData(urlencode(query), widgets, page_name=page))
            runner.start()
            runner.join()
            said = [each.SerializeToString() for each in self.sent] + files(media)
        return b"\n".join(said).decode("utf-8", "replace")

    @contextmanager
    def _runtime(self) -> Iterator[MediaFileManager]:
        """Stand in for Streamlit's server, the way its own `AppTest` does."""
        runtime = MagicMock(spec=Runtime)
        runtime.media_file_mgr = MediaFileManager(MemoryMediaFileStorage("/media"))
        runtime.dataframe_source_mgr = DataframeSourceManager()
        runtime.cache_storage_manager = MemoryCacheStorageManager()
        runtime.bidi_component_registry = self.components
        runtime.get_client.return_value.client_context.cookies = {COOKIE: self.token}
        before, Runtime._instance = Runtime._instance, runtime
        try:
            yield runtime.media_file_mgr
        finally:
            Runtime._instance = before


def files(media: MediaFileManager) -> list[bytes]:
    """Give what every file says that the page gives out at once or when its button is pressed."""
    kept = [one.content for one in media._storage._files_by_id.values()]  # type: ignore[attr-defined]
    for entry in list(media._deferred_callables.values()):
        with suppress(CarelaneError):
            said: Any = entry["callable"]()
            said = said.read() if hasattr(said, "read") else said
            kept.append(said.encode() if isinstance(said, str) else said)
    return [unpacked(one) for one in kept]


def unpacked(content: bytes) -> bytes:
    """Unpack a spreadsheet, which is an archive."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())
