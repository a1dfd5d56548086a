"""Makes the message catalogs: ``python -m worklists_ui.catalogs`` after a text was added or changed.

It reads every ``_("...")`` of this package into `i18n/messages.pot`, brings each language's `messages.po` up to
date (new texts are left empty for the translator) and compiles the `messages.mo` that the screens read.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent
FOLDER = PACKAGE / "i18n"
TRANSLATED = ("zh_CN",)
WIDTH = 100
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def extracted() -> Catalog:
    """Read the texts of the package's code."""
    found = Catalog(project="Carelane", charset="utf-8", fuzzy=False)
    methods = [("components/*/node_modules/**", "ignore"), ("**.py", "python")]
    for file, line, text, comments, context in extract_from_dir(
        PACKAGE, method_map=methods, keywords={"_": None}
    ):
        found.add(text, None, [(file, line)], auto_comments=comments, context=context)
    return found


def stored(language: str) -> Catalog:
    """Read a language's catalog."""
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language)


def po_file(language: str) -> Path:
    """Name the file that translators edit."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def compiled(catalog: Catalog) -> bytes:
    """Give the compiled form of a catalog, the same bytes for the same texts."""
    catalog.creation_date = catalog.revision_date = EPOCH
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """List the texts that have no translation."""
    return [str(message.id) for message in catalog if message.id and not message.string]


def _write(catalog: Catalog, path: Path) -> None:
    """Write a catalog without line numbers and dates, so that it changes only when a text does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER)
        write_po(file, catalog, width=WIDTH, no_location=True, omit_header=True, sort_output=True)


def renew() -> dict[str, list[str]]:
    """Write all catalogs anew; tell what each language still lacks."""
    template = extracted()
    _write(template, FOLDER / "messages.pot")
    missing = {}
    for language in TRANSLATED:
        path = po_file(language)
        catalog = stored(language) if path.exists() else Catalog(locale=language)
        catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalog.obsolete.clear()
        _write(catalog, path)
        path.with_suffix(".mo").write_bytes(compiled(stored(language)))
        missing[language] = untranslated(catalog)
    return missing


if __name__ == "__main__":
    for language, texts in renew().items():
        for text in texts:
            print(f"{language}: {text}")  # noqa: T201 - a tool of the command line
