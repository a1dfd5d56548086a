"""What a page needs of the document around it: the language, the button that ends the session, a navigation that can be heard.

Streamlit puts a heading with its pages into the navigation's list as something that is no item of it; here it becomes one.
"""

from typing import Any

import streamlit as st

_SCRIPT = """
function mend() {
  for (const part of document.querySelectorAll('[data-testid="stSidebarNavItems"] > div')) {
    part.setAttribute("role", "listitem");
    for (const item of part.querySelectorAll(":scope > li")) item.setAttribute("role", "none");
  }
}
export default function ({ data, parentElement }) {
  document.documentElement.lang = data.language;
  mend();
  if (!document.documentElement.dataset.mended) {
    document.documentElement.dataset.mended = "1";
    new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
  }
  const form = parentElement.querySelector("form");
  form.querySelector("button").textContent = data.sign_out;
}
"""
_MARKUP = '<form method="post" action="/signout"><button type="submit"></button></form>'
_STYLE = """
button {
  font: inherit; font-size: 0.875rem; width: 100%; padding: 0.35rem 0.75rem; cursor: pointer; text-align: center;
  color: var(--st-text-color); background: transparent;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, 0.5rem);
}
button:hover { color: var(--st-primary-color); border-color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 1px; }
"""


def _mount(key: str, data: dict[str, Any]) -> None:
    """Mount the component; it gives nothing back."""
    mount = st.components.v2.component("carelane_frame", html=_MARKUP, css=_STYLE, js=_SCRIPT)
    mount(key=key, data=data)


def sign_out_button(language: str, text: str) -> None:
    """Set the document's language and draw the button that ends the session."""
    _mount("frame", {"language": language.replace("_", "-"), "sign_out": text})
