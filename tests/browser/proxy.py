"""A proxy between page and server that does to any one kernel message what networks do: lose, delay, repeat, cut.

Bytes pass as they come; only the kernel's websockets go through Tornado, which knows where a message ends.
"""

import asyncio
import json
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from jupyter_server.services.kernels.connection.base import deserialize_binary_message, deserialize_msg_from_ws_v1
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application
from tornado.websocket import WebSocketClosedError, WebSocketHandler, websocket_connect

V1 = "v1.kernel.websocket.jupyter.org"
HOST = "127.0.0.1"
HUGE = 1 << 30  # bytes: what is too large is for the server to say


@dataclass(frozen=True)
class Fault:
    """What happens to one message on its way.

    ``drop``: it is lost. ``repeat``: it comes twice. ``delay``: it, and what follows it, comes so many seconds later.
    ``cut``: it is lost, and all connections close without a word. ``sleep``: for so many seconds all is lost while the
    connections stay, then they close. ``dark``: cut, and for so many seconds nobody gets through.
    """

    act: str
    to: str = ""  # "kernel" or "page"; "" is either
    kind: str = ""  # how its kind begins (`kind_of`); "" is any
    count: int = 1  # the so many-th of these from now on, or since the fault before
    seconds: float = 2.5

    def means(self, to: str, kind: str) -> bool:
        """Whether this is one of the messages that are counted."""
        return self.to in ("", to) and kind.startswith(self.kind)


def kind_of(message: bytes | str, subprotocol: str | None = None) -> str:
    """Type of a kernel message, then what tells it from others of its type: "comm_msg update", "status idle"."""
    if subprotocol == V1:
        header, _, _, content = (json.loads(part) for part in deserialize_msg_from_ws_v1(message)[1][:4])
    else:
        whole = json.loads(message) if isinstance(message, str) else deserialize_binary_message(message)
        header, content = whole["header"], whole["content"]
    data = content.get("data")
    more = content.get("execution_state") or (data.get("method") if isinstance(data, dict) else None)
    return f"{header['msg_type']} {more}" if more else header["msg_type"]


class Proxy:
    """Stands before the server of this port of this machine; `address` is where the page goes instead."""

    def __init__(self, server: int) -> None:
        self.server = server
        self.ways: set[asyncio.StreamWriter] = set()
        self.state, self.free = "", asyncio.Event()  # the state is the act of the fault that lasts
        self.free.set()
        self.cuts = 0
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self._wait_for(self._open())
        self.address = f"http://{HOST}:{self.port}"
        self.plan()

    def plan(self, *faults: Fault) -> threading.Event:
        """Let this happen once the way is free, each once and in this order; the event says that the last has begun."""
        return self._wait_for(self._plan(faults))

    def close(self) -> None:
        """Cut all that is open, and stop."""
        self._wait_for(self._shut())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(timeout=10)

    def _wait_for(self, action: Coroutine) -> Any:
        return asyncio.run_coroutine_threadsafe(action, self.loop).result(timeout=30)

    async def _open(self) -> None:
        app = Application([(".*", Line, {"proxy": self})], websocket_max_message_size=HUGE)
        inner = bind_sockets(0, HOST)
        self.messages, self.inner = HTTPServer(app), inner[0].getsockname()[1]
        self.messages.add_sockets(inner)
        self.bytes = await asyncio.start_server(self._connect, HOST, 0)
        self.port = self.bytes.sockets[0].getsockname()[1]

    async def _shut(self) -> None:
        self.bytes.close()
        self.messages.stop()
        self.cut()

    async def _plan(self, faults: tuple[Fault, ...]) -> threading.Event:
        await self.free.wait()
        self.faults, self.struck, self.counted = list(faults), threading.Event(), 0
        self.heard: list[tuple[str, str]] = []  # direction and kind of each kernel message since this plan
        return self.struck

    async def _connect(self, page: asyncio.StreamReader, to_page: asyncio.StreamWriter) -> None:
        """Pass bytes both ways, on a way of their own."""
        self.ways.add(to_page)
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await page.readuntil(b"\r\n\r\n")
            if self.state != "dark":
                is_kernel = b"/channels" in head.partition(b"\r\n")[0]
                server, to_server = await asyncio.open_connection(HOST, self.inner if is_kernel else self.server)
                to_server.write(head)
                await asyncio.gather(self._pour(page, to_server), self._pour(server, to_page))
        self.ways.discard(to_page)
        to_page.close()

    async def _pour(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(1 << 16):
                if self.state != "sleep":
                    target.write(data)
                    await target.drain()
        target.close()

    def cut(self) -> None:
        """Close all connections without a word."""
        self.cuts += 1
        for way in self.ways:
            way.transport.abort()

    async def pass_on(self, to: str, kind: str, send: Callable[[], None]) -> None:
        """Pass a message on, unless something happens to it."""
        self.heard.append((to, kind))
        if self.state == "sleep":
            return
        fault = self.faults[0] if self.faults else None
        self.counted += bool(fault and fault.means(to, kind))
        if not fault or self.counted < fault.count:
            send()
            return
        del self.faults[0]
        self.counted = 0
        if not self.faults:
            self.struck.set()
        if fault.act == "repeat":
            send()
            send()
        elif fault.act == "delay":
            await asyncio.sleep(fault.seconds)
            send()
        elif fault.act in ("cut", "sleep", "dark"):
            self.state = fault.act
            self.free.clear()
            if fault.act != "sleep":
                self.cut()
            self.loop.call_later(0 if fault.act == "cut" else fault.seconds, self._recover)

    def _recover(self) -> None:
        if self.state == "sleep":
            self.cut()
        self.state = ""
        self.free.set()


class Line(WebSocketHandler):
    """One kernel websocket of the page, and the one of the server that belongs to it."""

    def initialize(self, proxy: Proxy) -> None:
        self.proxy, self.born = proxy, proxy.cuts

    async def get(self) -> None:
        headers = {name: value for name, value in self.request.headers.items() if not name.startswith("Sec-")}
        request = HTTPRequest(f"ws://{HOST}:{self.proxy.server}{self.request.uri}", headers=headers)
        asked = self.request.headers.get("Sec-WebSocket-Protocol", "").replace(" ", "")
        try:
            self.far = await websocket_connect(request, subprotocols=asked.split(","), max_message_size=HUGE)
        except (HTTPClientError, OSError) as error:
            self.set_status(getattr(error, "code", 502))
        else:
            self.subprotocol = self.far.selected_subprotocol
            await super().get()

    def check_origin(self, origin: str) -> bool:
        return True  # for the server to say

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        return self.subprotocol

    def open(self) -> None:
        self.reading = self.proxy.loop.create_task(self._read())

    async def _read(self) -> None:
        while (message := await self.far.read_message()) is not None:
            await self._pass_on("page", self, message)
        self.close(self.far.close_code, self.far.close_reason)

    async def on_message(self, message: bytes | str) -> None:
        await self._pass_on("kernel", self.far, message)

    async def _pass_on(self, to: str, end: Any, message: bytes | str) -> None:
        def send() -> None:
            with suppress(WebSocketClosedError):  # closed in the meantime: lost
                end.write_message(message, binary=isinstance(message, bytes))

        if self.born == self.proxy.cuts:  # else the line was cut with this message in it
            await self.proxy.pass_on(to, kind_of(message, self.subprotocol), send)

    def on_close(self) -> None:
        self.far.close()
