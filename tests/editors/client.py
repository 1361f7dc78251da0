"""A client of the Language Server Protocol, as small as the tests need."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS = 30
_ABLE = {
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["plaintext"], "snippetSupport": True}},
        "hover": {"contentFormat": ["plaintext"]},
        "publishDiagnostics": {},
    }
}
_SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
    "http": {"proxy": "", "proxyStrictSSL": False},
}


class Client:
    """A language server over its standard input and output; files are opened as an editor has them."""

    def __init__(self, command: list[str], root: Path) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._asked = self._opened = 0
        self.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": _ABLE})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": _SETTINGS})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait(SECONDS)
        self._listener.join(SECONDS)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def open(self, path: Path, text: str) -> list[str]:
        """Open a file with a text that need not be the one on disk, and return what the server finds wrong."""
        self._opened += 1
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": self._opened, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return self._faults()

    def close(self, path: Path) -> None:
        """Close a file; the server then takes back what it said of it."""
        self._tell("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})
        self._faults()

    def complete(self, path: Path, line: int, character: int) -> dict[str, str]:
        """Return what is offered at a place (counted from 0): labels and their descriptions."""
        said = self.ask("textDocument/completion", _place(path, line, character))
        return {each["label"]: _words(each.get("documentation", "")) for each in said["items"]}

    def hover(self, path: Path, line: int, character: int) -> str:
        """Return what is shown when the mouse rests at a place (counted from 0)."""
        said = self.ask("textDocument/hover", _place(path, line, character))
        return _words(said["contents"]) if said else ""

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Send a request and return the answer to it."""
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        return self._wait(lambda each: each.get("id") == number and "method" not in each)["result"]

    def _faults(self) -> list[str]:
        said = self._wait(lambda each: each.get("method") == "textDocument/publishDiagnostics")
        return [each["message"] for each in said["params"]["diagnostics"]]

    def _tell(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while True:
            said = self._heard.get(timeout=SECONDS)
            if wanted(said):
                return said
            if (
                "id" in said and "method" in said
            ):  # The server asks; an editor without settings of its own says nothing.
                self._send({"id": said["id"], "result": None})

    def _listen(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        while head := pipe.readline():
            length = int(head.partition(b":")[2])
            while pipe.readline().strip():
                pass
            self._heard.put(json.loads(pipe.read(length)))


def _place(path: Path, line: int, character: int) -> dict[str, Any]:
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}}


def _words(said: Any) -> str:
    return str(said["value"] if isinstance(said, dict) else said)
