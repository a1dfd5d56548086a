"""Every promise of `referral_down`, kept on all sides and on both engines."""

from tests.library.promises import Promises


class TestReferralDown(Promises):
    folder = "referral_down"
