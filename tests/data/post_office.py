"""A small SMTP server: the outside world of the tests of mails. It takes, refuses, or breaks off as it is told."""

import socketserver
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import ClassVar


@dataclass
class Letterbox:
    """What has arrived; ``answers`` are given to the next receivers instead of a welcome, ``vanish`` after the text."""

    mails: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    vanish: int = 0


class _Talk(socketserver.StreamRequestHandler):
    box: ClassVar[Letterbox]

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "RCPT" and self.box.answers:
                self.say(self.box.answers.pop(0))
            elif verb == "DATA":
                self.say("354 go on")
                if not self.take():
                    return
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        text = b"".join(lines)
        self.box.mails.append(message_from_bytes(text, policy=policy.default))  # type: ignore[arg-type]
        if self.box.vanish:
            self.box.vanish -= 1
            return False
        self.say("250 taken")
        return True

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class PostOffice:
    """Runs the server on a free port until it is closed."""

    def __init__(self) -> None:
        self.box = Letterbox()
        talk = type("Talk", (_Talk,), {"box": self.box})
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), talk)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
