"""The composition root: the one place that wires settings, database, Temporal and mail together.

Every process of the product (web, worker, scheduler, command line) asks here for a `Product` and hands
its parts to services as arguments. Nothing is opened before it is used.
"""

from dataclasses import dataclass
from datetime import timedelta

from carelane.adapters.cases import TemporalCases
from carelane.adapters.database import open_database
from carelane.adapters.mail import SmtpMailer
from carelane.services.accounts import SessionPolicy
from carelane.services.ports import CasePort, Mailer
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
    def session_policy(self) -> SessionPolicy:
        """Say how long a sign-in lasts here."""
        return SessionPolicy(
            idle=timedelta(minutes=self.settings.session_idle_minutes),
            absolute=timedelta(hours=self.settings.session_hours),
        )


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
