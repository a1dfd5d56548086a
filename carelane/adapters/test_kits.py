"""Public test kits on disk: process tests, files that must be refused, the DMN TCK.

A folder is foreign: nothing outside it is read, whatever its files name, and no file larger than the readers
take. A folder of another form is refused as a whole with `WrongForm`; a broken file is one failed case.
"""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from bpmn.conformance.manifest import WrongForm, read_manifest
from bpmn.conformance.process_tests import run_tests
from bpmn.conformance.refusals import run_refusals, summary
from bpmn.conformance.report import Report, Row
from bpmn.conformance.tck import KitFile, run_files
from bpmn.dmn.markup import KIT_BYTES
from carelane.adapters.folders import BIGGEST_FILE

MANIFEST = "manifest.json"
_MOST_MODELS = 50
"""Models of a folder that a model may import from."""
_BIGGEST_MANIFEST = 20_000_000


def conformance(folder: Path, seed: int | None = None) -> Report:
    """Run the process tests of a folder with a manifest; raises WrongForm."""
    if not (folder / MANIFEST).is_file():
        raise WrongForm(f"{folder} has no {MANIFEST}")
    try:
        text = _inside(folder, MANIFEST, _BIGGEST_MANIFEST).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise WrongForm(f"{MANIFEST} cannot be read: {error}") from None
    manifest = read_manifest(text)
    rows = run_tests(manifest, partial(_inside, folder), seed)
    return _report(rows, seed, f"{folder}: {MANIFEST} holds no case")


def constraints(folder: Path, seed: int | None = None) -> Report:
    """Check the files that must be refused, in folders named by their rule; raises WrongForm."""
    if (folder / MANIFEST).exists():
        raise WrongForm(f"{folder} has a {MANIFEST}: try `carelane conformance`")
    files = [path for path in _files(folder) if path.suffix == ".bpmn"]
    loose = [path for path in files if path.parent == folder]
    if loose or not files:
        what = (
            f"{loose[0].name} stands in no folder" if loose else "there is no .bpmn file in folders"
        )
        raise WrongForm(f"{folder}: {what}; the form is RULE/FILE.bpmn")
    named = [
        (
            path.relative_to(folder).parts[0],
            path.name,
            partial(_inside, folder, _name(folder, path)),
        )
        for path in files
    ]
    rows = tuple(run_refusals(named, seed))
    return Report(rows, seed, (summary(rows),))


def tck(folder: Path, seed: int | None = None) -> Report:
    """Run the DMN TCK's test files below a folder; raises WrongForm."""
    tests = [path for path in _files(folder) if path.suffix == ".xml" and "-test-" in path.name]
    if not tests:
        raise WrongForm(
            f"{folder}: no <model>-test-*.xml below it; the form is that of the DMN TCK"
        )
    return _report(run_files([_test_file(folder, path) for path in tests], seed), seed, "")


def _report(rows: Iterable[Row], seed: int | None, empty: str) -> Report:
    found = tuple(rows)
    if not found and empty:
        raise WrongForm(empty)
    return Report(found, seed)


def _test_file(folder: Path, path: Path) -> KitFile:
    group = str(path.parent.relative_to(folder)) if path.parent != folder else folder.resolve().name

    def read_model(name: str) -> bytes:
        if not name or Path(name).name != name:
            raise ValueError(f"the model {name!r} is no file beside the test")
        return _inside(folder, _name(folder, path.parent / name), KIT_BYTES)

    def read_others() -> dict[str, bytes]:
        beside = [each for each in sorted(path.parent.glob("*.dmn")) if each.is_file()]
        readable = [each for each in beside if each.resolve().is_relative_to(folder.resolve())]
        named = {each.name: _name(folder, each) for each in readable[:_MOST_MODELS]}
        return {name: _inside(folder, path, KIT_BYTES) for name, path in named.items()}

    read = partial(_inside, folder, _name(folder, path), KIT_BYTES)
    return KitFile(group, path.stem, read, read_model, read_others)


def _files(folder: Path) -> list[Path]:
    """Give everything below a folder, in an order that does not depend on the disk; links are not followed."""
    if not folder.is_dir():
        raise WrongForm(f"{folder} is no folder")
    return sorted(path for path in folder.rglob("*") if not path.is_dir())


def _name(folder: Path, path: Path) -> str:
    return str(path.relative_to(folder))


def _inside(folder: Path, name: str, most: int = BIGGEST_FILE) -> bytes:
    """Read a file of the folder; raises ValueError for one outside it, of another kind or too big."""
    root = folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise ValueError(f"{name!r} is outside the folder")
    if not path.is_file():
        raise ValueError(f"{name!r} is no file of the folder")
    if path.stat().st_size > most:
        raise ValueError(f"{name!r} is larger than {most // 1_000_000} MB")
    return path.read_bytes()
