"""A visitor of a running Regie, over plain HTTP: follows links, sends forms, keeps its cookies."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from local import ports

REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True)
class Answer:
    """What came back: after redirects, with the address where it came from."""

    status: int
    url: str
    body: str
    kind: str = ""


@dataclass(frozen=True)
class Form:
    """A form as it stands on a page: where it goes, what is in it, and what a person reads in it."""

    action: str
    method: str
    fields: tuple[tuple[str, str], ...]
    text: str


class Page(HTMLParser):
    """The links and forms of one page."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._form: tuple[str, str] | None = None
        self._fields: list[tuple[str, str]] = []
        self._text: list[str] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "form":
            self._form = (given.get("action", ""), given.get("method", "get").lower())
            self._fields, self._text = [], []
        elif self._form and tag in ("input", "button") and given.get("name"):
            self._fields.append((given["name"], given.get("value", "")))

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form:
            text = " ".join(" ".join(self._text).split())
            self.forms.append(Form(*self._form, tuple(self._fields), text))
            self._form = None


@dataclass
class Visitor:
    """Someone at this computer. Host names are told but not looked up: every connection goes to 127.0.0.1."""

    port: int
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def get(self, address: str) -> Answer:
        return self._follow("GET", address, None)

    def send(self, form: Form, page: Answer) -> Answer:
        """Sends a form that stands on this page."""
        return self._follow("POST", urljoin(page.url, form.action or page.url), urlencode(form.fields))

    def is_here(self, address: str) -> bool:
        """Whether this address is of the Regie being visited."""
        parts = urlsplit(address)
        return parts.scheme in ("http", "") and (parts.port or self.port) == self.port

    def _follow(self, method: str, address: str, body: str | None) -> Answer:
        url = urljoin(f"http://localhost:{self.port}/", address)
        for _ in range(10):
            status, headers, text = self._ask(method, url, body)
            if status not in REDIRECTS:
                return Answer(status, url, text, headers.get("Content-Type", ""))
            url = urljoin(url, headers.get("Location", ""))
            if not self.is_here(url):
                break
            method, body = "GET", None
        return Answer(0, url, "te veel doorverwijzingen, of naar een ander adres")

    def _ask(self, method: str, url: str, body: str | None) -> tuple[int, http.client.HTTPMessage, str]:
        parts = urlsplit(url)
        jar = self.cookies.setdefault(parts.hostname or "", {})
        headers = {"Host": parts.netloc, "Referer": url, "Accept": "text/html"}
        if jar:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line = http.client.HTTPConnection(ports.HOST, self.port, timeout=60)
        try:
            line.request(method, parts.path + (f"?{parts.query}" if parts.query else ""), body, headers)
            answer = line.getresponse()
            for header in answer.headers.get_all("Set-Cookie", []):
                jar.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
            return answer.status, answer.headers, answer.read().decode(errors="replace")
        except OSError as error:
            return 0, http.client.HTTPMessage(), str(error)
        finally:
            line.close()
