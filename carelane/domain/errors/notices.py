"""What can be refused of notices and mails."""

from carelane.domain.errors.base import CarelaneError, Unavailable


class MailNotSent(Unavailable):
    """The mail server did not take the message; it stays in the outbox."""

    code = "mail_not_sent"


class MailRefused(MailNotSent):
    """The mail server will never take this mail: the address or the text is refused for good."""

    code = "mail_refused"


class LetterTooLarge(CarelaneError):
    """The files of a mail are too large together: it may have ten megabytes."""

    code = "letter_too_large"


class PreferencesUnusable(CarelaneError):
    """Quiet hours need a beginning and an end like 22:00, and the daily mail an hour from 0 to 23."""

    code = "preferences_unusable"
