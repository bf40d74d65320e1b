"""The rooms of the house stand in one order, and a room imports only rooms below it."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "pipeline"
ROOMS = (
    *("model", "reading", "characters", "metadata", "html", "boilerplate", "duplicates", "corpus"),
    *("stages", "report", "run", "flow", "api", "cli", "adapters", "__main__", "__init__"),
)
"""Lowest first. `report` stands below `run`, which fills its counts while it writes."""


def room_of(module: str) -> str:
    """The room of a module, or the module itself where it stands at the root."""
    return [*module.split("."), "__init__"][1]


def imports(file: Path) -> Iterator[str]:
    """The modules of the package that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.startswith("pipeline"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline"):
            for one in node.names:
                inner = f"{node.module}.{one.name}"
                at = PACKAGE.parent / inner.replace(".", "/")
                known = at.is_dir() or at.with_suffix(".py").exists()
                yield inner if known else str(node.module)


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
