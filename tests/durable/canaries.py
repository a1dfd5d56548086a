"""Made-up patients' data, one value for each place where it is planted, and every form in which it could leak."""

import base64
import contextlib
import json
import random
import urllib.parse
import zlib
from collections.abc import Iterable, Iterator, Mapping

MAGIC = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08")
_LONGEST_STREAM = 2**20


class Canaries(dict[str, str]):
    """Values by the name of the place; a place that is asked for gets a value of its own."""

    def __missing__(self, place: str) -> str:
        chance = random.Random(f"canary {place}")
        name = "".join(chr(chance.randint(0x4E00, 0x9FA5)) for _ in range(5))
        number = "".join(chance.choice("0123456789") for _ in range(17))
        kinds = (
            name,
            f"{number}X",
            f"+86-138-{number[:11]}",
            f"{name}路{number[:3]}号",
            f"Zq{number}",
        )
        value = self[place] = kinds[len(self) % len(kinds)]
        return value


def forms(text: str) -> list[bytes]:
    """Give the ways in which a text may be written down."""
    utf8 = text.encode()
    escaped = json.dumps(text)[1:-1].encode()
    found = [
        utf8,
        escaped,
        escaped.upper().replace(b"\\U", b"\\u"),
        json.dumps(escaped.decode())[1:-1].encode(),
    ]
    found += [text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("gb18030")]
    found += [urllib.parse.quote(text).encode(), utf8.hex().encode(), utf8.hex().upper().encode()]
    for raw in (utf8, escaped):
        found += _in_base64(raw)
    return list(dict.fromkeys(found))


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """Give what stands in the middle of a base64 text that holds ``raw`` at any of the three offsets."""
    for offset in range(3):
        end = len(raw) - (len(raw) + offset) % 3
        inner = base64.b64encode(bytes(offset) + raw[:end])
        yield inner[4 if offset else 0 :]


def leaked(canaries: Mapping[str, str], texts: Iterable[bytes]) -> set[str]:
    """Name the places whose value stands in one of the texts, in whatever form, compressed or not."""
    all_forms = {place: forms(value) for place, value in canaries.items()}
    found: set[str] = set()
    for text in texts:
        for part in (text, *_inflated(text)):
            found |= {
                place
                for place, written in all_forms.items()
                if place not in found and any(form in part for form in written)
            }
    return found


def _inflated(text: bytes) -> Iterator[bytes]:
    """Give what every compressed stream within unpacks to."""
    for magic in MAGIC:
        at = text.find(magic)
        while at >= 0:
            unpacking = zlib.decompressobj(wbits=47)
            with contextlib.suppress(zlib.error):
                yield unpacking.decompress(text[at : at + _LONGEST_STREAM], _LONGEST_STREAM)
            at = text.find(magic, at + 1)
