"""The house is as DESIGN says: documents, codes and code agree."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "leaflets"


def _codes() -> Counter[str]:
    """Return every code that is raised, with the number of places that raise it."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    makers = {"Problem"} | {node.name for node in nodes if _takes_a_code(node)}
    return Counter(
        code
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in makers
        for code in _literals(node)
    )


def _takes_a_code(node: ast.AST) -> bool:
    """Tell whether `node` is a function that makes a problem of a code that it is given."""
    if not isinstance(node, ast.FunctionDef):
        return False
    return any(one.arg == "code" for one in [*node.args.args, *node.args.kwonlyargs])


def _literals(call: ast.Call) -> Iterator[str]:
    named = [one.value for one in call.keywords if one.arg == "code"]
    for value in named or call.args[:1]:
        either = (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)
        for one in either:
            if isinstance(one, ast.Constant) and one.value:
                yield str(one.value)


def test_every_code_has_its_entry_and_every_entry_its_code() -> None:
    entries = re.findall(r"^## `?([a-z0-9-]+)`?$", _problems_page(), flags=re.MULTILINE)

    assert sorted(entries) == sorted(set(entries))
    assert set(entries) == set(_codes())


def test_every_code_is_raised_in_one_place() -> None:
    assert {code: places for code, places in _codes().items() if places > 1} == {}


def test_every_entry_says_what_one_can_do() -> None:
    entries = re.split(r"^## ", _problems_page(), flags=re.MULTILINE)[1:]

    assert [entry.splitlines()[0] for entry in entries if "**What you can do.**" not in entry] == []


def test_codes_are_kebab_case() -> None:
    assert [code for code in _codes() if not re.fullmatch(r"[a-z]+(-[a-z]+)*", code)] == []


def test_no_module_is_named_for_nothing_in_particular() -> None:
    names = {path.stem for path in PACKAGE.rglob("*.py")}

    assert names.isdisjoint({"utils", "util", "helpers", "helper", "common", "misc", "manager"})


def test_every_font_has_its_licence_beside_it() -> None:
    licences = " ".join(path.name for path in (ROOT / "fonts").glob("*.txt"))
    families = {re.split(r"[_-]", path.stem)[0] for path in (ROOT / "fonts").glob("*.ttf")}

    own = {family for family in families if not family.startswith(("Noto", "LeafletSymbols"))}
    assert "noto" in licences
    assert [one for one in own if _kebab(one) not in licences] == []


def _kebab(family: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", family).lower()


def _problems_page() -> str:
    return (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
