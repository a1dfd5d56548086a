"""Every promise of `remote_consultation`, kept on all sides and on both engines."""

from tests.library.promises import Promises


class TestRemoteConsultation(Promises):
    folder = "remote_consultation"
