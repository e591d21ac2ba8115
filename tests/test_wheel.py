"""The wheel, alone in an empty environment outside the repository, pours."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def leaflets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command of a wheel that was built here and unpacked elsewhere."""
    place = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--no-index", "--wheel-dir", str(place), str(ROOT)],
        check=True,
    )  # fmt: skip
    (wheel,) = place.glob("*.whl")
    empty = place / "empty"
    venv.create(empty, with_pip=False, symlinks=True)
    packages = next(empty.glob("lib/python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # What Leaflets depends on comes from this environment; a path line does not run its .pth
    # files, so that the editable install of the repository stays out.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    command = empty / "bin" / "leaflets-of-the-wheel"
    command.write_text(
        f"#!{empty / 'bin' / 'python'}\nfrom leaflets.cli.start import main\nmain()\n",
        encoding="utf-8",
    )
    command.chmod(0o755)
    return command


def test_the_wheel_pours_the_example_it_carries(leaflets: Path, tmp_path: Path) -> None:
    examples = next(leaflets.parent.parent.rglob("_shipped/examples"))
    statement = examples / "warm-stops" / "statements" / "warm-stops.en.md"

    done = subprocess.run(
        [str(leaflets), "pour", str(statement), "--json"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["summary"]["failed"] == 0
    assert (tmp_path / "out" / "warm-stops" / "all" / "wedge.a5.en.copyshop-bw.pdf").is_file()


def test_the_wheel_carries_layouts_fonts_and_their_licences(leaflets: Path) -> None:
    shipped = next(leaflets.parent.parent.rglob("_shipped"))

    assert (shipped / "layouts" / "wedge" / "layout.yaml").is_file()
    assert {path.name for path in (shipped / "fonts").iterdir()} == {
        path.name for path in (ROOT / "fonts").iterdir()
    }


def test_the_wheel_carries_the_schema_of_a_campaign(leaflets: Path) -> None:
    packages = leaflets.parent.parent
    schema = next(packages.rglob("read/campaign/campaign.schema.json"))
    example = next(packages.rglob("_shipped/examples/warm-stops/.leaflets/campaign.schema.json"))
    assert example.read_bytes() == schema.read_bytes()
