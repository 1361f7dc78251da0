"""The rooms of the program: which may import which, which library lives where, and where the clock is read."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "cchc_cli"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

MAY_IMPORT = {
    "domain": {"domain"},
    "store": {"store", "domain"},
    "check": {"check", "store", "domain"},
    "report": {"report", "store", "domain"},
    "exchange": {"exchange", "store", "domain"},
    "review": {"review", "store", "domain"},
    "cli": {"cli", "report", "exchange", "review", "check", "store", "domain"},
    "__main__.py": {"cli"},
    "__init__.py": set[str](),
}
HOMES = {
    "yaml": ("store/source.py", "store/places.py"),  # the second names the type of an event
    "pydantic": ("store/forms.py", "store/diagnosis.py"),
    "pydantic_core": ("store/forms.py", "store/diagnosis.py"),
    "holidays": ("store/calendar.py",),
    "jinja2": ("report/",),
    "docx": ("report/", "exchange/"),
    "docxtpl": ("report/",),
    "lxml": ("report/", "exchange/"),
    "duckdb": ("exchange/lake",),
    "openpyxl": ("exchange/",),
    "python_calamine": ("exchange/reading/",),
    "markupsafe": ("report/",),
    "weasyprint": ("report/pdf.py",),
    "rich": ("cli/paint.py",),
    "typer": ("cli/",),
}
CLOCK = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time", "time.localtime"}
SURROUNDINGS = {"os.environ", "os.getenv", "os.getcwd", "Path.cwd", "Path.home", "sys.argv", "sys.stdout", "sys.stderr"}
LINES_AT_MOST = 450


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text("utf-8"), module)


def room_of(module: str) -> str:
    return module.partition("/")[0]


def imports_of(module: str) -> set[str]:
    """Return the dotted names a module imports anywhere in it, also those for types alone."""
    names: set[str] = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno} imports relatively"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def outside_imports_of(module: str) -> set[str]:
    tops = {name.partition(".")[0] for name in imports_of(module)}
    return {top for top in tops if top not in sys.stdlib_module_names and top != "cchc_cli"}


def dotted_names_of(module: str) -> set[str]:
    """Return the last two words of every attribute read: ``datetime.now`` of ``dt.datetime.now()``."""
    names: set[str] = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            before = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
            names.add(f"{before}.{node.attr}")
    return names


@pytest.mark.parametrize("module", MODULES)
def test_arrows_between_rooms_point_one_way(module: str) -> None:
    ours = {name.removeprefix("cchc_cli.") for name in imports_of(module) if name.startswith("cchc_cli.")}
    rooms = {name.partition(".")[0] for name in ours if name != "__version__"}
    assert rooms <= MAY_IMPORT[room_of(module)]


@pytest.mark.parametrize("module", MODULES)
def test_an_outside_library_has_one_room(module: str) -> None:
    astray = [name for name in sorted(outside_imports_of(module)) if not module.startswith(HOMES.get(name, ("?",)))]
    assert astray == []


@pytest.mark.parametrize("module", [module for module in MODULES if room_of(module) == "domain"])
def test_the_domain_uses_the_standard_library_alone(module: str) -> None:
    assert outside_imports_of(module) == set()


@pytest.mark.parametrize("module", [module for module in MODULES if room_of(module) not in {"cli", "__main__.py"}])
def test_clock_and_surroundings_are_read_by_the_command_line_alone(module: str) -> None:
    assert dotted_names_of(module) & (CLOCK | SURROUNDINGS) == set()


@pytest.mark.parametrize("module", MODULES)
def test_nothing_prints_around_the_streams(module: str) -> None:
    calls = {
        node.func.id
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "print" not in calls


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_is_for(module: str) -> None:
    said = ast.get_docstring(tree_of(module))
    assert said
    assert said.splitlines()[0].endswith(".")


@pytest.mark.parametrize("module", MODULES)
def test_a_module_stays_small(module: str) -> None:
    assert len((PACKAGE / module).read_text("utf-8").splitlines()) <= LINES_AT_MOST
