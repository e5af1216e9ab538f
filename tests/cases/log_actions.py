"""Every name that the code gives to an act in the read log, found in the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("cases/reads", "cases/actions", "cases/views", "meetings/reads", "meetings/views", "privacy", "regie/views")


def recorded_actions() -> set[str]:
    """Each text that goes into a parameter called action: by its name, by its place, or as what it is by itself."""
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py") if "management" not in file.parts]
    given = (node for file in files for node in _given(ast.parse(file.read_text())))
    return {node.value for node in given if isinstance(node, ast.Constant)}


def _given(tree: ast.AST) -> Iterator[ast.expr]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    names = {function.name: [argument.arg for argument in function.args.args] for function in functions}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        yield from (keyword.value for keyword in call.keywords if keyword.arg == "action")
        arguments = names.get(getattr(call.func, "id", ""), [])
        yield from call.args[arguments.index("action") :][:1] if "action" in arguments else ()
    for function in functions:
        by_name = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
        yield from (default for argument, default in by_name if argument.arg == "action" and default)
