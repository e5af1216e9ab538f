"""The house rules that a machine can judge: each a function from one file to what is wrong with it.

As functions over text, so that a test can show each of them a mistake, and see it refused.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import PurePosixPath

FUNCTION, FILE, VIEW = 40, 400, 15  # lines
NAMELESS = {"utils", "util", "helpers", "misc", "common", "signals"}
ASKS_THE_CLOCK = {"timezone.now", "datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
TODAY_BY_ITSELF = {"timezone.localdate", "timezone.localtime"}  # of a moment: fine; of nothing: the clock
KNOW_THE_TIME = {"views", "views.py", "middleware.py", "commands", "tasks.py"}
WITH_TYPES = {"privacy/law.py", "privacy/viewer.py", "cases/guards.py", "cases/facts.py"}
MAKES_THE_STEP = "cases/actions/path.py"
GOES_ROUND_A_CHECK = re.compile(r"^(skip|force|unchecked|bypass|ignore|no_check|without_check|check$|validate$)")
RUNS_SQL = {"execute", "executemany", "raw", "extra", "RawSQL"}
UNFIT_TO_LEAVE = re.compile(r"QuerySet|\bdict\b|\blist\b|\bList\b|\bDict\b|\bAny\b|Manager")


def _called(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _last_name(node: ast.AST) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def _entrances(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (f for f in _functions(tree) if any(_last_name(mark) == "entrance" for mark in f.decorator_list))


def _room(path: PurePosixPath, *rooms: str) -> bool:
    return bool({*path.parts[1:-1], path.stem} & set(rooms))


def sizes(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """17. A function of 40 lines, a view of 15, a file of 400."""
    most = VIEW if _room(path, "views") else FUNCTION
    for function in _functions(tree):
        if function.end_lineno - function.lineno >= most:
            yield f"{function.name} is longer than {most} lines"
    if tree.body and tree.body[-1].end_lineno > FILE:
        yield f"the file is longer than {FILE} lines"


def named_for_its_duty(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """13. No utils; and 16. a module begins with what it is for."""
    if path.stem in NAMELESS or re.search(r"_?part_?\d$", path.stem):
        yield f"{path.name} says nothing about its duty"
    if tree.body and not ast.get_docstring(tree):
        yield "does not begin with what it is for"


def imports_at_the_top(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """12. No import inside a function."""
    for function in _functions(tree):
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function)):
            yield f"{function.name} imports something"


def nothing_happens_behind_ones_back(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """12. No model signals, no overridden save() or delete(), no apps.get_model."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ("django.db.models.signals", "django.dispatch"):
            yield "listens to signals"
        if isinstance(node, ast.ClassDef) and _room(path, "models"):
            yield from (f"overrides {f.name}()" for f in node.body if getattr(f, "name", "") in ("save", "delete"))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "apps.get_model":
            yield "asks for a model by name"


def the_clock_comes_in(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """14. Only views, tasks and commands ask what time it is."""
    if KNOW_THE_TIME & set(path.parts):
        return
    for call in _called(tree):
        name = ast.unparse(call.func)
        if name in ASKS_THE_CLOCK or (name in TODAY_BY_ITSELF and not call.args and not call.keywords):
            yield f"asks {name}() itself"


def only_the_law_compares_a_role(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """7. Only law.py names a role in a condition."""
    if str(path) == "privacy/law.py":
        return
    for node in ast.walk(tree):
        sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        sides += [node.subject] if isinstance(node, ast.Match) else []
        yield from (f"compares {ast.unparse(side)}" for side in sides if _last_name(side) == "role")


def the_phases_are_one_file(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """2. Which phases belong together, and what a deed may be done in, has its name in phases.py."""
    if path.parts[0] != "meetings" or path.name == "phases.py":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set) and sum(map(_is_a_phase, node.elts)) > 1:
            yield f"lists {ast.unparse(node)}"
        elif isinstance(node, ast.Compare) and _room(path, "actions") and _last_name(node.left) == "phase":
            yield from (f"compares {ast.unparse(node)}" for side in node.comparators if _is_a_phase(side))


def _is_a_phase(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and _last_name(node.value) == "Phase"


def nobody_is_above_the_law(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Section 4. No shortcut for a superuser."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("is_superuser", "is_staff"):
            yield f"asks {ast.unparse(node)}"


def loading_is_authorising(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """1. No get_object_or_404: a view asks a read, which scopes before it fetches."""
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else [_last_name(node)]
        yield from (
            f"uses {name}" for name in names if name in ("get_object_or_404", "get_list_or_404", "aget_object_or_404")
        )


def one_function_makes_the_step(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """2 and section 7. Nothing else assigns the step of a case, by whatever way."""
    if str(path) == MAKES_THE_STEP:
        return
    for node in ast.walk(tree):
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            yield from (f"sets {ast.unparse(t)}" for t in targets if isinstance(t, ast.Attribute) and t.attr == "step")
        if isinstance(node, ast.Call) and _last_name(node.func) in ("update", "setattr", "bulk_update"):
            words = [keyword.arg for keyword in node.keywords]
            words += [part.value for arg in node.args for part in ast.walk(arg) if isinstance(part, ast.Constant)]
            if "step" in words:
                yield f"sets the step with {ast.unparse(node)}"


def deeds_are_called_by_name(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """2. What goes in and out is keyword-only; 3. and no parameter skips a check."""
    for function in _entrances(tree):
        if function.args.args or function.args.posonlyargs or function.args.vararg:
            yield f"{function.name} can be called by position"
    if _room(path, "actions"):
        for function in _functions(tree):
            given = (*function.args.args, *function.args.kwonlyargs)
            yield from (
                f"{function.name}({a.arg}=) goes round a check" for a in given if GOES_ROUND_A_CHECK.match(a.arg)
            )


def what_goes_in_goes_in_whole(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """2. Every action is atomic, or does its work in pieces that each are."""
    if _room(path, "actions"):
        whole = {function.name for function in _functions(tree) if _is_atomic(function)}
        for function in _entrances(tree):
            if function.name not in whole and not whole & {_last_name(call.func) for call in _called(function)}:
                yield f"{function.name} is not atomic"


def _is_atomic(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(ast.unparse(mark).startswith("transaction.atomic") for mark in function.decorator_list)


def what_comes_out_is_frozen(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """4. A read returns a frozen dataclass or a tuple of them: no queryset, no model object, no dict."""
    if not _room(path, "reads"):
        return
    for function in _entrances(tree):
        gives = ast.unparse(function.returns) if function.returns else "nothing named"
        if function.returns is None or UNFIT_TO_LEAVE.search(gives):
            yield f"{function.name} returns {gives}"
    for node in ast.walk(tree):
        marks = [ast.unparse(mark) for mark in getattr(node, "decorator_list", [])]
        if isinstance(node, ast.ClassDef) and any(m.startswith("dataclass") and "frozen=True" not in m for m in marks):
            yield f"{node.name} is not frozen"


def says_its_types(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """18. Types everywhere in law, viewer, reads and actions. A line of the stappenplan takes and gives nothing."""
    if not (_room(path, "reads", "actions") or str(path) in WITH_TYPES):
        return
    for function in _functions(tree):
        given = (*function.args.args, *function.args.kwonlyargs)
        bare = [a.arg for a in given if a.annotation is None and a.arg not in ("self", "cls")]
        if bare or (function.returns is None and function.name != "__init__"):
            yield f"{function.name} does not say its types"


def sql_is_never_put_together(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """No SQL out of parts: values go beside it."""
    for call in _called(tree):
        if _last_name(call.func) in RUNS_SQL and call.args:
            made = call.args[0]
            if isinstance(made, ast.JoinedStr | ast.BinOp) or _last_name(getattr(made, "func", made)) == "format":
                yield f"puts SQL together: {ast.unparse(made)[:60]}"


def templates_show(text: str) -> Iterator[str]:
    """8. A template tests only whether something is there."""
    for condition in re.findall(r"{%-?\s*(?:el)?if\s(.*?)%}", text):
        if re.search(r"[<>=!]|\brole\b|\bperms\b|\buser\b|\bin\b", condition):
            yield f"decides: if {condition.strip()}"
    yield from (f"decides: {tag}" for tag in re.findall(r"{%\s*(ifequal|ifnotequal|ifchanged)\b", text))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        asks = [name for name in given if re.match(r"(data-)?hx-(get|post|put|patch|delete)$", name)]
        polls = "hx-trigger" in given and re.search(r"every|load|revealed", given["hx-trigger"] or "")
        if asks and not polls and not given.keys() & {"href", "action", "formaction"}:
            self.wrong.append(f"<{tag} {asks[0]}> goes nowhere without JavaScript")


def works_without_javascript(text: str) -> Iterator[str]:
    """9. Every hx-get and hx-post also has an href or an action."""
    tags = _Tags()
    tags.feed(re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "x", text, flags=re.DOTALL))
    yield from tags.wrong


OF_CODE: tuple[Callable[[PurePosixPath, ast.Module], Iterator[str]], ...] = (
    sizes,
    named_for_its_duty,
    imports_at_the_top,
    nothing_happens_behind_ones_back,
    the_clock_comes_in,
    only_the_law_compares_a_role,
    the_phases_are_one_file,
    nobody_is_above_the_law,
    loading_is_authorising,
    one_function_makes_the_step,
    deeds_are_called_by_name,
    what_goes_in_goes_in_whole,
    what_comes_out_is_frozen,
    says_its_types,
    sql_is_never_put_together,
)
OF_TEMPLATES: tuple[Callable[[str], Iterator[str]], ...] = (templates_show, works_without_javascript)
