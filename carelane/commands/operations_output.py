"""What `carelane operations` prints: tables for people, JSON for tools, progress on the error stream."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from carelane.domain.inside import CaseInside
    from carelane.services.incident_batches import Batch
    from carelane.services.incident_lists import IncidentGroup, IncidentPage
    from carelane.services.incident_results import Outcome
    from carelane.services.operations import Foreseen, Operated


def print_incidents(page: "IncidentPage", as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Print a page of incidents; the last line counts them."""
    if as_json:
        _json(asdict(page))
        return
    for row in page.rows:
        where = f"{row.process_id} v{row.version} {row.element_id}"
        why = f"{row.kind} {row.error}".strip()
        since = f"{row.since:%Y-%m-%d %H:%M}"
        _line(row.id, row.business_key, where, why, f"attempts {row.attempts}", since)
    typer.echo(f"{page.total} incidents, page {page.page} of {page.pages}")


def print_groups(groups: "Sequence[IncidentGroup]", as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Print groups of incidents; the last line counts them."""
    if as_json:
        _json([asdict(group) for group in groups])
        return
    for one in groups:
        _line(str(one.count), one.process_id, one.element_id, f"{one.kind} {one.error}".strip())
    typer.echo(f"{sum(one.count for one in groups)} incidents in {len(groups)} groups")


def print_chosen(found: Sequence[str], as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Print which incidents are meant."""
    if as_json:
        _json(list(found))
        return
    for one in found:
        typer.echo(one)
    typer.echo(f"{len(found)} incidents; nothing was done")


@contextmanager
def progress(total: int) -> "Iterator[Callable[[Batch], None]]":
    """Show a bar on the error stream; gives what moves it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def tell(batch: "Batch") -> None:
            bar.update(task, completed=len(batch.outcomes), description=_summary(batch))

        yield tell


def print_batch(batch: "Batch", as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Print what became of every incident; the last line sums up."""
    outcomes = list(batch.outcomes.values())
    if as_json:
        _json(
            {
                "batch": batch.id,
                "counts": dict(batch.counts()),
                "outcomes": [{**asdict(one), "succeeded": one.succeeded} for one in outcomes],
            }
        )
        return
    for one in outcomes:
        _line(one.incident_id, one.business_key, outcome(one))
    typer.echo(f"{batch.total} incidents: {_summary(batch) or 'nothing to do'}")


def outcome(one: "Outcome") -> str:
    """Say what became of one incident."""
    words = [one.result.replace("_", " "), one.code, one.error]
    if one.case_state:
        words.append(f"(the case is over: {one.case_state})")
    if one.further:
        words.append(f"(held up again at {', '.join(one.further)})")
    return " ".join(word for word in words if word)


def print_operated(
    instance_id: str,
    kind: str,
    done: "Operated",
    as_json: bool,  # noqa: FBT001 - a flag
) -> None:
    """Print how the case stands after an operation."""
    if as_json:
        _json({"case": instance_id, "operation": kind, **asdict(done)})
        return
    extra = [word for word in ("suspended", "compensating") if getattr(done, word)]
    typer.echo(
        f"{kind}: done in turn {done.turn}; the case is {' and '.join([done.state, *extra])}"
    )


def print_foreseen(seen: "Foreseen", as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Print what an operation would do."""
    if as_json:
        _json(asdict(seen))
    elif seen.code:
        typer.echo(f"would be refused: {seen.code}{problems(seen.details)}")
    else:
        for name, elements in seen.details.items():
            if elements:
                told = ", ".join(elements) if isinstance(elements, list) else elements
                typer.echo(f"{name}: {told}")
        typer.echo("nothing was done")


def problems(details: dict[str, Any]) -> str:
    """Write the problems of a refusal, each on a line."""
    lines = [
        " ".join(part for part in (one["code"], one["about"], one["why"], *one["choices"]) if part)
        for one in details.get("problems", ())
    ]
    return "".join(f"\n  {line}" for line in lines)


def print_inside(inside: "CaseInside", as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Print the open activations of a case."""
    if as_json:
        _json(asdict(inside))
        return
    for one in inside.activations:
        waits = ", ".join(f"{wait.kind} {wait.id}" for wait in one.waits)
        _line(one.id, one.element_id, f"in {one.scope}" if one.scope else "the case", waits)
        for name, value in one.variables.items():
            typer.echo(f"    {name} = {json.dumps(value, ensure_ascii=False)}")
    for held in inside.held:
        _line("held", held.type, held.name, held.since)
    states = [word for word in ("suspended", "compensating") if getattr(inside, word)]
    told = f" ({', '.join(states)})" if states else ""
    typer.echo(f"{len(inside.activations)} activations, turn {inside.turn}{told}")


def _summary(batch: "Batch") -> str:
    """Count the results."""
    return ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in sorted(batch.counts().items()))


def _line(*parts: str) -> None:
    typer.echo("  ".join(part for part in parts if part))


def _json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, default=_plain))


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
