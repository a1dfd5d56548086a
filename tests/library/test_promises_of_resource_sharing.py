"""Every promise of `resource_sharing`, kept on all sides and on both engines."""

from tests.library.promises import Promises


class TestResourceSharing(Promises):
    folder = "resource_sharing"
