"""Two ways of doing one thing, measured in turns, so that whatever else the machine does weighs on both."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

RESULTS = Path(__file__).parent / "results"
BLOCKS = 5


@dataclass(frozen=True)
class Comparison:
    """Seconds for each way, and the second as a multiple of the first. blocks: the same in each fifth."""

    pairs: int
    median_plain: float
    median_other: float
    p95_plain: float
    p95_other: float
    ratio: float
    blocks: tuple[float, ...]


def _nothing() -> None:
    pass


def in_turns(
    plain: Callable[[], Any],
    other: Callable[[], Any],
    pairs: int,
    *,
    before_plain: Callable[[], Any] = _nothing,
    before_other: Callable[[], Any] = _nothing,
) -> list[tuple[float, float]]:
    """So many times the one and then the other. The first tenth is only to warm up. What goes before takes no time."""
    times = [(_seconds(plain, before_plain), _seconds(other, before_other)) for _pair in range(pairs + pairs // 9)]
    return times[-pairs:]


def compare(times: list[tuple[float, float]]) -> Comparison:
    """What the pairs say together."""
    plain, other = zip(*times, strict=True)
    size = len(times) // BLOCKS
    blocks = (times[size * block : size * (block + 1)] for block in range(BLOCKS))
    return Comparison(
        pairs=len(times),
        median_plain=median(plain),
        median_other=median(other),
        p95_plain=quantiles(plain, n=20)[-1],
        p95_other=quantiles(other, n=20)[-1],
        ratio=median(other) / median(plain),
        blocks=tuple(median(b for _a, b in block) / median(a for a, _b in block) for block in blocks),
    )


def write(name: str, found: dict[str, Any]) -> None:
    """Keeps what was found, and says it."""
    RESULTS.mkdir(exist_ok=True)
    plain = {key: asdict(value) if isinstance(value, Comparison) else value for key, value in found.items()}
    text = json.dumps(plain, indent=2)
    (RESULTS / f"{name}.json").write_text(text + "\n")
    print(text)


def _seconds(deed: Callable[[], Any], before: Callable[[], Any]) -> float:
    before()
    begin = time.perf_counter()
    deed()
    return time.perf_counter() - begin
