"""The organiser's guide says what the code does: its tables are held against it."""

import re
from pathlib import Path

import pytest

from leaflets.language.words import ticket_words
from leaflets.profiles import profiles
from leaflets.read.campaign.keys import CampaignKeys, InkKeys, PaletteKeys, ProfileKeys
from leaflets.yaml_source import load

GUIDE = (Path(__file__).parents[2] / "docs" / "organisers-guide.md").read_text(encoding="utf-8")
# DESIGN §6: the columns that every table may have.
COLUMNS = "id name languages place date time contact link copies shop demands"


def _rows(head: str) -> list[list[str]]:
    """Return the rows of the table whose first heading is `head`, cell by cell."""
    table = GUIDE.partition(f"| {head} |")[2].split("\n\n")[0]
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines()[2:]
    ]


def _names(head: str) -> list[str]:
    return [row[0].strip("`") for row in _rows(head)]


@pytest.mark.parametrize(
    ("head", "keys"),
    [("key", CampaignKeys), ("colour's key", InkKeys), ("profile's key", ProfileKeys)],
)
def test_each_key_stands_in_the_guide_in_the_order_of_the_contract(head, keys):
    assert _names(head) == list(keys.model_fields)


def test_each_column_stands_in_the_guide():
    assert _names("column") == COLUMNS.split()


@pytest.mark.parametrize("row", _rows("key"), ids=lambda row: row[0])
def test_the_examples_of_the_guide_are_taken(row):
    for example in re.findall(r"`([^`]+)`", row[2]):
        said = {} if row[0] == "`statement`" else {"statement": "statements/call"}
        value = load(f"{row[0].strip('`')}: {example}").value
        assert CampaignKeys.model_validate({**said, **value})


def _between(text: str, begin: str, end: str) -> str:
    return text.partition(begin)[2].partition(end)[0]


def test_the_palette_and_the_tickets_languages_are_those_there_are():
    rows = {row[0].strip("`"): row[1] for row in _rows("key")}
    assert set(re.findall(r"`([^`]+)`", rows["palette"])) == set(PaletteKeys.model_fields)
    told = re.findall(r"\b[a-z]{2}\b", _between(rows["shop_language"], ":", ";").replace(" or", ""))
    assert all(ticket_words(language) for language in told)
    assert len(told) == 5


def test_the_profile_of_the_guide_s_example_is_one_of_ours():
    assert re.search(r"extends: ([a-z-]+)", GUIDE)[1] in {one.name for one in profiles()}
