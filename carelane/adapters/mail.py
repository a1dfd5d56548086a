"""Mail by SMTP: the `Mailer` of installations that name a mail server."""

import smtplib
import ssl
from email.message import EmailMessage

from carelane.domain.errors import MailNotSent
from carelane.services.ports import Mail
from carelane.settings import Settings

PATIENCE = 15.0


class SmtpMailer:
    """Hands each mail to the server of the settings, over its own connection."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, mail: Mail) -> None:
        """Send the mail; raises `MailNotSent` with the kind of failure, never with the text."""
        message = EmailMessage()
        message["From"] = self._settings.smtp_from
        message["To"] = mail.to
        message["Subject"] = mail.subject
        if mail.id:  # who gets it twice after a crash can tell that it is one
            message["Message-ID"] = f"<{mail.id}@{_domain(self._settings.smtp_from)}>"
        message.set_content(mail.body)
        try:
            with self._connect() as server:
                if self._settings.smtp_user:
                    server.login(self._settings.smtp_user, self._settings.smtp_password)
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise MailNotSent(kind=type(error).__name__) from error

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


def _domain(address: str) -> str:
    """Give the part of an address behind its @."""
    return address.strip("<> ").rpartition("@")[2] or "localhost"
