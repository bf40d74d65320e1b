"""The whole corpus in a browser on this machine: read only, and for no one else.

The standard library's server is enough: three pages, one reader. It listens on 127.0.0.1 alone and
answers only under that name, so that no page elsewhere can read it by giving its host our address.
"""

from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from pipeline.model.errors import Fault
from pipeline.model.outcome import plain
from pipeline.report import page, rebuild
from pipeline.report.drilldown import FATES
from pipeline.report.lookup import reading

_PAGE = 100  # rows of verdicts.tsv on one page
_COLUMNS = ("path", "fate", "of", "similarity", "why")
_IDLE = 10  # seconds that a connection may say nothing: browsers open some in advance
_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


def server(clean: Path, port: int) -> ThreadingHTTPServer:
    """A server of the pages on CLEAN, not yet started; port 0 takes any that is free."""
    reading(clean)  # A folder that is no CLEAN is told now, not at the first request.
    try:
        return _Server(clean, port)
    except OSError as error:
        raise Fault(f"port {port}: {error.strerror}; give another --port, or none") from error


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, clean: Path, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Pages)
        self.clean = clean
        self._once = Lock()
        self._report = ""

    def report(self) -> str:
        """The report, made when it is first asked for."""
        with self._once:
            self._report = self._report or rebuild.rebuild_report(self.clean, served=True)
        return self._report


class _Pages(BaseHTTPRequestHandler):
    """The answers."""

    server: _Server
    timeout = _IDLE

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").rpartition(":")[0]
        if host not in ("127.0.0.1", "localhost"):
            return self._answer(403, "Only under the name 127.0.0.1.", "text/plain")
        try:
            url = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        except ValueError:  # `GET http://[/`
            return self._answer(400, "No address.\n", "text/plain")
        try:
            found = self._page(url.path, asked)
        except Fault as fault:
            return self._answer(404, f"{plain(str(fault))}\n", "text/plain")
        except (ValueError, OSError) as error:
            told = f"{plain(str(error))}; see article-pipeline verify\n"
            return self._answer(500, told, "text/plain")
        if found is None:
            return self._answer(404, "No such page.\n", "text/plain")
        return self._answer(200, found)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _page(self, path: str, asked: Mapping[str, str]) -> str | None:
        if path == "/":
            return self.server.report()
        if path == "/article" and "path" in asked:
            return rebuild.rebuild_article(self.server.clean, asked["path"], served=True)
        if path == "/list":
            return listing(self.server.clean, *_known(asked))
        return None

    def _answer(self, code: int, text: str, media: str = "text/html") -> None:
        body = text.encode()
        self.send_response(code)
        for name, value in _HEADERS.items():
            self.send_header(name, value.replace("text/html", media))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Nothing: who reads what is no one's business."""


def listing(clean: Path, fate: str = "", q: str = "", start: int = 0) -> str:
    """One page of the verdicts that have this fate, and `q` anywhere in their row."""
    rows, total = [], 0
    for said in reading(clean).rows():
        if (fate and said["fate"] != fate) or q not in "\t".join(said.values()):
            continue
        if start <= total < start + _PAGE:
            row = {name: plain(said[name]) for name in _COLUMNS}
            hrefs = {"href": _article(said["path"]), "of_href": _article(said["of"])}
            rows.append(row | hrefs)
        total += 1

    def to(place: int) -> str:
        return "/list?" + urlencode({"fate": fate, "q": q, "start": place})

    return page.listing_page(
        rows,
        total=total,
        fate=fate,
        asked=q,
        fates=FATES,
        columns=_COLUMNS,
        before=to(max(start - _PAGE, 0)) if start else "",
        after=to(start + _PAGE) if start + _PAGE < total else "",
    )


def _article(path: str) -> str:
    return "/article?path=" + quote(path, safe="")


def _known(asked: Mapping[str, str]) -> tuple[str, str, int]:
    start = asked.get("start", "")
    place = int(start) if start.isascii() and start.isdecimal() and len(start) < 12 else 0
    return asked.get("fate", ""), asked.get("q", ""), place
