"""Set-up does nothing twice, and says what to do when it cannot go on."""

import subprocess

import pytest

from local import failures, node, places, setup


def test_nothing_is_made_again_until_what_it_is_made_from_changes(tmp_path):
    source, folder, made = tmp_path / "lock", tmp_path / "made", []
    folder.mkdir()
    source.write_text("1")
    for content in ("1", "1", "2"):
        source.write_text(content)
        setup._once(folder, [source], "maken", lambda: made.append(1))
    assert len(made) == 2


def test_what_failed_is_tried_again(tmp_path):
    source = tmp_path / "lock"
    source.write_text("1")

    def fail():
        raise failures.Failure

    for _ in range(2):
        with pytest.raises(failures.Failure):
            setup._once(tmp_path, [source], "maken", fail)


def test_a_network_that_fails_gives_advice():
    said = setup.explain("De npm-pakketten", "npm error code ENOTFOUND\nnpm error network request failed")
    assert "Controleer de verbinding" in said
    assert "English" in said
    assert "ENOTFOUND" in said


def test_another_failure_is_not_blamed_on_the_network():
    said = setup.explain("De Python-pakketten", "ERROR: No space left on device")
    assert "verbinding" not in said
    assert "No space left" in said


def test_an_old_node_gives_way_to_the_one_in_the_environment(monkeypatch):
    monkeypatch.setattr(node.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(node, "_major", lambda command: node.OLDEST - 1)
    assert node.npm() == [str(places.VENV / "bin" / "npm")]


def test_setup_takes_no_options_and_says_so():
    done = subprocess.run([places.ROOT / "bin" / "setup", "--haast"], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.strip() == "bin/setup heeft geen opties."
