"""Mail by SMTP: the `Mailer` of installations that name a mail server."""

import smtplib
import ssl
from email.message import EmailMessage

from carelane.domain.errors import MailNotSent, MailRefused
from carelane.services.ports import Mail
from carelane.settings import Settings

PATIENCE = 15.0
_FOR_GOOD = range(500, 600)
"""Answers of a mail server that say: do not try this again (RFC 5321, 4.2.1)."""


class SmtpMailer:
    """Hands each mail to the server of the settings, over its own connection."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, mail: Mail) -> None:
        """Send the mail. Raises `MailRefused` or `MailNotSent` with the kind of failure, never with the text."""
        message = self._message(mail)
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise MailNotSent(kind=type(error).__name__) from error
        try:
            if self._settings.smtp_user:
                server.login(self._settings.smtp_user, self._settings.smtp_password)
            server.send_message(message)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
            code = _code(error)
            refusal = MailRefused if code in _FOR_GOOD else MailNotSent
            raise refusal(kind=f"{type(error).__name__} {code}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailNotSent(kind=type(error).__name__) from error
        finally:
            _leave(server)

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._settings.smtp_from
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Auto-Submitted"] = "auto-generated"  # nobody's absence answers it (RFC 3834)
        if mail.id:  # who gets it twice after a crash can tell that it is one
            message["Message-ID"] = f"<{mail.id}@{_domain(self._settings.smtp_from)}>"
        message.set_content(mail.body)
        for each in mail.attachments:
            main, _slash, sub = each.media_type.partition("/")
            how = {"charset": "utf-8"} if main == "text" else {}
            message.add_attachment(
                each.content, maintype=main, subtype=sub, filename=each.name, params=how
            )
        return message

    def _connect(self) -> smtplib.SMTP:
        """Open the connection with the protection that the settings ask for."""
        host, port = self._settings.smtp_host, self._settings.smtp_port
        context = ssl.create_default_context()
        if self._settings.smtp_security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=context)
        server = smtplib.SMTP(host, port, timeout=PATIENCE)
        if self._settings.smtp_security == "starttls":
            try:
                server.starttls(context=context)
            except (OSError, smtplib.SMTPException):
                server.close()
                raise
        return server


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; a server that does not answer that has taken the mail, or refused it, all the same."""
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


def _code(error: smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError) -> int:
    """Give the server's answer."""
    if isinstance(error, smtplib.SMTPDataError):
        return int(error.smtp_code)
    return max(code for code, _text in error.recipients.values())


def _domain(address: str) -> str:
    """Give the part of an address behind its @."""
    return address.strip("<> ").rpartition("@")[2] or "localhost"
