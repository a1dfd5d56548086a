"""Every promise of `prehospital_emergency`, kept on all sides and on both engines."""

from tests.library.promises import Promises


class TestPrehospitalEmergency(Promises):
    folder = "prehospital_emergency"
