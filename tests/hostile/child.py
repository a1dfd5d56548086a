"""Runs the whole corpus in a process of its own, under the audit hook, and reports a line of JSON a case.

``python -m tests.hostile.child CANARY PORT``: CANARY is a file that nothing may read, PORT a port that nothing
may connect to. A case that hangs is named on the error stream and ends the process.
"""

import faulthandler
import importlib
import json
import resource
import sys
import time
import traceback

from tests.hostile import watch

GROUPS = ("files", "crossed", "endless", "others")
HANG_SECONDS = 120
RENEWED_AFTER = 5
"""Seconds for which one watchdog will do: each is a thread, and most cases take a thousandth of that."""
MEMORY = 3_000_000_000


def main() -> None:
    """Run every group's cases."""
    canary, port, *chosen = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    watch.begin()
    for name in chosen or GROUPS:
        group = importlib.import_module(f"tests.hostile.{name}")
        group.warm_up()
        watched_from = -float(RENEWED_AFTER)
        for case, run in group.cases(canary, int(port)):
            if time.monotonic() - watched_from > RENEWED_AFTER:
                faulthandler.dump_traceback_later(HANG_SECONDS, exit=True)
                watched_from = time.monotonic()
            print(json.dumps(_report(name, case, run)), flush=True)  # noqa: T201 - the report
        faulthandler.cancel_dump_traceback_later()


def _report(group: str, case: str, run: object) -> dict[str, object]:
    events: list[str] = []
    print(f"{group}: {case}", file=sys.stderr, flush=True)  # noqa: T201 - names what hangs
    begin = time.perf_counter()
    try:
        with watch.watched(events):
            ran = run()  # type: ignore[operator]
    except Exception:  # noqa: BLE001 - any exception is a finding of the test
        return {
            "group": group,
            "case": case,
            "crash": traceback.format_exc()[-2500:],
            "events": events,
        }
    return {
        "group": group,
        "case": case,
        "outcome": ran.outcome,
        "refused": ran.refused[:20],
        "incidents": sorted(set(ran.incidents)),
        "seen": ran.seen[:100_000],
        "events": events[:20],
        "seconds": time.perf_counter() - begin,
    }


if __name__ == "__main__":
    main()
