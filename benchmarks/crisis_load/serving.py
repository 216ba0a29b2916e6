"""`coalition serve` as a process of its own, what it takes, and a connection that asks it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crisis_load.sizes import show

IDLE_S = 30.0
START_MAX_S = 120.0


@dataclass
class Server:
    """`coalition serve` as a process."""

    process: subprocess.Popen[bytes]
    port: int
    start_s: float = 0.0

    def cpu_s(self) -> float:
        """Seconds of processor so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """Ask the process to end, and wait for that."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait()

    def memory_mb(self) -> float:
        """Memory that is resident now."""
        told = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(told.partition("VmRSS:")[2].split()[0]) / 1024


@dataclass
class Line:
    """One connection that is kept, with a session's cookie; one request at a time."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    cookie: str
    port: int
    used: float = field(default_factory=time.perf_counter)
    csrf: str = ""
    nation: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    tags: dict[str, str] = field(default_factory=dict)

    @staticmethod
    async def opened(port: int, cookie: str) -> Line:
        """A new connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
        return Line(reader, writer, cookie, port)

    async def ask(
        self, method: str, path: str, body: Any = None, more: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, heads and body of the answer."""
        data = b"" if body is None else json.dumps(body).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nCookie: coalition={self.cookie}\r\n"
            f"X-CSRF-Token: {self.csrf}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(data)}\r\n{more}\r\n"
        )
        async with self.lock:
            if time.perf_counter() - self.used > IDLE_S:  # the server lets go of idle connections
                self.writer.close()
                self.reader, self.writer = await asyncio.open_connection(
                    "127.0.0.1", self.port, limit=1 << 22
                )
            self.writer.write(head.encode() + data)
            told = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            heads = {k.lower(): v for k, _, v in (one.partition(": ") for one in told[1:])}
            length = int(heads.get("content-length", "0"))
            said = await self.reader.readexactly(length) if length else b""
            self.used = time.perf_counter()
        return int(told[0].split()[1]), heads, said

    async def read(self, path: str) -> Any:
        """What the answer says, as JSON values."""
        return json.loads((await self.ask("GET", path))[2])


async def started(book: Path, data: Path, database: str) -> Server:
    """The server, once it answers that it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    call = [sys.executable, "-m", "coalition", "serve", str(book), "--data", str(data)]
    call += ["--port", str(port), "--database", database]
    begin = time.perf_counter()
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL, env=env)
    server = Server(process, port)
    while process.poll() is None and time.perf_counter() - begin < START_MAX_S:
        if not await _is_ready(port):
            await asyncio.sleep(0.05)
            continue
        server.start_s = time.perf_counter() - begin
        note = f"{server.cpu_s():.1f} s of processor; {server.memory_mb():,.0f} MB"
        show("start of the server, ready to answer", server.start_s, "s", note)
        return server
    process.kill()
    raise SystemExit("the server did not start")


async def kept(file: Path) -> None:
    """Nothing, once the file is there."""
    begin = time.perf_counter()
    while not file.is_file():
        if time.perf_counter() - begin > START_MAX_S:
            raise SystemExit(f"no {file.name} was kept")
        await asyncio.sleep(0.1)


async def _is_ready(port: int) -> bool:
    try:
        line = await Line.opened(port, "")
        status = (await line.ask("GET", "/health"))[0]
        line.writer.close()
    except (OSError, asyncio.IncompleteReadError):
        return False
    return status == 200
