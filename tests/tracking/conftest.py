"""Histories to test with: a file, and a PostgreSQL server where one is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from pathlib import Path
from urllib.parse import quote

import pytest

PASSWORD = "s3cret-Pa55word"  # noqa: S105 - to see whether it is told
NOBODY = ("setpriv", "--reuid=nobody", "--clear-groups")  # PostgreSQL refuses to run as root
SECONDS_TO_START = 20


@pytest.fixture(scope="session")
def server():
    """Start a PostgreSQL server on a socket in a folder of its own, and give the URL of its database."""
    if shutil.which("postgres") is None or shutil.which("initdb") is None:
        pytest.skip("no PostgreSQL server is installed here (Debian: postgresql)")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL refuses to run as root, and setpriv is not installed")
    other_user = NOBODY if root else ()
    place = Path(tempfile.mkdtemp(prefix="rse-pg-", dir="/tmp"))  # a socket needs a short path
    place.chmod(0o777)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    folder = str(place / "db")
    subprocess.run([*other_user, "initdb", "-D", folder, "-U", "rse", "-A", "trust", "--no-sync"], check=True, **quiet)
    options = ("-F", "-c", "listen_addresses=", "-c", "max_connections=60", "-k", str(place))
    process = subprocess.Popen([*other_user, "postgres", "-D", folder, *options], **quiet)
    started = time.monotonic()
    while not any(place.glob(".s.PGSQL.*[0-9]")):
        assert process.poll() is None, "the server did not start"
        assert time.monotonic() - started < SECONDS_TO_START, "the server does not answer"
        time.sleep(0.02)
    yield f"postgresql://rse:{PASSWORD}@/postgres?host={place}"
    process.send_signal(signal.SIGINT)
    process.wait()
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def on_server(server):
    """Give an address on the server that nobody else uses: a schema of its own."""
    import psycopg  # noqa: PLC0415 - only where there is a server

    name = f"t{uuid.uuid4().hex}"
    for _ in range(100):
        try:
            connection = psycopg.connect(server, autocommit=True)
            break
        except psycopg.OperationalError:  # it has a socket before it takes connections
            time.sleep(0.05)
    with connection:
        connection.execute(f"CREATE SCHEMA {name}")
    connection.close()
    return f"{server}&options={quote(f'-c search_path={name}')}"


@pytest.fixture(params=["file", "server"])
def address(request, tmp_path):
    """Give the address of a history that does not exist yet, on either kind of database."""
    return str(tmp_path / "history.db") if request.param == "file" else request.getfixturevalue("on_server")
