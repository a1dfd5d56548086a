"""Health of the web part: alive, and ready to work (database and process engine answer)."""

import asyncio
from collections.abc import Callable
from uuid import uuid4

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from carelane.adapters.bootstrap import Product
from carelane.domain.errors import CarelaneError, CaseNotFound


def routes(product: Callable[[], Product]) -> list[Route]:
    """Give the two routes; ``product`` is called at the first look at readiness."""

    async def ready(request: Request) -> Response:
        del request
        parts = await asyncio.to_thread(_parts, product)
        well = all(state == "ok" for state in parts.values())
        return _answer({"status": "ok" if well else "unavailable", **parts}, 200 if well else 503)

    return [
        Route("/api/health/live", live, methods=["GET"]),
        Route("/api/health/ready", ready, methods=["GET"]),
    ]


async def live(request: Request) -> Response:
    """Say that this process answers."""
    del request
    return _answer({"status": "ok"}, 200)


def _answer(body: dict[str, str], status: int) -> Response:
    return JSONResponse(body, status, headers={"Cache-Control": "no-store"})


def _parts(product: Callable[[], Product]) -> dict[str, str]:
    """Ask every part; its name and ``ok``, or the code of what is wrong."""
    return {
        "database": _state(lambda: _ask_database(product())),
        "cases": _state(lambda: _ask_cases(product())),
    }


def _state(ask: Callable[[], None]) -> str:
    """Give ``ok`` or an error code: never a text that could carry an address or a name."""
    try:
        ask()
    except CarelaneError as error:
        return error.code
    return "ok"


def _ask_database(product: Product) -> None:
    """Read one value."""
    with product.database.reading() as session:
        session.connection().execute(text("SELECT 1"))


def _ask_cases(product: Product) -> None:
    """Ask for a case that cannot exist: the engine answers that it does not know it."""
    try:
        product.cases.describe(uuid4().hex)
    except CaseNotFound:
        return
