"""Why a file cannot be kept or given back."""

from carelane.domain.errors.base import CarelaneError, NotFound, Unavailable


class AttachmentNotFound(NotFound):
    """There is no such file, or it is not yours to see."""

    code = "attachment_not_found"


class FileRefused(CarelaneError):
    """This file cannot be kept."""

    code = "file_refused"


class FileTooLarge(FileRefused):
    """The file is larger than this installation takes (CARELANE_ATTACHMENT_MAX_MB)."""

    code = "file_too_large"


class FileEmpty(FileRefused):
    """The file is empty."""

    code = "file_empty"


class FileKindUnknown(FileRefused):
    """What the file holds is of no kind that this installation takes (CARELANE_ATTACHMENT_KINDS)."""

    code = "file_kind_unknown"


class FileNameWrong(FileRefused):
    """The ending of the file's name does not fit what it holds."""

    code = "file_name_wrong"


class FileGone(CarelaneError):
    """What this file held is missing or was changed in the folder of attachments: restore it from a backup."""

    code = "file_gone"


class FileStoreUnavailable(Unavailable):
    """The folder of attachments cannot be read or written."""

    code = "file_store_unavailable"
