import shutil
import subprocess
from pathlib import Path

import pytest

from worklists_ui.components import diagram

FOLDER = Path(diagram.__file__).parent
ESBUILD = FOLDER / "node_modules" / ".bin" / "esbuild"


@pytest.mark.skipif(
    not ESBUILD.exists() or shutil.which("node") is None,
    reason="the diagram's build tools are not installed (npm ci --ignore-scripts)",
)
def test_the_committed_diagram_is_what_its_sources_give(tmp_path: Path) -> None:
    built = tmp_path / "diagram.js"
    subprocess.run(
        [
            str(ESBUILD),
            "source/diagram.js",
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--charset=utf8",
            "--loader:.css=text",
            "--legal-comments=inline",
            f"--outfile={built}",
        ],
        cwd=FOLDER,
        check=True,
        capture_output=True,
    )
    assert built.read_bytes() == diagram.BUNDLE.read_bytes()


def test_the_bundle_brings_its_licences() -> None:
    notices = (diagram.BUNDLE.parent / "LICENSES.txt").read_text("utf-8")
    assert "bpmn-js 18." in notices
    assert "MUST NOT be\nremoved or changed" in notices


def test_the_lockfile_names_no_address_to_download_from() -> None:
    assert '"resolved"' not in (FOLDER / "package-lock.json").read_text("utf-8")
