"""`carelane rights`: who may do what, as a page made from the table in force (docs/rights.md)."""

from collections.abc import Iterator

import typer

from carelane.domain.rights import CLINICAL, PAGES, RULES, SUPERVISING, Holder, Where, Who
from carelane.domain.roles import ROLES, RoleSpec, Supervises

app = typer.Typer()

_HEAD = """# Rights

Made by `carelane rights` from `carelane/domain/rights.py`, which services ask at every call; a test holds them equal.
A role is held at an institution. Whoever works at several acts as all of their memberships, or as one at a time.
What a person has no right to looks as if it did not exist.

On PostgreSQL `CARELANE_ROW_SECURITY=true` adds a second wall: the database itself gives a page only rows within the
person's reach ([ADR 0013](adr/0013-row-level-security-beside-visibility.md)). `carelane migrate` writes its policies.
"""
_WHO = {
    Who.NAMED: "whom the process names",
    Who.TAKEN_PART: "who started it, has or had a task of it",
    Who.STARTER: "who started it",
    Who.ONESELF: "everybody for themselves",
    Who.SUPERVISORS: "supervisors",
    Who.CLINICAL: "clinical roles",
}
_WHERE = {
    Where.OWN: "at their institution",
    Where.SUPERVISED: "at institutions they supervise",
    Where.EVERYWHERE: "everywhere",
    Where.THAT_CASE: "for that case",
}
_SUPERVISES = {
    Supervises.NONE: "",
    Supervises.INSTITUTION: "its institution",
    Supervises.SUBTREE: "its institution and all below",
}


def page() -> str:
    """Give the whole page as Markdown."""
    return "\n".join([_HEAD, *_rights(), "", *_pages(), "", *_roles(), ""])


def _rights() -> Iterator[str]:
    yield "## What may be done\n"
    yield "| Right | | Who, and where |"
    yield "|---|---|---|"
    for rule in RULES:
        yield f"| `{rule.right}` | {rule.text} | {'; '.join(map(_holder, rule.holders))} |"


def _holder(holder: Holder) -> str:
    if isinstance(holder.who, Who):
        who = _WHO[holder.who]
    else:
        who = ", ".join(f"`{role}`" for role in sorted(holder.who))
    return f"{who}, {_WHERE[holder.where]}"


def _pages() -> Iterator[str]:
    yield "## Pages\n"
    yield "| Page | Opened by one of |"
    yield "|---|---|"
    for name, rights in PAGES.items():
        needed = ", ".join(f"`{right}`" for right in rights) or "everybody who is signed in"
        yield f"| {name} | {needed} |"


def _roles() -> Iterator[str]:
    yield "## Roles\n"
    yield "| Role | | Kind | Supervises | Rights by role |"
    yield "|---|---|---|---|---|"
    for role in ROLES:
        rights = ", ".join(f"`{right}`" for right in _of(role))
        named = f"{role.name_en} ({role.name})"
        yield f"| `{role.code}` | {named} | {role.kind} | {_SUPERVISES[role.supervises]} | {rights} |"


def _of(role: RoleSpec) -> Iterator[str]:
    """List the rights that the role alone brings."""
    for rule in RULES:
        if any(_brings(role.code, holder) for holder in rule.holders):
            yield rule.right


def _brings(role: str, holder: Holder) -> bool:
    if isinstance(holder.who, frozenset):
        return role in holder.who
    kinds = {Who.SUPERVISORS: SUPERVISING, Who.CLINICAL: CLINICAL}
    return role in kinds.get(holder.who, frozenset())


@app.command("rights")
def rights() -> None:
    """Print who may do what, as Markdown."""
    typer.echo(page(), nl=False)
