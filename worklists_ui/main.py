"""The script that Streamlit runs for every page: who is it, which pages exist, then the page itself."""

from worklists_ui.shell import run

run()
