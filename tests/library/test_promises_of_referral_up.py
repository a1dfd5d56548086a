"""Every promise of `referral_up`, kept on all sides and on both engines."""

from tests.library.promises import Promises


class TestReferralUp(Promises):
    folder = "referral_up"
