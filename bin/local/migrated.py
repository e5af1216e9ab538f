"""
Test databases that start migrated: each is a copy of one template, made again only when a migration changed.

Migrating takes half a minute, copying the result a moment; and a test run that takes that long to begin is not run.
"""

import fcntl
import hashlib
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

from local import failures, places, processes

PREFIX = "migrated_"
FOR_MIGRATING = {"SECRET_KEY": "only-for-migrating-a-test-database", "ALLOWED_HOSTS": "localhost"}


@contextmanager
def template(url: str, home: Path) -> Iterator[str]:
    """The name of a database with all migrations, on this server, to copy from for as long as the block lasts."""
    with (home / "runs").open("w") as runs, (home / "template").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        with closing(psycopg2.connect(url)) as server:
            server.autocommit = True
            if _alone(runs):
                _drop(server, "test_%")  # what runs that were killed left behind
            fcntl.flock(runs, fcntl.LOCK_SH)
            name = PREFIX + fingerprint(places.ROOT)
            if name not in _databases(server, PREFIX + "%"):
                _drop(server, PREFIX + "%")
                _migrate(server, url, name)
        fcntl.flock(one_at_a_time, fcntl.LOCK_UN)
        yield name


def fingerprint(root: Path) -> str:
    """Changes with every migration and every package: with all that decides what a migrated database looks like."""
    files = sorted(root.glob("*/migrations/*.py")) + [root / places.LOCK.name]
    parts = [f"{file.relative_to(root)}\0".encode() + file.read_bytes() for file in files]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def _alone(runs: object) -> bool:
    try:
        fcntl.flock(runs, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[arg-type]
    except BlockingIOError:
        return False
    return True


def _migrate(server: "psycopg2.extensions.connection", url: str, name: str) -> None:
    fresh = f"{name}_new"
    with server.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(fresh)))
    done = subprocess.run(
        [str(places.PYTHON), "manage.py", "migrate", "--verbosity=0"],
        cwd=places.ROOT,
        env=processes.environment(FOR_MIGRATING | {"DATABASE_URL": urlsplit(url)._replace(path=f"/{fresh}").geturl()}),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise failures.Failure(f"De migraties kunnen niet worden uitgevoerd:\n{done.stderr[-3000:]}")
    with server.cursor() as cursor:
        cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(fresh), sql.Identifier(name)))


def _databases(server: "psycopg2.extensions.connection", like: str) -> list[str]:
    with server.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [like.replace("_", r"\_")])
        return [name for (name,) in cursor.fetchall()]


def _drop(server: "psycopg2.extensions.connection", like: str) -> None:
    for name in _databases(server, like):
        with server.cursor() as cursor:
            try:
                cursor.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
            except psycopg2.errors.ObjectInUse:
                continue  # a run on other migrations is copying from it; a later run drops it
