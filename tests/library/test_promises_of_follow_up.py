"""Every promise of `follow_up`, kept on all sides and on both engines."""

from tests.library.promises import Promises


class TestFollowUp(Promises):
    folder = "follow_up"
