"""The BPMN diagram of a case with its live tokens: our own Streamlit component on bpmn-js.

Arguments go to the browser as JSON and come out there as text only. The bundle `dist/diagram.js` is built
from `source/` (``npm ci --ignore-scripts && npm run build`` in this folder) and committed. It is served under
`/assets/diagram` by `worklists_ui.assets`: Streamlit serves files of a component only out of the folder of
the package that is named like the distribution.
"""

import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from worklists_ui.translation import translator

BUNDLE = Path(__file__).parent / "dist" / "diagram.js"
ADDRESS = "/assets/diagram/diagram.js"
HEIGHT = 460
_DRAWING = "BPMNDiagram"

_LOADER = """
const bundle = import(new URL("@ADDRESS@", document.baseURI));
export default function (component) {
  let close = null;
  let closed = false;
  bundle.then((module) => {
    if (!closed) close = module.default(component);
  });
  return () => {
    closed = true;
    if (close !== null) close();
  };
}
"""


@dataclass(frozen=True, slots=True)
class Marks:
    """What to show on the diagram: element ids, the number of live tokens of each, and of ``visits`` where several.

    ``pool`` is the participant of this case: the others are drawn pale. ``flows`` are the sequence flows
    that were taken. ``names`` replace the names in the file (the reader's language).
    """

    active: dict[str, int] = field(default_factory=dict)
    done: tuple[str, ...] = ()
    visits: dict[str, int] = field(default_factory=dict)
    overdue: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    pool: str = ""
    selected: str = ""
    names: dict[str, str] = field(default_factory=dict)
    heat: dict[str, int] = field(default_factory=dict)
    """How hot an element is, 1 to 5; with any the legend tells of heat and of nothing else."""
    notes: dict[str, str] = field(default_factory=dict)
    """A short text on an element."""


@cache
def _loader() -> str:
    """Give the small script that loads the bundle; its hash in the address lets browsers keep it."""
    digest = hashlib.sha256(BUNDLE.read_bytes()).hexdigest()[:16]
    return _LOADER.replace("@ADDRESS@", f"{ADDRESS}?{digest}")


def _words() -> dict[str, str]:
    """Give the texts on and around the diagram in the reader's language."""
    _ = translator()
    return {
        "diagram": _("Process diagram. Plus and minus zoom, zero shows all, arrow keys move."),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "fit": _("Show all"),
        "fit_help": _("Show the whole diagram"),
        "now": _("Where it is now"),
        "now_help": _("Go to the step where the case is now"),
        "active": _("now here"),
        "overdue": _("overdue"),
        "incident": _("technical incident"),
        "done": _("done"),
        "visits": _("{count} times here"),
        "heat": _("time that cases stood here, from little to most"),
        "broken": _("The diagram cannot be drawn."),
    }


def arguments(xml: str, marks: Marks, height: int = HEIGHT) -> dict[str, Any]:
    """Give the JSON object that the browser part reads."""
    return {
        "xml": xml,
        "active": marks.active,
        "done": list(marks.done),
        "visits": marks.visits,
        "overdue": list(marks.overdue),
        "incidents": list(marks.incidents),
        "flows": list(marks.flows),
        "pool": marks.pool,
        "selected": marks.selected,
        "names": marks.names,
        "heat": marks.heat,
        "notes": marks.notes,
        "height": height,
        "words": _words(),
    }


def draw(xml: str, marks: Marks, *, key: str, height: int = HEIGHT) -> str:
    """Draw the diagram; gives the id of the element that the person chose, or an empty text.

    A file without a drawing (it runs all the same) is told as that, not as a picture that broke.
    """
    if _DRAWING not in xml:
        _ = translator()
        st.caption(_("The file of this process holds no diagram."))
        return ""
    mount = st.components.v2.component("carelane_diagram", js=_loader())
    result = mount(
        key=key,
        data=arguments(xml, marks, height),
        on_element_change=lambda: None,
        height="content",
    )
    return str(result.get("element") or "")
