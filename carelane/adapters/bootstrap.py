"""The composition root: the one place that wires settings, database, Temporal and mail together.

Every process of the product (web, worker, scheduler, command line) asks here for a `Product` and hands
its parts to services as arguments. Nothing is opened before it is used.
"""

from dataclasses import dataclass
from datetime import timedelta

from carelane.adapters.cases import TemporalCases
from carelane.adapters.database import open_database
from carelane.adapters.file_store import FolderStore
from carelane.adapters.mail import SmtpMailer
from carelane.adapters.site import site_of
from carelane.services.accounts import SessionPolicy
from carelane.services.attachment_checks import FileLimits
from carelane.services.ports import CasePort, FileStore, Mailer
from carelane.services.transaction import Database
from carelane.settings import Settings


@dataclass(frozen=True, slots=True)
class Product:
    """The wired product. ``mailer`` is None where no mail server is configured."""

    settings: Settings
    database: Database
    cases: CasePort
    mailer: Mailer | None

    @property
    def files(self) -> FileStore:
        """Give where attachments keep what they hold."""
        return FolderStore(self.settings.attachments)

    @property
    def file_limits(self) -> FileLimits:
        """Say which files may be attached here."""
        settings = self.settings
        return FileLimits(
            max_bytes=settings.attachment_max_mb * 1024 * 1024,
            kinds=tuple(settings.attachment_kinds),
        )

    @property
    def session_policy(self) -> SessionPolicy:
        """Say how long a sign-in lasts here."""
        return SessionPolicy(
            idle=timedelta(minutes=self.settings.session_idle_minutes),
            absolute=timedelta(hours=self.settings.session_hours),
        )

    @property
    def site(self) -> str:
        """Give the address that links in mails begin with; empty where none lasts: each start picks another port."""
        if not self.settings.public_url and self.settings.web_port == 0:
            return ""
        return site_of(self.settings, self.settings.web_port).public


def product(settings: Settings | None = None) -> Product:
    """Wire the product from the settings (by default those of the environment)."""
    chosen = settings or Settings()
    database = open_database(chosen.database)
    return Product(
        settings=chosen,
        database=database,
        cases=TemporalCases(chosen, database),
        mailer=SmtpMailer(chosen) if chosen.smtp_host else None,
    )
