"""A hub on this machine's loopback that the real client talks to, with faults on request."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHER_COMMIT = "f" * 40
LARGE = (".safetensors", ".bin")
TOKEN = "hf_good"


@dataclass
class Fault:
    """What goes wrong with requests whose ``METHOD PATH`` match; ``times`` limits how often.

    ``cut`` closes after so many bytes, ``short`` says that so many are all, ``hold`` waits
    after so many for the hub's ``go``, ``flip`` changes the first byte.
    """

    match: str
    times: int = 1 << 30
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    hang: bool = False
    page: bool = False
    cut: int | None = None
    short: int | None = None
    hold: int | None = None
    flip: bool = False


class LoopbackHub:
    """Repositories by name, each a folder at one commit; ``older`` commits are listed too."""

    def __init__(self) -> None:
        self.repositories: dict[str, tuple[Path, str]] = {}
        self.older: list[str] = []
        self.faults: list[Fault] = []
        self.asked: list[str] = []
        self.gated = self.private = False
        self.xet = ""
        self.over, self.go = threading.Event(), threading.Event()
        self.hub, self.storage = self._serve(_Hub), self._serve(_Storage)

    def _serve(self, handler: type[_Handler]) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("H", (handler,), {"world": self}))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.hub.server_port}"

    def close(self) -> None:
        self.over.set()
        self.go.set()
        for server in (self.hub, self.storage):
            server.shutdown()
            server.server_close()

    def ranges(self, name: str) -> list[int]:
        """Where the requests for the content of a file began."""
        found = (
            re.match(rf"GET /(?:blob|raw)/{re.escape(name)} (\d+)", line) for line in self.asked
        )
        return [int(hit[1]) for hit in found if hit]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world: LoopbackHub

    def log_message(self, *_: object) -> None:
        return

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        begin = re.sub(r"\D", "", self.headers.get("Range", "")) or "0"
        self.world.asked.append(f"GET {path} {begin}")
        fault = next((f for f in self.world.faults if f.times and re.search(f.match, path)), None)
        if fault is not None:
            fault.times -= 1
        self.fault = fault or Fault("")
        if self.fault.hang:
            self.world.over.wait(60)
            self.close_connection = True
        elif self.fault.page:
            self.answer(200, b"<html>Log in to the hotel</html>", {"Content-Type": "text/html"})
        elif self.fault.status:
            self.answer(self.fault.status, b"{}", self.fault.headers)
        else:
            self.serve(path, int(begin))

    def do_HEAD(self) -> None:
        raise AssertionError("nobody needs HEAD")

    def serve(self, path: str, begin: int) -> None:
        raise NotImplementedError

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        fault = self.fault
        if fault.flip:
            body = bytes([body[0] ^ 1]) + body[1:]
        body = body[: fault.short]
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for at in range(0, len(body[: fault.cut]), 4096):
                self.wfile.write(body[: fault.cut][at : at + 4096])
                self.wfile.flush()
                if fault.hold is not None and at >= fault.hold:
                    self.world.go.wait(600)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        if fault.cut is not None:
            self.close_connection = True

    def json(self, value: object) -> None:
        self.answer(200, json.dumps(value).encode(), {"Content-Type": "application/json"})

    def refuse(self, status: int, code: str, message: str) -> None:
        self.answer(status, b"{}", {"X-Error-Code": code, "X-Error-Message": message})

    def content(self, path: Path, begin: int) -> None:
        data = path.read_bytes()
        headers = {"Content-Range": f"bytes {begin}-{len(data) - 1}/{len(data)}"}
        self.answer(206, data[begin:], headers)


class _Hub(_Handler):
    def serve(self, path: str, begin: int) -> None:
        world, token = self.world, self.headers.get("Authorization", "").removeprefix("Bearer ")
        good = token == TOKEN
        if token and not good:
            return self.refuse(401, "", "Invalid credentials in Authorization header")
        if hit := re.fullmatch(r"/raw/(.+)", path):
            return self.content(self.file(hit[1]), begin)
        hit = re.fullmatch(r"/api/models/([^/]+/[^/]+)/(revision|commits)/(.+)", path)
        file = re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path)
        name = (hit or file or [""] * 2)[1]
        if name not in world.repositories or (world.private and not good):
            return self.refuse(404 if good else 401, "RepoNotFound", "Repository not found")
        folder, commit = world.repositories[name]
        if world.gated and not good and file:
            return self.refuse(401, "GatedRepo", "Access is restricted")
        if file:
            return self.resolve(folder / file[3], f"{name}/{file[3]}")
        assert hit
        if hit[2] == "commits":
            rows = [commit, *world.older]
            return self.json([{"id": c, "title": "", "message": "", "authors": [],
                               "date": "2023-08-16T12:01:39.000Z"} for c in rows])  # fmt: skip
        if hit[3] not in ("main", "refs/pr/1", commit, *world.older):
            return self.refuse(404, "RevisionNotFound", f"Invalid rev id: {hit[3]}")
        sha = hit[3] if hit[3] in world.older else commit
        files = [f for f in sorted(folder.rglob("*")) if f.is_file()]
        rows = [_row(f, f.relative_to(folder).as_posix()) for f in files]
        self.json({"id": name, "sha": sha, "siblings": rows, "tags": ["license:mit"]})

    def resolve(self, path: Path, name: str) -> None:
        if path.suffix not in LARGE:
            return self.answer(307, b"", {"Location": f"/raw/{name}"})
        where = f"http://127.0.0.1:{self.world.storage.server_port}/blob/{name}"
        xet = {"X-Xet-Hash": "ab" * 32, "X-Xet-Cas-Url": self.world.xet} if self.world.xet else {}
        self.answer(302, b"", {"Location": where, **xet})

    def file(self, name: str) -> Path:
        repository, _, file = name.rpartition("/")
        return self.world.repositories[repository][0] / file


class _Storage(_Hub):
    def serve(self, path: str, begin: int) -> None:
        if self.headers.get("Authorization"):
            return self.refuse(400, "", "Only one auth mechanism allowed")
        self.content(self.file(path.removeprefix("/blob/")), begin)


def _row(path: Path, name: str) -> dict[str, object]:
    data = path.read_bytes()
    blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
    row: dict[str, object] = {"rfilename": name, "size": len(data), "blobId": blob}
    if path.suffix in LARGE:
        digest = hashlib.sha256(data).hexdigest()
        row["lfs"] = {"sha256": digest, "size": len(data), "pointerSize": 134}
    return row
