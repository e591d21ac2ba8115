"""The designer's guide says what the code does: its tables are held against it."""

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from leaflets.language.words import words
from leaflets.layout import compose
from leaflets.layout.catalogue import find
from leaflets.layout.contract import ContractKeys, FieldKeys, FormatKeys, GroupKeys, SlotKeys
from leaflets.layout.lint import findings
from leaflets.layout.portions import Portion
from leaflets.layout.sheets import generated_names
from leaflets.model.layout import LayoutFormat
from leaflets.model.material import Frame, Material
from leaflets.model.palette import Palette
from leaflets.model.variant import Master
from leaflets.problems import Problem
from leaflets.profiles import profile

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "layouts"
GUIDE = (ROOT / "docs" / "designers-guide.md").read_text(encoding="utf-8")


def _table(head: str) -> list[list[str]]:
    """Return the rows of the table whose first heading is `head`, cell by cell."""
    lines = GUIDE.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {head} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split(" | ")])
    return rows


def _named(head: str) -> list[str]:
    """Return what stands between the first backticks of each row."""
    return [name for row in _table(head) for name in re.findall(r"`([^`]+)`", row[0])]


def test_the_contract_s_keys_are_those_that_are_read() -> None:
    read = {
        "layout": ContractKeys,
        "format": FormatKeys,
        "slot": SlotKeys,
        "field": FieldKeys,
        "group": GroupKeys,
    }
    told = [(row[1], row[0].strip("`")) for row in _table("key")]

    assert sorted(told) == sorted(
        (of, key) for of, keys in read.items() for key in keys.model_fields
    )


@pytest.mark.parametrize("key", ["holds", "set", "case", "stand", "accent"])
def test_the_values_of_a_key_are_those_that_are_read(key: str) -> None:
    schema = SlotKeys.model_json_schema()["properties"][key]
    (row,) = [row for row in _table("key") if row[:2] == [f"`{key}`", "slot"]]

    values = {value for value in schema["enum"] if value}

    assert values <= set(re.findall(r"`([^`]+)`", row[2])) | {"as-is"}


def test_the_words_are_those_that_there_are() -> None:
    (row,) = [row for row in _table("key") if row[0] == "`words`"]

    assert set(re.findall(r"`([^`]+)`", row[2])) == {name for name, _ in words("en", ())}


def test_the_template_s_names_are_those_that_a_page_is_given() -> None:
    given = set()
    for name, value in compose._values(_master(), {}, compose._region(_master())).items():
        if name == "format":
            given |= {f"format.{field.name}" for field in fields(LayoutFormat)}
        elif name == "slots":
            given |= {f"slots.NAME.{field.name}" for field in fields(Portion)}
        elif callable(value):
            given.add(f"{name}({'name' if name == 't' else ''})")
        else:
            given |= {f"{name}.{part}" for part in vars(value)}

    assert set(_named("name")) == given


def test_the_macros_are_those_of_the_base_layout() -> None:
    text = (SHIPPED / "base" / "set.html").read_text(encoding="utf-8")
    told = {name.partition("(")[0] for name in _first_names("macro")}

    assert told == set(re.findall(r"{% macro (\w+)", text))


def test_the_variables_are_those_that_are_generated() -> None:
    wedge = find("wedge", (SHIPPED,))
    told = set()
    for row in _table("variable"):
        names = re.findall(r"`([^`]+)`", row[0])
        told |= _tints(*names) if len(names) == 2 else set(names)

    generated = {
        re.sub(r"--(fit|air)-.*", r"--\1-GROUP", re.sub(r"--field-.*", "--field-SLOT-FIELD", name))
        for name in generated_names(wedge)
    }

    assert told == generated


@pytest.mark.parametrize("row", _table("not"), ids=lambda row: row[0])
def test_each_trap_of_the_guide_is_told(
    row: list[str], linted: Callable[..., tuple[Problem, ...]]
) -> None:
    css = re.findall(r"`([^`]+)`", row[0])[0]

    assert row[1].strip("`") in {problem.code for problem in linted(css)}


def test_every_kind_of_trap_stands_in_the_guide() -> None:
    codes = re.findall(r'code="(css-[a-z-]+)"', Path(findings.__file__).read_text(encoding="utf-8"))

    assert {row[1].strip("`") for row in _table("not")} == set(codes)


def _first_names(head: str) -> list[str]:
    return [re.findall(r"`([^`]+)`", row[0])[0] for row in _table(head)]


def _tints(first: str, last: str) -> set[str]:
    base = first.rpartition("-")[0]
    least, most = (int(name.rpartition("-")[2]) for name in (first, last))
    return {f"{base}-{percent}" for percent in range(least, most + 1, 10)}


def _master() -> Master:
    printed = profile("copyshop-bw")
    assert printed is not None
    return Master(
        layout=find("wedge", (SHIPPED,)),
        format="a5",
        frame=Frame(width=148, height=210),
        profile=printed,
        palette=Palette(),
        material=Material(language="en", title="", headline=""),
        key="",
    )
