"""Process folders on disk: ``process.bpmn``, ``*.dmn``, ``forms/*.form``, read into bundles and checked.

A path is a folder, or a .bpmn file whose folder holds the decisions and forms that it uses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from bpmn.definition import BPMN_FILE, Bundle
from bpmn.dmn import read_decisions
from bpmn.findings import Finding, Refused
from bpmn.forms import read_form
from bpmn.review import review
from bpmn.scenarios import read_scenarios
from bpmn.scenarios.model import Scenario

_INSIDE = {".form": "forms", ".yaml": "scenarios"}
BIGGEST_FILE = 2_000_000
"""Bytes; the readers refuse more (facts of the XML limits), and nothing more is read from disk."""


def read_bundle(path: Path) -> Bundle:
    """Read a process folder or .bpmn file. Raises `Refused` naming the file that cannot be read."""
    main = path / BPMN_FILE if path.is_dir() else path
    folder = main.parent
    return Bundle(
        bpmn=_text(main),
        dmn={file.name: _text(file) for file in sorted(folder.glob("*.dmn"))},
        forms={file.name: _text(file) for file in sorted(folder.glob("forms/*.form"))},
    )


def read_scenario_files(path: Path) -> dict[str, str]:
    """Read the scenario files of a process folder, by name. Raises `Refused` naming what cannot be read."""
    return {file.name: _text(file) for file in sorted(path.glob("scenarios/*.yaml"))}


def read_beside(folder: Path, scenarios: Iterable[Scenario]) -> dict[str, Bundle]:
    """Read the folders beside this one that scenarios name, as far as they are there. Raises `Refused`."""
    names = {name for scenario in scenarios for name in scenario.given.folders}
    there = [name for name in sorted(names) if (folder.parent / name / BPMN_FILE).exists()]
    return {name: read_bundle(folder.parent / name) for name in there}


def check_paths(paths: Iterable[Path]) -> list[Finding]:
    """Check every path and give all findings, each once and with the file's real name.

    A folder without a process of its own stands for the process folders and .bpmn files below it.
    """
    found = [finding for path in paths for each in _inside(path) for finding in _check(each)]
    return list(dict.fromkeys(found))


def read_checked(path: Path) -> tuple[Bundle, list[Finding]]:
    """Read a bundle and check it, with the warnings; raises `Refused` with the files' real names."""
    findings = _check(path)
    if any(finding.severity == "error" for finding in findings):
        raise Refused(findings)
    return read_bundle(path), findings


def _inside(path: Path) -> list[Path]:
    if not path.is_dir() or (path / BPMN_FILE).exists():
        return [path]
    files = sorted(path.rglob("*.bpmn"))
    return [each.parent if each.name == BPMN_FILE else each for each in files] or [path]


def _check(path: Path) -> list[Finding]:
    """Check one path with all that lies beside it; a decision or form by itself."""
    try:
        if path.suffix in _ALONE and not path.is_dir():
            return _ALONE[path.suffix](path)
        folder = path if path.is_dir() else path.parent
        files = read_scenario_files(folder)
        findings = review(read_bundle(path), files, _beside(folder, files))
    except Refused as refused:
        findings = list(refused.findings)
    return [replace(finding, file=_real_name(path, finding.file)) for finding in findings]


def _beside(folder: Path, files: Mapping[str, str]) -> dict[str, Bundle]:
    """Read the folders that scenarios name; what is wrong with the scenarios themselves is told by the review."""
    try:
        return read_beside(folder.resolve(), read_scenarios(files))
    except Refused:
        return {}


def _check_decisions(path: Path) -> list[Finding]:
    others = {file.name: _text(file).encode() for file in sorted(path.parent.glob("*.dmn"))}
    return list(read_decisions(_text(path).encode(), str(path), others=others).findings)


def _check_form(path: Path) -> list[Finding]:
    return list(read_form(_text(path), str(path)).findings)


_ALONE = {".dmn": _check_decisions, ".form": _check_form}


def _real_name(path: Path, file: str) -> str:
    """Say where a file of the bundle lies."""
    folder = path if path.is_dir() else path.parent
    if file == BPMN_FILE and not path.is_dir():
        return str(path)
    inside = folder / _INSIDE.get(Path(file).suffix, "") / file
    return str(inside) if inside.exists() else file


def _text(file: Path) -> str:
    """Read a text file within the limits; refuse what is missing, too big or not UTF-8."""
    try:
        if file.exists() and not file.is_file():
            raise _refused(file, "no_file", "this is no file", "move it out of the process folder")
        if file.stat().st_size > BIGGEST_FILE:
            raise _refused(file, "size", "the file is larger than 2 MB", "split the process")
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        hint = f"name a .bpmn file, or a folder that holds {BPMN_FILE}"
        raise _refused(file, "missing_file", "there is no such file", hint) from None
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise _refused(file, "unreadable", message, "look at its permissions") from None
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8 (byte {error.start})"
        raise _refused(file, "encoding", message, "save it as UTF-8") from None


def _refused(file: Path, rule: str, message: str, hint: str) -> Refused:
    return Refused([Finding("error", rule, str(file), 0, "", message, hint)])
