"""What the services need of the outside, as protocols: Temporal, files, mail.

The adapters implement these and `carelane/adapters/bootstrap.py` hands them in; a service never
imports Temporal or SMTP. Every call here is synchronous, because screens, the command line and the
scheduler are. Everybody imports from here, whatever file of this folder it stands in.
"""

from carelane.services.ports.cases import CaseFacts, CaseListed, CasePort, CaseTold
from carelane.services.ports.files import FileStore
from carelane.services.ports.mails import Attachment, Mail, Mailer

__all__ = [
    "Attachment",
    "CaseFacts",
    "CaseListed",
    "CasePort",
    "CaseTold",
    "FileStore",
    "Mail",
    "Mailer",
]
