"""Built files for the browser, served under `/assets` to everybody: they hold no data."""

from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from worklists_ui.components import diagram


class KeptFiles(StaticFiles):
    """Static files whose addresses carry their hash: a browser may keep them for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file and how long to keep it."""
        response = await super().get_response(path, scope)
        if response.status_code == 200 and scope["query_string"]:  # noqa: PLR2004 - HTTP OK
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


ROUTES = (Mount("/assets/diagram", KeptFiles(directory=diagram.BUNDLE.parent), name="diagram"),)
