"""A browser without a window: keeps cookies, follows redirects one by one, so that each can be looked at."""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Answer:
    status: int
    address: str
    headers: list[tuple[str, str]]
    text: str

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def set_cookies(self) -> dict[str, str]:
        lines = [value for key, value in self.headers if key.lower() == "set-cookie"]
        return {line.partition("=")[0]: line for line in lines}


@dataclass
class Browser:
    address: str
    jars: dict[str, dict[str, str]] = field(default_factory=dict)
    visited: list[Answer] = field(default_factory=list)

    @property
    def cookies(self) -> dict[str, str]:
        """Give the cookies of our own site."""
        return self.jars.setdefault(self.address, {})

    def _jar(self, address: str) -> dict[str, str]:
        parts = urllib.parse.urlsplit(address)
        return self.jars.setdefault(f"{parts.scheme}://{parts.netloc}", {})

    def ask(self, path: str, body: dict[str, str] | None = None, **headers: str) -> Answer:
        address = urllib.parse.urljoin(self.address, path)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        jar = self._jar(address)
        sent["cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        data = None if body is None else urllib.parse.urlencode(body).encode()
        request = urllib.request.Request(address, data, sent)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay())
        try:
            answer = opener.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            told = Answer(
                answer.status, address, list(answer.headers.items()), answer.read().decode()
            )
        self._keep(told, jar)
        self.visited.append(told)
        return told

    def _keep(self, answer: Answer, jar: dict[str, str]) -> None:
        for line in answer.set_cookies().values():
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    jar.pop(name, None)
                else:
                    jar[name] = morsel.value

    def follow(self, path: str, body: dict[str, str] | None = None, **headers: str) -> Answer:
        """Go where the answers send it, until one is a page."""
        answer = self.ask(path, body, **headers)
        for _ in range(12):
            if answer.status not in {301, 302, 303, 307}:
                return answer
            answer = self.ask(urllib.parse.urljoin(answer.address, answer.header("location")))
        raise AssertionError([each.address for each in self.visited])

    def sign_in(self, login: str, password: str, page: str = "/") -> Answer:
        form = self.follow(page)
        return self.follow(form.address, {"login": login, "password": password})
