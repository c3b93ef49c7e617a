"""Real places for a class to meet: a WebDAV share and an S3 bucket on this machine, and ones that misbehave."""

import secrets
import socket
import threading
import time
from contextlib import contextmanager

USER, PASSWORD = "class", "secret"


def as_learner(monkeypatch, password=PASSWORD):
    """Say who one is, as a teacher does it for a class: in the environment."""
    monkeypatch.setenv("KVI_CLASS_USER", USER)
    monkeypatch.setenv("KVI_CLASS_PASSWORD", password)


@contextmanager
def webdav(folder, wrap=lambda app: app, certificate=None):
    """A WebDAV share of a folder, with a name and a password; gives its address."""
    from cheroot import wsgi
    from cheroot.ssl.builtin import BuiltinSSLAdapter
    from wsgidav.wsgidav_app import WsgiDAVApp

    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(folder)},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
            "logging": {"enable": False},
            "verbose": 0,
        }
    )
    server = wsgi.Server(("127.0.0.1", 0), wrap(app), numthreads=10, request_queue_size=128, shutdown_timeout=1)
    if certificate:
        server.ssl_adapter = BuiltinSSLAdapter(*certificate)
    server.prepare()
    threading.Thread(target=server.serve, daemon=True).start()
    try:
        yield f"{'webdavs' if certificate else 'webdav'}://127.0.0.1:{server.bind_addr[1]}"
    finally:
        server.stop()


def slow(seconds):
    """A share that thinks for so long about every request."""

    def wrap(app):
        def later(environ, start_response):
            time.sleep(seconds)
            return app(environ, start_response)

        return later

    return wrap


def cut(after):
    """A share that reads no more than so many bytes of what is put there, then hangs up."""

    def wrap(app):
        def broken(environ, start_response):
            if environ["REQUEST_METHOD"] == "PUT":
                environ["wsgi.input"].read(after)
                raise ConnectionResetError
            return app(environ, start_response)

        return broken

    return wrap


def full(app):
    """A share without any room."""

    def refuse(environ, start_response):
        if environ["REQUEST_METHOD"] == "PUT":
            start_response("507 Insufficient Storage", [("Content-Length", "0")])
            return [b""]
        return app(environ, start_response)

    return refuse


@contextmanager
def silent():
    """A server that takes calls and never says a word; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"webdav://127.0.0.1:{server.getsockname()[1]}"


@contextmanager
def bucket(monkeypatch):
    """An S3 bucket; gives its address."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    boto3.client("s3", aws_access_key_id=USER, aws_secret_access_key=PASSWORD).create_bucket(Bucket="kvi-class")
    try:
        yield f"s3://kvi-class/{secrets.token_hex(4)}"  # all such servers of one process share their buckets
    finally:
        server.stop()


def knows_nobody(monkeypatch):
    """Let buckets ask who one is from now on; they know nobody."""
    monkeypatch.setattr("moto.settings.INITIAL_NO_AUTH_ACTION_COUNT", 0)


def certificate_for(folder):
    """Files of a certificate that no browser and no library trusts."""
    import trustme

    own = trustme.CA().issue_cert("127.0.0.1")
    own.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    own.private_key_pem.write_to_path(folder / "key.pem")
    return str(folder / "cert.pem"), str(folder / "key.pem")
