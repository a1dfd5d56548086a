"""Institutions and roles: seeding, names for screens, and the tree that group roles supervise."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from carelane.domain.institutions import Institution
from carelane.domain.people import Role
from carelane.domain.roles import ROLES, ROLES_BY_CODE, Supervises
from carelane.services.transaction import Database
from carelane.services.visibility import Membership


@dataclass(frozen=True, slots=True)
class InstitutionName:
    """What screens show of an institution."""

    code: str
    name: str
    name_en: str
    kind: str


def seed_roles(database: Database) -> None:
    """Bring the table of roles to what `carelane.domain.roles` says."""
    with database.transaction() as session:
        for spec in ROLES:
            session.merge(
                Role(
                    code=spec.code,
                    name=spec.name,
                    name_en=spec.name_en,
                    kind=spec.kind.value,
                    supervises=spec.supervises.value,
                )
            )


def list_institutions(database: Database, kind: str = "") -> tuple[InstitutionName, ...]:
    """List institutions, all or of one kind; their names are no secret within the group."""
    with database.reading() as session:
        return tuple(found for found in names(session).values() if not kind or found.kind == kind)


def names(session: Session) -> dict[str, InstitutionName]:
    """Give the names of all institutions by code, in the order of codes."""
    rows = session.exec(select(Institution).order_by(col(Institution.code))).all()
    return {row.code: InstitutionName(row.code, row.name, row.name_en, row.kind) for row in rows}


def kind_of(connection: Connection, code: str) -> str | None:
    """Say of which kind the institution is, if there is one."""
    kinds = select(col(Institution.kind)).where(col(Institution.code) == code)
    return connection.execute(kinds).scalar()


def supervised_by(session: Session, memberships: Iterable[Membership]) -> tuple[str, ...]:
    """Give the institutions whose cases these memberships may watch, sorted."""
    found: set[str] = set()
    for membership in memberships:
        spec = ROLES_BY_CODE.get(membership.role)
        if spec is None or spec.supervises is Supervises.NONE:
            continue
        found.add(membership.institution_code)
        if spec.supervises is Supervises.SUBTREE:
            found |= _below(session, membership.institution_code)
    return tuple(sorted(found))


def _below(session: Session, code: str) -> set[str]:
    """Give all institutions below one in the tree."""
    parents = dict(session.exec(select(Institution.code, Institution.parent_code)).all())
    found: set[str] = set()
    border = {code}
    while border:
        border = {child for child, parent in parents.items() if parent in border} - found
        found |= border
    return found


def register(database: Database, rows: Iterable[Institution]) -> None:
    """Make or change institutions; parents come before those below them."""
    with database.transaction() as session:
        for row in rows:
            session.merge(row)
            session.flush()
