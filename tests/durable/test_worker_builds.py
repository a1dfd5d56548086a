"""What would be lost: running cases, when new code is rolled out or workers are added and taken away."""

import subprocess
import uuid
from collections.abc import Callable
from dataclasses import replace

from carelane.adapters import temporal_server
from carelane.adapters.worker import DEPLOYMENT
from tests.durable.site import Site, eventually


def test_running_cases_move_to_the_build_that_is_rolled_out(
    site: Site, make_site: Callable[[str], Site]
) -> None:
    old, new = (_worker(make_site(site.address), site, name) for name in ("old", "new"))
    old.work()
    eventually(lambda: _made_current(old))
    case = site.start("two_tasks")
    new.work()
    eventually(lambda: _made_current(new))
    old.rest()
    site.complete(case, "write")
    site.complete(case, "read")
    assert site.ended(case).state == "completed"


def _worker(worker: Site, site: Site, name: str) -> Site:
    """Make a worker of a build of its own for the queue of the site."""
    worker.options = replace(site.options, build=f"{name}-{uuid.uuid4().hex}")
    return worker


def _made_current(worker: Site) -> bool:
    """Do what the operator does when a build shall get the work; the server must have heard of it."""
    command = [temporal_server.executable(), "worker", "deployment", "set-current-version"]
    named = ["--deployment-name", DEPLOYMENT, "--build-id", worker.options.build, "--yes"]
    told = [*command, *named, "--address", worker.address]
    return subprocess.run(told, capture_output=True, check=False).returncode == 0
