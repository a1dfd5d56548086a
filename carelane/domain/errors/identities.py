"""What can be refused about who is who."""

from carelane.domain.errors.base import Conflict, NotFound


class IdentityQuestionNotFound(NotFound):
    """There is no such question about identities."""

    code = "identity_question_not_found"


class PatientNotFound(NotFound):
    """There is no such patient, or not for the person who asks."""

    code = "patient_not_found"


class IdentityConflict(Conflict):
    """The two identities cannot be merged as they are; ``why`` says which contradiction."""

    code = "identity_conflict"


class MergeUndone(Conflict):
    """The merge was taken apart already."""

    code = "merge_undone"
