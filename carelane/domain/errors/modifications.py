"""Why a case's tokens cannot be moved by hand."""

from carelane.domain.errors.base import Conflict


class NotModifiable(Conflict):
    """The case cannot be changed in this way."""

    code = "not_modifiable"


class UnknownElement(NotModifiable):
    """The case's process has no such element."""

    code = "unknown_element"


class UnknownActivation(NotModifiable):
    """This activation is not open any more."""

    code = "unknown_activation"


class AmbiguousScope(NotModifiable):
    """The scope around the element is open more than once; choose one of them."""

    code = "ambiguous_scope"
