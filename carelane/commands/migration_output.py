"""What the commands of `carelane versions` print of forecasts and migrations, and the bars that they draw."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from carelane.services.migration_lists import MigrationStatus, MovedCase
    from carelane.services.migrations import Forecast


def print_forecasts(found: "Sequence[Forecast]", *, as_json: bool) -> None:
    """Print what would become of each case."""
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False))
        return
    for each in found:
        lasting = "" if each.reversible or each.outcome != "moves" else "  (cannot be taken back)"
        typer.echo(f"{each.business_key:28} {each.institution:8} {each.outcome}{lasting}")
        _print_problems(each.problems)
    moving = sum(each.outcome == "moves" for each in found)
    typer.echo(f"{moving} of {len(found)} cases would move")


def _print_problems(problems: Any) -> None:
    for problem in problems:
        remedy = f" ({problem['remedy']})" if "remedy" in problem else ""
        place = problem.get("element_id", "")
        typer.echo(f"    {place} {problem['code']}: {problem.get('message', '')}{remedy}".rstrip())


def print_moves(found: "MigrationStatus", cases: "Sequence[MovedCase]", *, as_json: bool) -> None:
    """Print what became of each case."""
    if as_json:
        told = summary(found) | {"cases": [asdict(each) for each in cases]}
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        for each in cases:
            typer.echo(f"{each.business_key:28} {each.institution:8} {each.state}")
            _print_problems(each.problems)
        typer.echo(line(found))


def line(found: "MigrationStatus") -> str:
    """Sum a migration up in a line."""
    counts = ", ".join(f"{count} {state}" for state, count in sorted(found.counts.items()))
    route = f"{found.migration.process_id} {found.from_version} -> {found.to_version}"
    return f"{found.migration.id} {route} {found.migration.state}: {counts or 'no cases'}"


def summary(found: "MigrationStatus") -> dict[str, Any]:
    """Sum a migration up as JSON."""
    migration = found.migration
    return {
        "id": migration.id,
        "process_id": migration.process_id,
        "from_version": found.from_version,
        "to_version": found.to_version,
        "state": migration.state,
        "reason": migration.reason,
        "counts": found.counts,
    }


def follow(bar: Any) -> Any:
    """Follow progress that is told as (done, total)."""

    def tell(done: int, total: int) -> None:
        bar.length = total
        bar.update(done - bar.pos)

    return tell


def stderr() -> Any:
    """Give where bars are drawn: what is printed may be read by tools."""
    return typer.get_text_stream("stderr")
