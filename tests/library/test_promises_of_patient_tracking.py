"""Every promise of `patient_tracking`, kept on all sides and on both engines."""

from tests.library.promises import Promises


class TestPatientTracking(Promises):
    folder = "patient_tracking"
