"""Keys that Streamlit's buttons cannot have: one that puts the cursor into a field, one that presses a button by a sign.

They are not heard while somebody types, but for those with ``ctrl+``: the field is left first, so that what was typed
counts. Escape leaves such a field and what was typed in it. A row that was selected by key is brought into sight.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import streamlit as st

_SCRIPT = """
const show = ({ grid, row, height, moved }) => {
  if (!moved || window.carelaneMoved === moved) return;
  window.carelaneMoved = moved;
  const found = document.querySelector(grid);
  const page = document.querySelector("[data-testid=stMain]");
  if (!found || !page) return;
  const at = found.getBoundingClientRect().top + height * (row + 1.5);
  if (at < 160 || at > window.innerHeight - 60) page.scrollBy({ top: at - window.innerHeight / 2 });
};
export default function ({ data }) {
  show(data);
  const typing = (node) => node && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName));
  const press = (event) => {
    const found = document.querySelector(data.keys["ctrl+" + event.key.replace(/^[A-Z]$/, (letter) => letter.toLowerCase())] || "#none");
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    if (document.activeElement) document.activeElement.blur();
    setTimeout(() => found.click(), 50);
  };
  const hear = (event) => {
    if (event.altKey) return;
    if (event.ctrlKey || event.metaKey) return press(event);
    if (typing(event.target)) {
      const ours = Object.values(data.keys).some((each) => event.target.matches(each));
      if (event.key === "Escape" && ours) { event.preventDefault(); event.target.blur(); }
      return;
    }
    const found = data.keys[event.key] && document.querySelector(data.keys[event.key]);
    if (!found) return;
    event.preventDefault();
    if (typing(found)) { found.focus(); found.select(); } else { found.click(); }
  };
  document.addEventListener("keydown", hear, true);
  return () => document.removeEventListener("keydown", hear, true);
}
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a grid to bring into sight: ``height`` of one in pixels; ``moved`` is another number each time."""

    grid: str = "[data-testid=stDataFrame]"
    row: int = 0
    height: int = 0
    moved: int = 0


def listen(keys: Mapping[str, str], row: Row | None = None) -> None:
    """Focus or press what these selectors find when their keys are pressed; ``ctrl+Enter`` is one with Ctrl or Cmd."""
    mount = st.components.v2.component("carelane_keys", html="<span></span>", js=_SCRIPT)
    mount(key="keys", data={"keys": dict(keys), **asdict(row or Row())})
