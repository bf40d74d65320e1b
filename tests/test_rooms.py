"""The rooms of the house stand in one order, and a room imports only rooms below it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "pipeline"
ROOMS = (
    *("model", "reading", "characters", "metadata", "html", "boilerplate", "duplicates", "corpus"),
    *("stages", "report", "run", "flow", "api", "cli", "adapters", "__main__", "__init__"),
)
"""Lowest first. `report` stands below `run`, which fills its counts while it writes."""


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


@cache
def is_module(name: str) -> bool:
    at = PACKAGE.parent / name.replace(".", "/")
    return at.is_dir() or at.with_suffix(".py").exists()


def room_of(module: str) -> str:
    """The room of a module, or the module itself where it stands at the root."""
    return [*module.split("."), "__init__"][1]


def imports(file: Path) -> Iterator[str]:
    """The modules of the package that a file imports, also inside functions."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.startswith("pipeline"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline"):
            for one in node.names:
                inner = f"{node.module}.{one.name}"
                yield inner if is_module(inner) else str(node.module)


def test_a_room_imports_only_rooms_below_it():
    files = {file: file.relative_to(PACKAGE.parent) for file in sorted(PACKAGE.rglob("*.py"))}
    wrong = [
        f"{name} imports {module}"
        for file, name in files.items()
        for module in imports(file)
        if ROOMS.index(room_of(module)) > ROOMS.index(room_of(".".join(name.with_suffix("").parts)))
    ]
    assert wrong == []


def test_only_rooms_and_doors_stand_at_the_root():
    found = {path.name for path in PACKAGE.iterdir() if path.name != "__pycache__"}
    doors = {"__init__.py", "__main__.py", "api.py", "cli.py", "flow.py", "stages.py", "py.typed"}
    rooms = {room for room in ROOMS if (PACKAGE / room).is_dir()}
    assert found - rooms - doors == set()


def test_no_name_is_a_catch_all():
    vague = {"utils", "util", "core", "common", "base", "manager", "helper", "helpers", "misc"}
    assert [path for path in PACKAGE.rglob("*.py") if path.stem in vague] == []


def definitions(file: Path) -> Iterator[str]:
    """The public names that a module gives to functions, classes and constants."""
    for node in tree(file).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = (name for target in targets for name in ast.walk(target))
            yield from (name.id for name in names if isinstance(name, ast.Name))


def test_a_public_name_stands_for_one_thing():
    places: dict[str, set[Path]] = {}
    for file in PACKAGE.rglob("*.py"):
        for name in definitions(file):
            places.setdefault(name, set()).add(file)
    twice = {name: found for name, found in places.items() if len(found) > 1 and name[0] != "_"}
    assert twice == {}


def test_a_module_and_a_function_can_be_read_at_once():
    """A module has at most 400 lines, a function 50: it is seen on one screen."""
    long = []
    for file in PACKAGE.rglob("*.py"):
        long += [file] if file.read_text("utf-8").count("\n") > 400 else []
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50:
                long.append(file.with_name(f"{file.name}:{node.name}"))
    assert long == []
