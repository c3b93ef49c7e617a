"""The proxy of the browser tests does to a message what is asked, and nothing to all others."""

import asyncio
import json
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from jupyter_server.services.kernels.connection.base import serialize_binary_message, serialize_msg_to_ws_v1
from tornado.httpclient import HTTPClientError
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler, websocket_connect

from tests.browser.proxy import HOST, V1, Fault, Proxy, kind_of


def status(state: str, n: int) -> str:
    return json.dumps({"header": {"msg_type": "status", "n": n}, "content": {"execution_state": state}})


def number(message: str | bytes | None) -> int | None:
    return json.loads(message)["header"]["n"] if message else None


class Echo(WebSocketHandler):
    def select_subprotocol(self, subprotocols):
        return subprotocols[0] if subprotocols and subprotocols[0] == "first" else None

    async def on_message(self, message):
        await self.write_message(message, binary=isinstance(message, bytes))


class Big(RequestHandler):
    def post(self):
        self.write(self.request.body * 2)


@pytest.fixture(scope="module")
def proxy():
    """A proxy before a server that says again what it hears."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    sockets = bind_sockets(0, HOST)

    async def serve():
        HTTPServer(Application([("/api/kernels/1/channels", Echo), ("/events", Echo), ("/big", Big)])).add_sockets(
            sockets
        )

    asyncio.run_coroutine_threadsafe(serve(), loop).result()
    one = Proxy(sockets[0].getsockname()[1])
    yield one
    one.close()
    loop.call_soon_threadsafe(loop.stop)


def run(action):
    """In a thread, because Playwright's loop may run in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, action).result()


def talk(proxy, faults, messages, path="/api/kernels/1/channels"):
    """What comes back when these are sent: numbers, and None at the end when the connection closed."""

    async def there():
        if faults is not None:
            proxy.plan(*faults)
        line = await websocket_connect(proxy.address.replace("http", "ws") + path)
        with suppress(WebSocketClosedError):
            for message in [*messages, END]:
                await line.write_message(message)
        came = []
        while not came or came[-1] not in (0, None):
            came.append(number(await line.read_message()))
        line.close()
        return [one for one in came if one != 0]

    return run(there())


THREE = [status("busy", 1), status("idle", 2), status("idle", 3)]
END = status("end", 0)


@pytest.mark.parametrize("to", ["kernel", "page"])
@pytest.mark.parametrize(("act", "came"), [("drop", [1, 3]), ("repeat", [1, 2, 2, 3]), ("delay", [1, 2, 3])])
def test_one_message_meets_its_fate_in_either_direction(proxy, act, came, to):
    start = time.monotonic()
    assert talk(proxy, [Fault(act, to, "status idle", seconds=0.2)], THREE) == came
    assert time.monotonic() - start > 0.2 or act != "delay"
    assert proxy.struck.is_set()
    assert talk(proxy, [], THREE) == [1, 2, 3]
    assert proxy.heard.count(("page", "status idle")) == proxy.heard.count(("kernel", "status idle")) == 2


@pytest.mark.parametrize("to", ["kernel", "page"])
@pytest.mark.parametrize("act", ["cut", "sleep"])
def test_after_a_cut_nothing_comes_until_somebody_connects_again(proxy, act, to):
    start = time.monotonic()
    came = talk(proxy, [Fault(act, to, "status idle", seconds=0.2)], THREE)
    assert came in ([1, None], [None])  # what was under way may be lost as well
    assert time.monotonic() - start > 0.2 or act != "sleep"
    assert talk(proxy, [], THREE) == [1, 2, 3]


def test_in_the_dark_nobody_gets_through_and_afterwards_all_do(proxy):
    assert talk(proxy, [Fault("dark", seconds=1)], THREE) == [None]
    with pytest.raises(HTTPClientError):
        talk(proxy, None, THREE)
    assert talk(proxy, [], THREE) == [1, 2, 3]


def test_the_so_many_th_message_is_meant_whatever_its_kind(proxy):
    assert talk(proxy, [Fault("drop", "kernel", count=3)], THREE) == [1, 2]
    assert talk(proxy, [Fault("drop", "page", "status", count=2)], THREE) == [1, 3]
    assert talk(proxy, [Fault("drop", "page"), Fault("repeat", "page", "status idle")], THREE) == [2, 2, 3]
    assert proxy.struck.is_set()
    assert talk(proxy, [Fault("drop", kind="comm_msg")], THREE) == [1, 2, 3]
    assert not proxy.struck.is_set()


def test_other_websockets_and_requests_pass_as_they_are(proxy):
    assert talk(proxy, [Fault("drop")], THREE, path="/events") == [1, 2, 3]
    assert not proxy.struck.is_set()
    body = b"\0\xff" * 3_000_000
    assert urllib.request.urlopen(f"{proxy.address}/big", body).read() == body * 2
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{proxy.address}/nothing")


def test_the_server_chooses_how_both_speak(proxy):
    async def chosen(*asked):
        line = await websocket_connect(
            f"{proxy.address.replace('http', 'ws')}/api/kernels/1/channels", subprotocols=list(asked)
        )
        name = line.selected_subprotocol
        line.close()
        return name

    assert run(chosen("first", "second")) == "first"
    assert run(chosen("third")) is None


def test_a_kind_is_read_from_every_form_of_kernel_message():
    parts = {
        "header": {"msg_type": "comm_msg"},
        "parent_header": {},
        "metadata": {},
        "content": {"data": {"method": "update"}},
    }
    v1 = serialize_msg_to_ws_v1(parts | {"buffers": []}, "shell", pack=lambda part: json.dumps(part).encode())
    header = {"msg_type": "comm_msg", "date": "2026-11-27T09:00:00Z"}
    binary = serialize_binary_message(parts | {"header": header, "parent_header": {}, "buffers": [b"x"]})
    assert kind_of(v1, V1) == kind_of(binary) == kind_of(json.dumps(parts)) == "comm_msg update"
    assert kind_of(status("idle", 1)) == "status idle"
    assert kind_of(json.dumps({"header": {"msg_type": "execute_reply"}, "content": {"data": "x"}})) == "execute_reply"
