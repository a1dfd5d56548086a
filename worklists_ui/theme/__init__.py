"""Colours, type and server options of the screens: calm, clinical, dense but readable.

Given to Streamlit as configuration by `worklists_ui.app`, so no file outside of the package is needed.
"""

from pathlib import Path
from typing import Any

STYLE = Path(__file__).parent / "style.css"
ICON = Path(__file__).parent / "icon.svg"
LOGO = Path(__file__).parent / "logo.svg"

FONT = "'Source Sans', 'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"

THEME: dict[str, Any] = {
    "theme.base": "light",
    "theme.primaryColor": "#0b6e6e",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#f3f6f8",
    "theme.textColor": "#1f2a37",
    "theme.borderColor": "#d5dbe3",
    "theme.linkColor": "#0b5f8a",
    "theme.baseRadius": "0.5rem",
    "theme.baseFontSize": 15,
    "theme.font": FONT,
    "theme.headingFont": FONT,
    "theme.headingFontSizes": ["1.75rem", "1.35rem", "1.15rem", "1rem", "1rem", "0.9rem"],
    "theme.showWidgetBorder": True,
    "theme.metricValueFontSize": "1.45rem",
    "theme.sidebar.backgroundColor": "#eef3f4",
}

# Nothing leaves the hospital, nothing is shown of the code, a foreign page gets no socket.
SERVER: dict[str, Any] = {
    "server.headless": True,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 5,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "runner.magicEnabled": False,
    "logger.hideWelcomeMessage": True,
    "global.disableWidgetStateDuplicationWarning": True,  # meant: worklists_ui/preset.py
}
