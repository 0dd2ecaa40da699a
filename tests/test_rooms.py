"""The house's rule: imports run downward only, and each room keeps to its business."""

from __future__ import annotations

import ast
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

import envoytl

PACKAGE = Path(envoytl.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "data" not in path.relative_to(PACKAGE).parts)
ROOMS = ("core", "store", "view", "export", "draft", "cli")

MAY_IMPORT = {
    "core": {"core", "errors"},
    "store": {"store", "core", "errors"},
    "view": {"view", "core", "errors"},
    "export": {"export", "core", "errors"},
    "draft": {"draft", "core", "errors"},
    "cli": {"cli", "view", "export", "draft", "store", "core", "errors", "api", ""},
}
"""What each room may import of envoytl; the empty name is the package itself, for its version. Errors are the bottom
of the house: everything may import them, and they import nothing."""

CLOCK = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("time", "time")}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def _room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first if first in ROOMS else ""


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _imports(path: Path) -> Iterator[str]:
    """The full names of all modules that a module imports, wherever in its text, for types alone included."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            assert node.module is not None
            yield node.module
            if node.module == "envoytl" or node.module.count(".") == 1:
                yield from (
                    f"{node.module}.{alias.name}" for alias in node.names if _is_module(node.module, alias.name)
                )


def _is_module(package: str, name: str) -> bool:
    folder = PACKAGE.parent.joinpath(*package.split("."))
    return (folder / f"{name}.py").exists() or (folder / name / "__init__.py").exists()


def _calls(path: Path) -> Iterator[tuple[str, str]]:
    """Calls as (what the function belongs to, its name); the first is empty for a bare name."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield "", node.func.id
            elif isinstance(node.func, ast.Attribute):
                owner = node.func.value
                name = (
                    owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
                )
                yield name, node.func.attr


def _in(*rooms: str) -> list[Path]:
    return [path for path in MODULES if _room(path) in rooms]


def _outside(*rooms: str) -> list[Path]:
    return [path for path in MODULES if _room(path) not in rooms]


def test_the_rooms_are_there() -> None:
    assert {_room(path) for path in MODULES} >= {"core", "store", "view", "export", "cli"}


@pytest.mark.parametrize("path", [p for p in MODULES if _room(p)], ids=_name)
def test_imports_run_downward_only(path: Path) -> None:
    own = {name.split(".")[1] if "." in name else "" for name in _imports(path) if name.split(".")[0] == "envoytl"}
    assert own - MAY_IMPORT[_room(path)] == set()


def test_errors_import_nothing() -> None:
    assert list(_imports(PACKAGE / "errors.py")) == ["__future__"]


@pytest.mark.parametrize("path", _in("core"), ids=_name)
def test_the_core_knows_no_file_and_no_screen(path: Path) -> None:
    outside = {
        "os",
        "io",
        "pathlib",
        "sqlite3",
        "sys",
        "shutil",
        "tempfile",
        "time",
        "logging",
        "typer",
        "rich",
        "babel",
    }
    assert {name.split(".")[0] for name in _imports(path)} & outside == set()
    assert ("", "open") not in set(_calls(path))


@pytest.mark.parametrize("path", _outside("cli"), ids=_name)
def test_only_the_command_line_imports_typer(path: Path) -> None:
    assert {name.split(".")[0] for name in _imports(path)} & {"typer", "click"} == set()


@pytest.mark.parametrize("path", _outside("cli", "view"), ids=_name)
def test_only_the_views_and_the_command_line_import_rich(path: Path) -> None:
    assert "rich" not in {name.split(".")[0] for name in _imports(path)}


@pytest.mark.parametrize("path", _outside("cli"), ids=_name)
def test_only_the_command_line_prints_asks_ends_and_reads_the_clock(path: Path) -> None:
    calls = set(_calls(path))
    assert {name for owner, name in calls if owner == "" and name in ("print", "input", "exit", "quit")} == set()
    assert calls & CLOCK == set()
    if path.name != "__main__.py":
        assert ("sys", "exit") not in calls


def test_the_clock_is_read_in_one_place() -> None:
    assert [_name(path) for path in MODULES for call in _calls(path) if call in CLOCK] == ["envoytl.cli.session"]


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_files_are_short_enough_to_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 350


@pytest.mark.parametrize("path", [p for p in MODULES if p.name != "__main__.py"], ids=_name)
def test_every_module_can_be_imported_first(path: Path) -> None:
    with patch.dict(sys.modules):
        for name in [name for name in sys.modules if name.split(".")[0] == "envoytl"]:
            del sys.modules[name]
        assert importlib.import_module(_name(path)).__doc__


IMPORTED = """
import sys
from envoytl.cli.app import run
code = run(sys.argv[1:])
sys.stdout.flush()
print(code, *sorted(sys.modules), file=sys.stderr)
"""
HEAVY = {"pydantic", "pydantic_core", "babel", "dateutil", "filelock", "platformdirs", "email", "dataclasses"}
HEAVY |= {"rich.console", "rich.table", "rich.text"}  # but not rich.cells, by which wide characters are measured


def _loaded(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *arguments], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    code, *modules = done.stderr.split()
    assert code == "0"
    return {name for name in modules if name.count(".") == 0 or name.startswith(("envoytl.", "rich."))}


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        (("list",), set()),
        (("list", "--json"), set()),
        (("list", "-c", "JP", "--topic", "sanctions", "--since", "2022-06"), set()),
        (("list", "--format", "csv", "-e", "kim gunn"), set()),
        (("list", "--since", "3 months ago"), {"dateutil"}),
    ],
)
def test_a_reading_command_imports_nothing_heavy(file: Path, arguments: tuple[str, ...], more: set[str]) -> None:
    _loaded("list", "--data", str(file))  # builds the index
    os.utime(file, (0, 0))
    _loaded("list", "--data", str(file))  # points to it
    loaded = _loaded(*arguments, "--data", str(file))
    assert loaded & HEAVY <= more
    assert loaded & {"envoytl.store.compile", "envoytl.store.reading", "envoytl.core.model"} == set()


def test_importing_the_package_costs_next_to_nothing() -> None:
    code = f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); import envoytl; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert {name for name in loaded if name.startswith("envoytl.")} == set()
    assert {name.split(".")[0] for name in loaded} - {"envoytl"} <= set(sys.stdlib_module_names) | {"__main__"}
