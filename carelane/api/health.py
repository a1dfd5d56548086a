"""Health of the web part: alive, and ready to work (database and process engine answer)."""

import asyncio
from collections.abc import Callable
from functools import cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from carelane.adapters.bootstrap import Product
from carelane.adapters.readiness import Readiness, trouble


def routes(product: Callable[[], Product]) -> list[Route]:
    """Give the two routes; ``product`` is called at the first look at readiness."""

    @cache
    def readiness() -> Readiness:
        wired = product()
        return Readiness(wired.database, wired.cases)

    async def ready(request: Request) -> Response:
        del request
        parts = await asyncio.to_thread(readiness().ask)
        well = not trouble(parts)
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
