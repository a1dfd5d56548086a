"""What can be refused of a comment."""

from carelane.domain.errors.base import CarelaneError, NotAllowed, NotFound


class CommentNotFound(NotFound):
    """There is no such comment, or it is not yours to see."""

    code = "comment_not_found"


class CommentEmpty(CarelaneError):
    """A comment says something."""

    code = "comment_empty"


class CommentTooLong(CarelaneError):
    """A comment has at most 4000 characters."""

    code = "comment_too_long"


class CommentGone(CarelaneError):
    """This comment was withdrawn: it cannot be corrected any more."""

    code = "comment_gone"


class NotYourComment(NotAllowed):
    """Only its author corrects or withdraws a comment."""

    code = "not_your_comment"


class MentionUnfit(CarelaneError):
    """Somebody mentioned here may not see the case: mention only people of the list."""

    code = "mention_unfit"
