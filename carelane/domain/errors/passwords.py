"""Why a password is not changed."""

from carelane.domain.errors.base import CarelaneError, NotAllowed


class PasswordWrong(NotAllowed):
    """The present password is not right."""

    code = "password_wrong"


class PasswordUnfit(CarelaneError):
    """A new password has 10 to 200 characters, is another one than before, and does not hold the account."""

    code = "password_unfit"


class TriedTooOften(NotAllowed):
    """Too many wrong passwords. Wait a moment."""

    code = "tried_too_often"
