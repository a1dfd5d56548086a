"""Runs the tests of a manifest and tells what each case showed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bpmn.conformance import Observed, run_case
from bpmn.conformance.manifest import Manifest
from bpmn.conformance.mutation import mutate_bpmn
from bpmn.conformance.report import Row, compared, listed

ReadFile = Callable[[str], bytes]
"""Gives a file of the folder by the name that the manifest has for it; raises ValueError, OSError."""

_OWN = frozenset(["MARKER_exists", "DATA_correct"])
"""Labels that the host writes by itself."""


def run_tests(manifest: Manifest, read: ReadFile, seed: int | None = None) -> Iterator[Row]:
    """Run every case, and with a seed every case of the changed file as well, which then counts."""
    for test in manifest.tests:
        for case in test["cases"]:
            plain = _row(test, case, read, None)
            yield plain if seed is None else compared(plain, _row(test, case, read, seed))


def _row(test: Mapping[str, Any], case: Mapping[str, Any], read: ReadFile, seed: int | None) -> Row:
    expect = case["expect"]
    name = f"{test['name']} {case['id']}"
    expected = f"{listed(expect['trace'])}; {' or '.join(expect['outcome'])}"
    try:
        data = read(test["file"])
        observed = _observed(test, case, data, seed)
    except Exception as error:  # noqa: BLE001 - a broken file is one failed case, whatever it breaks
        return Row(test["group"], name, fits=False, expected=expected, got=f"no result: {error!r}")
    got = f"{listed(observed.trace)}; {observed.outcome}"
    fits = observed.fits(expect)
    note = observed.reason or ("" if fits else _impossible(expect["trace"], data))
    return Row(test["group"], name, fits, expected, got, note)


def _impossible(trace: Sequence[str], data: bytes) -> str:
    """Say which expected labels no task of the file can write; nothing where all could."""
    labels = sorted({each for each in trace if each not in _OWN and each.encode() not in data})
    return f"no task of the file has the label {', '.join(labels)}" if labels else ""


def _observed(
    test: Mapping[str, Any], case: Mapping[str, Any], data: bytes, seed: int | None
) -> Observed:
    if seed is None:
        return run_case(data, test["file"], test, case)
    changed = mutate_bpmn(data, seed)
    renamed = {**test, "process": changed.id(test["process"])}
    also = {**case, "also_start": [changed.id(one) for one in case["also_start"]]}
    return run_case(changed.data, test["file"], renamed, also)
