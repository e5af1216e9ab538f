"""The servers of a clone: shared, gone with their last user, and never in the way of the next start."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import psutil
import psycopg2
import pytest

from local import failures, places, postgres, processes, services

PYTHONPATH = {"PYTHONPATH": str(places.ROOT / "bin")}


def pid_of(home, service):
    return json.loads((home / f"{service}.json").read_text())["pid"]


def gone(pid, patience=10):
    deadline = time.monotonic() + patience
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie":
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def answers(url):
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=2) as line:
        line.sendall(f"AUTH {parts.password}\r\nPING\r\n".encode())
        return b"+OK" in line.recv(64)


def test_users_share_one_server_and_the_last_one_out_ends_it(tmp_path):
    with services.use("valkey", tmp_path, fast=True) as first:
        with services.use("valkey", tmp_path, fast=True) as second:
            assert first == second
        assert answers(first)
        pid = pid_of(tmp_path, "valkey")
    assert gone(pid)
    assert services.address("valkey", tmp_path) is None


def test_two_folders_know_nothing_of_each_other(tmp_path):
    with services.use("valkey", tmp_path / "a") as here, services.use("valkey", tmp_path / "b") as there:
        assert urlsplit(here).port != urlsplit(there).port
        assert urlsplit(here).password != urlsplit(there).password


def test_a_server_ends_when_its_only_user_is_killed(tmp_path):
    using = f"import pathlib, time\nfrom local import services\nhome = pathlib.Path({str(tmp_path)!r})\n"
    using += "with services.use('valkey', home) as url: print(url, flush=True); time.sleep(60)"
    command = [sys.executable, "-c", using]
    with subprocess.Popen(command, env=os.environ | PYTHONPATH, stdout=subprocess.PIPE, text=True) as user:
        user.stdout.readline()
        pid = pid_of(tmp_path, "valkey")
        user.kill()
    assert gone(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a program with its starter")
def test_a_server_ends_with_its_keeper_and_the_next_start_works(tmp_path):
    with services.use("valkey", tmp_path) as url:
        pid = pid_of(tmp_path, "valkey")
        psutil.Process(psutil.Process(pid).ppid()).kill()
        assert gone(pid)
        with services.use("valkey", tmp_path) as again:
            assert answers(again)
            assert url != again


def test_the_password_stands_in_no_command_line(tmp_path):
    with services.use("valkey", tmp_path) as url:
        secret = urlsplit(url).password
        lines = [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
        assert [line for line in lines if secret in line] == []
        assert (tmp_path / "valkey.json").stat().st_mode & 0o077 == 0


@pytest.fixture
def home(tmp_path):
    """A folder whose data is gone afterwards, also when root had to put it elsewhere."""
    yield tmp_path
    assert services.wait_until_unused("postgres", tmp_path)
    postgres.remove(tmp_path)


def test_postgres_is_an_ordinary_roles_and_survives_a_kill(home):
    with services.use("postgres", home) as url:
        with psycopg2.connect(url) as database, database.cursor() as cursor:
            cursor.execute("SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == (False, True, True)
            cursor.execute("CREATE TABLE kept (name text); INSERT INTO kept VALUES (upper('ö'))")
        database.close()
        os.kill(pid_of(home, "postgres"), signal.SIGKILL)
        time.sleep(0.5)
        with services.use("postgres", home) as again:
            with psycopg2.connect(again) as database, database.cursor() as cursor:
                cursor.execute("SELECT name FROM kept")
                assert cursor.fetchone() == ("Ö",)
            database.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives up being root")
def test_root_starts_it_as_somebody_else_and_leaves_the_folders_above_alone(home):
    home.chmod(0o700)
    with services.use("postgres", home):
        pid = pid_of(home, "postgres")
        assert psutil.Process(pid).uids().real != 0
    assert home.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives up being root")
def test_programs_that_the_other_user_cannot_reach_are_copied_with_their_libraries(home, monkeypatch):
    monkeypatch.setattr(postgres, "_can", lambda *_: False)
    account = postgres._account(home)
    programs = postgres._programs(postgres._folder(home, account), account)
    done = subprocess.run([programs / "initdb", "--version"], capture_output=True, text=True)
    assert done.stdout.startswith("initdb (PostgreSQL)")
    assert places.VENV not in programs.parents


def test_a_pid_file_that_points_at_somebody_else_is_removed_and_somebody_else_is_left_alone(tmp_path):
    with subprocess.Popen(["sleep", "60"]) as somebody:
        (tmp_path / "postmaster.pid").write_text(f"{somebody.pid}\n{tmp_path}\n")
        postgres._stop_leftover(tmp_path)
        assert not (tmp_path / "postmaster.pid").exists()
        assert somebody.poll() is None
        somebody.kill()


def test_data_of_another_postgres_is_not_touched(tmp_path):
    (tmp_path / "PG_VERSION").write_text("9\n")
    with pytest.raises(failures.Failure, match="PostgreSQL 9"):
        postgres._same_major(tmp_path, tmp_path)


def test_data_of_a_copied_clone_is_not_used(tmp_path):
    mine, theirs = tmp_path / f"regie-{postgres._key(tmp_path)}-x", tmp_path / "regie-0123456789-x"
    for folder in (mine, theirs):
        folder.mkdir()
    record = tmp_path / "postgres.elsewhere"
    record.write_text(str(mine))
    assert postgres._is_ours(record, tmp_path)
    record.write_text(str(theirs))
    assert not postgres._is_ours(record, tmp_path)


def test_a_server_that_cannot_start_says_why(tmp_path, monkeypatch):
    (tmp_path / "valkey").write_text("no folder")
    with pytest.raises(failures.Failure, match="valkey is niet gestart"), services.use("valkey", tmp_path):
        pass


def test_a_process_is_known_by_more_than_its_number():
    own = processes.identity(os.getpid())
    assert processes.is_same(own)
    assert not processes.is_same(own | {"created": own["created"] - 1})
    assert not processes.is_same(None)
