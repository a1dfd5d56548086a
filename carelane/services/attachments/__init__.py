"""Files of a case: added, listed, downloaded, taken away. Who sees a case sees its files, and nobody else does.

A case that was given another's files in its variables (a referral that a hospital has received) shows them too: their
ids cannot be guessed, and the reader has to see the case that holds them.

A file of this folder holds one noun; everybody else imports it from here.
"""

from carelane.services.attachments.downloads import Opened, open_file
from carelane.services.attachments.ids import bind_files, ids_in
from carelane.services.attachments.rows import AttachmentRow, list_attachments, named
from carelane.services.attachments.uploads import Upload, add, remove

__all__ = [
    "AttachmentRow",
    "Opened",
    "Upload",
    "add",
    "bind_files",
    "ids_in",
    "list_attachments",
    "named",
    "open_file",
    "remove",
]
