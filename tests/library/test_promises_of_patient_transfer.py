"""Every promise of `patient_transfer`, kept on all sides and on both engines."""

from tests.library.promises import Promises


class TestPatientTransfer(Promises):
    folder = "patient_transfer"
