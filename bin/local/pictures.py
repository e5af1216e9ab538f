"""bin/pictures: the pictures of the README, taken from a demonstration that is made for it and thrown away."""

import os
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from local import chromium, demo, failures, places

FOLDER = places.ROOT / "docs" / "pictures"
SIZE = ViewportSize(width=1280, height=800)


@dataclass(frozen=True)
class Picture:
    """Who looks at which page, and what the file is called."""

    name: str
    person: str
    path: str


PICTURES = (
    Picture("casus", "Ilse Hoekstra", "casussen/2026-0002/"),
    Picture("plan", "Ilse Hoekstra", "casussen/2026-0002/plan/"),
)


def main(arguments: list[str]) -> int:
    if arguments:
        raise failures.Failure("bin/pictures heeft geen opties.")
    os.environ["CHROMIUM"] = chromium.ensure()
    FOLDER.mkdir(exist_ok=True)
    with demo.for_once(places.VAR / "pictures") as running:
        _take_all(running.url)
    return 0


def _take_all(url: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        for picture in PICTURES:
            _take(browser, url, picture, FOLDER / f"{picture.name}.png")
        browser.close()


def _take(browser: Browser, url: str, picture: Picture, file: Path) -> None:
    page = browser.new_page(viewport=SIZE, locale="nl-NL", timezone_id="Europe/Amsterdam")
    page.goto(f"{url}demo/")
    page.get_by_role("button", name=picture.person).click()
    answer = page.goto(url + picture.path)
    if answer is None or answer.status != 200:
        raise failures.Failure(f"{picture.person} krijgt {picture.path} niet te zien.")
    page.screenshot(path=file)
    page.close()
    print(f"· {file.relative_to(places.ROOT)}", flush=True)


if __name__ == "__main__":
    failures.run(main)
