"""The files of a process definition as one value: hashed, packed, carried by every case."""

import base64
import hashlib
import json
import re
import zlib
from dataclasses import dataclass, field
from functools import cached_property

_ENCODING = re.compile(r"""^(\s*<\?xml[^>]*?)\s+encoding=(?:"[^"]*"|'[^']*')""")
MAX_BYTES = 32_000_000
"""Largest bundle, unpacked."""


@dataclass(frozen=True)
class Bundle:
    """The files of a definition, as text: BPMN, and DMN and forms by file name."""

    bpmn: str
    dmn: dict[str, str] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.sha256)

    @cached_property
    def canonical(self) -> bytes:
        """The bundle as JSON with sorted keys: the same files give the same bytes."""
        content = {"bpmn": self.bpmn, "dmn": self.dmn, "forms": self.forms}
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()

    @cached_property
    def sha256(self) -> str:
        """The hash that pins a running case to this definition."""
        return hashlib.sha256(self.canonical).hexdigest()

    @cached_property
    def bpmn_bytes(self) -> bytes:
        """The diagram as UTF-8; its text may still declare the encoding of the file it was read from."""
        return _ENCODING.sub(r"\1", self.bpmn.lstrip("\ufeff"), count=1).encode()

    def pack(self) -> str:
        """Give the bundle as base64 text of its compressed JSON."""
        return base64.b64encode(zlib.compress(self.canonical, 9)).decode()

    @classmethod
    def unpack(cls, packed: str) -> "Bundle":
        """Restore what `pack` gave; raises ValueError for anything else, and for more than `MAX_BYTES`."""
        unpacking = zlib.decompressobj()
        try:
            data = unpacking.decompress(base64.b64decode(packed, validate=True), MAX_BYTES)
            if unpacking.unconsumed_tail or not unpacking.eof:
                raise ValueError(f"a bundle has at most {MAX_BYTES:,} bytes")
            content = json.loads(data)
            bundle = cls(content["bpmn"], dict(content["dmn"]), dict(content["forms"]))
            for text in (bundle.bpmn, *bundle.dmn.values(), *bundle.forms.values()):
                text.encode()  # a text that no file can hold is none
        except (zlib.error, AttributeError, KeyError, TypeError, RecursionError) as error:
            raise ValueError(f"no packed bundle: {error}") from None
        return bundle
