"""Secrets are made once, are nobody else's, and are the same for everyone who asks at the same time."""

from concurrent.futures import ThreadPoolExecutor

from local import secrets


def test_secrets_are_for_their_owner_only_and_stay_the_same(tmp_path):
    first = secrets.read(tmp_path)
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0
    assert secrets.read(tmp_path) == first
    assert len(set(first.values())) == len(secrets.NAMES)


def test_whoever_asks_at_once_gets_the_same(tmp_path, monkeypatch):
    numbers = iter(range(100))
    monkeypatch.setattr(secrets.os, "getpid", lambda: next(numbers))  # threads that look like processes
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: secrets.read(tmp_path)["regie"], range(8)))
    assert len(set(found)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secrets.json"]


def test_two_clones_share_no_secret(tmp_path):
    here, there = tmp_path / "a", tmp_path / "b"
    here.mkdir()
    there.mkdir()
    assert set(secrets.read(here).values()).isdisjoint(secrets.read(there).values())
