"""Who acts: the person on whose behalf something is done, with the roles in force at this moment."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Membership:
    """A role at an institution."""

    institution_code: str
    role: str

    def __str__(self) -> str:
        """Write it as INSTITUTION/ROLE."""
        return f"{self.institution_code}/{self.role}"


@dataclass(frozen=True, slots=True)
class StandIn:
    """An absent person for whom somebody acts at one institution, with the roles that this person has there."""

    person_id: str
    name: str
    name_en: str
    institution_code: str
    memberships: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """The person on whose behalf something is done, as known at this moment.

    ``supervised_institutions`` are the codes of institutions whose cases the person may watch. ``memberships`` are
    those in force: all of the person's, or the one as which they act (``hat``); ``own_memberships`` are all. What
    is already the person's (reserved tasks, started cases) stays theirs under every hat. ``stands_for`` are the
    absent people whose tasks the person does at this moment.
    """

    person_id: str
    name: str
    name_en: str
    language: str
    memberships: tuple[Membership, ...]
    supervised_institutions: tuple[str, ...] = ()
    hat: Membership | None = None
    own_memberships: tuple[Membership, ...] = ()
    stands_for: tuple[StandIn, ...] = ()

    @property
    def acting_as(self) -> str:
        """Give the hat as stored in lines of histories: INSTITUTION/ROLE, empty where all memberships act."""
        return str(self.hat) if self.hat else ""

    @property
    def roles(self) -> tuple[str, ...]:
        """Give the role codes, each once, sorted."""
        return tuple(sorted({membership.role for membership in self.memberships}))

    @property
    def institutions(self) -> tuple[str, ...]:
        """Give the institutions the person works at, each once, sorted."""
        return tuple(sorted({membership.institution_code for membership in self.memberships}))

    @property
    def owning(self) -> tuple[Membership, ...]:
        """Give the memberships whose tasks the person may claim: those in force, and those of absent people."""
        borrowed = (each for absent in self.stands_for for each in absent.memberships)
        return tuple(dict.fromkeys((*self.memberships, *borrowed)))

    def has_role(self, role: str, institution_code: str | None = None) -> bool:
        """Say whether the person holds the role, at this institution or at any."""
        return any(
            membership.role == role and institution_code in (None, membership.institution_code)
            for membership in self.memberships
        )
