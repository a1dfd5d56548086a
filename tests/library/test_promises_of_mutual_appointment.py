"""Every promise of `mutual_appointment`, kept on all sides and on both engines."""

from tests.library.promises import Promises


class TestMutualAppointment(Promises):
    folder = "mutual_appointment"
