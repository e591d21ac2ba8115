"""The manifest's shape, and what is no manifest."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.deliver.manifest import dump
from leaflets.deliver.recorded import load
from leaflets.model.manifest import CodeFound, Entry, Fit, Manifest, PaperUsed
from leaflets.problems import Exit, LeafletsError, Position, Problem, Severity, Where

FULL = Entry(
    path="call/all/wedge.a5.ru.copyshop-bw.paper.pdf",
    role="paper",
    of=("call/all/wedge.a5.ru.copyshop-bw.pdf",),
    source="call.ru.txt",
    statements=("call.ru.txt",),
    region="all",
    language="ru",
    layout="wedge",
    format="a5",
    profile="copyshop-bw",
    pages=2,
    copies=150,
    paper=PaperUsed(size="a4", up=2, sides=2, flip="either"),
    coverage=(0.18, 0.07),
    fit=Fit(groups=(("text", 1.04), ("demands", 1)), air=(("text", 2.5),), dropped=("Ещё.",)),
    links=(
        CodeFound(
            url="https://example.org/a", page=2, module_mm=0.8, decoded=True, survives_copier=True
        ),
    ),
    inputs="aa",
    sha256="bb",
    bytes=12,
    problems=(
        Problem(
            code="code-small",
            severity=Severity.WARNING,
            message="Модуль мал.",
            hint="Короче.",
            position=Position(file="call.ru.txt", line=3, column=7, row=2),
            where=Where(output="", page=2, slot="code", mm=0.7),
        ),
    ),
)


def test_the_shape_is_the_documented_one() -> None:
    """DESIGN, command line: the keys in their order; nothing else."""
    told = json.loads(dump(Manifest(outputs=(FULL,))))
    assert list(told) == ["version", "problems", "outputs"]
    [entry] = told["outputs"]
    assert " ".join(entry) == (
        "path role state of source statements region language layout format profile ink shop "
        "pages copies paper coverage made fit links inputs sha256 bytes problems"
    )
    assert entry["paper"] == {"size": "a4", "up": 2, "sides": 2, "flip": "either"}
    assert entry["fit"] == {
        "groups": {"text": 1.04, "demands": 1},
        "air": {"text": 2.5},
        "dropped": ["Ещё."],
    }
    assert entry["links"] == [
        {
            "url": "https://example.org/a",
            "page": 2,
            "module_mm": 0.8,
            "decoded": True,
            "survives_copier": True,
        }
    ]
    assert entry["problems"] == [
        {
            "code": "code-small",
            "severity": "warning",
            "message": "Модуль мал.",
            "hint": "Короче.",
            "file": "call.ru.txt",
            "line": 3,
            "column": 7,
            "row": 2,
            "page": 2,
            "slot": "code",
            "mm": 0.7,
        }
    ]


def test_a_single_page_has_no_paper_and_no_number_of_copies() -> None:
    [entry] = json.loads(dump(Manifest(outputs=(Entry(path="a.png", role="picture"),))))["outputs"]
    assert (entry["paper"], entry["copies"], entry["fit"]) == (None, None, None)


def test_it_is_text_with_one_entry_on_a_line() -> None:
    """So that a difference between two runs is read line by line."""
    data = dump(Manifest(outputs=(FULL, Entry(path="z.png", role="picture"))))
    assert data.endswith(b"}\n")
    lines = data.decode().splitlines()
    assert len([line for line in lines if line.startswith('{"path": ')]) == 2
    assert "Модуль мал." in data.decode()


def test_entries_are_ordered_by_path() -> None:
    two = tuple(replace(FULL, path=path) for path in ("b.pdf", "a.pdf"))
    assert dump(Manifest(outputs=two)) == dump(Manifest(outputs=two[::-1]))
    assert [one.path for one in load(dump(Manifest(outputs=two))).outputs] == ["a.pdf", "b.pdf"]


def test_what_is_read_again_is_what_was_written() -> None:
    loose = FULL.problems[0]
    manifest = Manifest(outputs=(FULL, Entry(path="z.png", role="picture")), problems=(loose,))
    read = load(dump(manifest))
    [problem] = read.outputs[0].problems
    assert problem.where.output == FULL.path
    assert replace(read.outputs[0], problems=FULL.problems) == FULL
    assert read.problems == (loose,)
    assert dump(read) == dump(manifest)


def test_a_file_name_that_is_no_text_survives_the_disk() -> None:
    manifest = Manifest(outputs=(replace(FULL, source="caf\udce9.txt", problems=()),))
    assert load(dump(manifest)) == manifest


texts = st.text(max_size=12)


@given(
    st.lists(
        st.builds(
            Entry,
            path=st.text("abcä .-", min_size=1, max_size=9).filter(lambda path: path != ".."),
            role=texts,
            of=st.tuples(texts),
            region=texts,
            copies=st.none() | st.integers(0, 10**6),
            coverage=st.lists(st.floats(0, 1), max_size=2).map(tuple),
        ),
        unique_by=lambda entry: entry.path,
        max_size=4,
    )
)
def test_any_entries_survive_the_disk(entries: list[Entry]) -> None:
    data = dump(Manifest(outputs=tuple(entries)))
    assert dump(load(data)) == data


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"version": None},
        {"outputs": {}},
        {"outputs": [{}]},
        {"outputs": ["a.pdf"]},
        {"problems": [{"code": "x"}]},
        {"more": 1},
    ],
)
def test_a_stranger_is_no_manifest(change: dict[str, object]) -> None:
    _assert_broken(json.dumps(json.loads(dump(Manifest(outputs=(FULL,)))) | change).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"path": "../a.pdf"},
        {"path": "/etc/a.pdf"},
        {"path": "call/../../a.pdf"},
        {"path": ""},
        {"path": 7},
        {"pages": "2"},
        {"pages": True},
        {"copies": "many"},
        {"of": [1]},
        {"of": None},
        {"coverage": ["much"]},
        {"paper": {"size": "a4"}},
        {"fit": {"groups": {"text": "wide"}, "air": {}, "dropped": []}},
        {"links": [{"url": "https://example.org"}]},
        {"problems": [{"code": "x"}]},
        {"author": "somebody"},
    ],
)
def test_a_strange_entry_is_no_entry(change: dict[str, object]) -> None:
    """A path that leaves the folder could be deleted by --prune: it is refused too."""
    told = json.loads(dump(Manifest(outputs=(FULL,))))
    told["outputs"][0] |= change
    _assert_broken(json.dumps(told).encode())


@pytest.mark.parametrize("severity", ["grave", 1])
def test_a_strange_severity_is_refused(severity: object) -> None:
    told = json.loads(dump(Manifest(outputs=(FULL,))))
    told["outputs"][0]["problems"][0]["severity"] = severity
    _assert_broken(json.dumps(told).encode())


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"[" * 10**6, b"null", b"\xff\xfe", b"7", b'"manifest"']
)
def test_what_is_no_json_table_is_no_manifest(data: bytes) -> None:
    _assert_broken(data)


def test_a_path_listed_twice_is_refused() -> None:
    told = json.loads(dump(Manifest(outputs=(FULL,))))
    told["outputs"] *= 2
    _assert_broken(json.dumps(told).encode())


def _assert_broken(data: bytes) -> None:
    with pytest.raises(LeafletsError) as raised:
        load(data, name="out/manifest.json")
    [found] = raised.value.problems
    assert (found.code, found.exit) == ("manifest-broken", Exit.DELIVERY)
    assert found.position.file == "out/manifest.json"
