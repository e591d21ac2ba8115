from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.model.campaign import Region, campaign_of
from leaflets.model.material import Link
from leaflets.model.statement import Passage, Statement
from leaflets.plan.links import link, link_missing, named
from leaflets.plan.regional import Links
from leaflets.problems import Position, Problem, Severity

PLACE = Position(file="call.en.md", line=4)


def linked(text: str) -> tuple[Link | None, tuple[Problem, ...]]:
    return link(text, language="kk", region="all", layout="wedge", position=PLACE)


def codes(text: str) -> list[str]:
    return [problem.code for problem in linked(text)[1]]


def test_placeholders_are_filled() -> None:
    found, problems = linked("https://strike.org/{language}/{region}/{layout}")

    assert found == Link(url="https://strike.org/kk/all/wedge", text="strike.org/kk/all/wedge")
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("strike.org/all", "link-scheme"),
        ("mailto:us@strike.org", "link-scheme"),
        ("javascript:alert(1)", "link-scheme"),
        ("tel:+77011234567", "link-scheme"),
        ("ftp://strike.org/a", "link-scheme"),
        ("https:/strike.org", "link-scheme"),
        ("", "link-scheme"),
        ("https://", "link-host"),
        ("https:///all", "link-host"),
        ("https://strike", "link-host"),
        ("https://localhost/all", "link-host"),
        ("https://printer.local/all", "link-host"),
        ("https://192.168.0.1/all", "link-host"),
        ("https://[::1]/all", "link-host"),
        ("https://user:secret@strike.org/", "link-host"),
        ("https://strike..org/", "link-host"),
        ("https://-strike.org/", "link-host"),
        ("https://stri_ke.org/", "link-host"),
        ("https://strike.org:0/", "link-host"),
        ("https://strike.org:65536/", "link-host"),
        ("https://strike.org:port/", "link-host"),
        (f"https://{'a' * 64}.org/", "link-host"),
        ("https://strike。org/", "link-host"),
        ("https://strike.org/a b", "link-characters"),
        ("https://strike.org/a\u200bb", "link-characters"),
        ("https://strike.org/a\u202eb", "link-characters"),
        ("https://strike.org/a\u00adb", "link-characters"),
        ("https://strike.org/\ue001", "link-characters"),
        ("https://strike.org/a\\b", "link-characters"),
        ('https://strike.org/"a"', "link-characters"),
        ("https://strike.org/<a>", "link-characters"),
        ("https://strike.org/«a»", "link-characters"),
        ("https://strike.org/100%", "link-characters"),
        ("https://strike.org/a\nb", "link-characters"),
        ("https://str\u0456ke.org/", "link-mixed-script"),
        ("https://xn--strke-m8e.org/", "link-mixed-script"),
        ("https://strike.org/{city}", "link-placeholder"),
        ("https://strike.org/{regoin}", "link-placeholder"),
        ("https://strike.org/{", "link-placeholder"),
        ("https://strike.org/a}", "link-placeholder"),
        ("https://strike.org//all", "link-placeholder"),
    ],
)
def test_a_link_that_cannot_work_is_an_error_at_its_place(text: str, code: str) -> None:
    found, problems = linked(text)

    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert found is None
    assert [problem.code for problem in errors] == [code]
    assert errors[0].position == PLACE
    assert errors[0].hint


def test_everything_that_is_wrong_with_a_link_is_told_at_once() -> None:
    assert set(codes("https://localhost//{city} ?")) == {
        "link-placeholder",
        "link-characters",
        "link-host",
    }


def test_a_near_miss_of_a_placeholder_is_named() -> None:
    assert "{region}" in linked("https://strike.org/{regoin}")[1][0].hint


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("http://strike.org/", "link-http"),
        ("https://strike.org:8443/", "link-port"),
        ("https://strike.org/?utm_source=leaflet", "link-tracking"),
        ("https://strike.org/?a=1&fbclid=2", "link-tracking"),
        ("https://bit.ly/abc", "link-shortener"),
        ("https://www.tinyurl.com/abc", "link-shortener"),
        ("https://strike.org/all#demands", "link-fragment"),
        ("HTTPS://strike.org/all", "link-upper-scheme"),
        (f"https://strike.org/{'a' * 44}", "link-long"),
        ("https://strike.org/?a=1", "link-hard-to-type"),
        ("https://strike.org/a_b", "link-hard-to-type"),
        ("https://strike.org/~us", "link-hard-to-type"),
        ("https://strike.org/OurCall", "link-hard-to-type"),
        ("https://strike.org/0o", "link-hard-to-type"),
        ("https://strike.org/1l", "link-hard-to-type"),
        ("https://strike.org/a%20b", "link-hard-to-type"),
        (f"https://strike.org/{'a' * 30}", "link-hard-to-type"),
    ],
)
def test_a_link_that_works_badly_is_a_warning(text: str, code: str) -> None:
    found, problems = linked(text)

    told = [problem for problem in problems if problem.code == code]
    assert found is not None
    assert [(one.severity, one.position) for one in told] == [(Severity.WARNING, PLACE)]


@pytest.mark.parametrize(
    "text",
    [
        "https://strike.org",
        "https://strike.org/",
        "https://strike.org:443/all",
        "https://www.strike.org/all/17",
        "https://archive.org/https://strike.org/",
        f"https://strike.org/{'a' * 29}",
        "https://rabbit.ly/all",
        "https://strike.org/women's-day",
    ],
)
def test_a_good_link_has_no_problems_and_is_kept_as_it_is(text: str) -> None:
    found, problems = linked(text)

    assert problems == ()
    assert found is not None
    assert found.url == text


def test_sixty_two_characters_are_not_long() -> None:
    assert "link-long" not in codes(f"https://strike.org/{'a' * 43}")


@pytest.mark.parametrize("host", ["example.org", "www.example.com", "strike.example"])
def test_a_host_for_examples_is_a_note(host: str) -> None:
    told = linked(f"https://{host}/all")[1]

    assert [(one.code, one.severity) for one in told] == [("link-example", Severity.NOTE)]


def test_an_example_is_no_word_within_a_name() -> None:
    assert codes("https://example.strike.org/") == []


@pytest.mark.parametrize(
    ("text", "url", "shown"),
    [
        (
            "https://strike.org/kk/алматы",
            "https://strike.org/kk/%D0%B0%D0%BB%D0%BC%D0%B0%D1%82%D1%8B",
            "strike.org/kk/алматы",
        ),
        (
            "https://пример.рф/шеру",
            "https://xn--e1afmkfd.xn--p1ai/%D1%88%D0%B5%D1%80%D1%83",
            "пример.рф/шеру",
        ),
        ("https://straße.de/", "https://xn--strae-oqa.de/", "straße.de"),
        ("https://strike.org/a|b", "https://strike.org/a%7Cb", "strike.org/a|b"),
    ],
)
def test_letters_are_encoded_for_the_code_and_reported(text: str, url: str, shown: str) -> None:
    found, problems = linked(text)

    assert found == Link(url=url, text=shown)
    assert [(one.code, one.severity) for one in problems] == [("link-encoded", Severity.NOTE)]


@pytest.mark.parametrize("host", ["пример.рф", "өз-ісің.қаз", "münchen.de", "żółw.pl"])
def test_hosts_are_encoded_as_the_standard_library_does(host: str) -> None:
    found, _ = linked(f"https://{host}/")

    assert found is not None
    assert found.url == f"https://{host.encode('idna').decode('ascii')}/"


def test_an_encoded_link_is_printed_in_letters() -> None:
    found, _ = linked("https://xn--e1afmkfd.xn--p1ai/%D1%88%D0%B5%D1%80%D1%83%20a")

    assert found is not None
    assert found.text == "пример.рф/шеру%20a"


def test_a_name_of_look_alikes_is_printed_in_punycode() -> None:
    """All letters of the label are Cyrillic, the end of the name is Latin."""
    found, _ = linked("https://аррӏе.com/")

    assert found is not None
    assert found.text == "xn--80ak6aa92e.com"


def test_capitals_go_up_to_the_path_only_when_the_scheme_came_in_capitals() -> None:
    loud, _ = linked("HTTPS://STRIKE.ORG/R/17")
    quiet, _ = linked("https://Strike.org/R/17")

    assert loud == Link(url="https://strike.org/R/17", text="strike.org/R/17")
    assert quiet == Link(url="https://Strike.org/R/17", text="strike.org/R/17")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://strike.org/", "strike.org"),
        ("https://strike.org/all/", "strike.org/all/"),
        ("https://strike.org/?a=1", "strike.org/?a=1"),
        ("http://www.strike.org:8080/all#x", "www.strike.org:8080/all#x"),
    ],
)
def test_the_printed_form_drops_scheme_and_lone_slash_and_nothing_else(
    text: str, shown: str
) -> None:
    found, _ = linked(text)

    assert found is not None
    assert found.text == shown


def test_another_text_may_be_printed_beside_the_code() -> None:
    target = Link(url="https://strike.org/all/2", text="strike.org/all/2")

    written, problems = named(target, " strike.org ", PLACE)
    _, told = named(target, "strike.org/Our_Call", PLACE)

    assert written == Link(url="https://strike.org/all/2", text="strike.org")
    assert problems == ()
    assert [one.code for one in told] == ["link-hard-to-type"]


def test_a_missing_link_says_how_to_give_one() -> None:
    problem = link_missing(PLACE)

    assert (problem.code, problem.position) == ("link-missing", PLACE)
    assert "--no-code" in problem.hint


HOSTS = st.lists(
    st.text("abcxyz019-абвіқß漢é.", min_size=1, max_size=9), min_size=1, max_size=4
).map(".".join)
TAILS = st.text("abЯқ/?#&=%20{}[]:@!'()*+,;_~^|`é漢\u0301", max_size=20)


@given(text=st.one_of(st.text(), st.builds("{}{}/{}".format, st.just("https://"), HOSTS, TAILS)))
def test_what_a_code_holds_is_ascii_and_of_the_web(text: str) -> None:
    found, problems = linked(text)

    if found is None:
        assert any(problem.severity is Severity.ERROR for problem in problems)
    else:
        assert found.url.isascii()
        assert found.url.startswith(("https://", "http://"))
        assert " " not in found.url


@given(host=HOSTS, tail=TAILS)
def test_an_encoded_link_is_not_encoded_again(host: str, tail: str) -> None:
    found, _ = linked(f"https://{host}/{tail}")

    if found is not None:
        again, _ = linked(found.url)
        assert again is not None
        assert again.url == found.url


def region(name: str) -> Region:
    return Region(id=name, name=name, position=Position(file="regions.csv", row=2))


@given(
    st.sampled_from(
        (
            "https://example.org/{region}",
            "https://example.org/x5/{region}/{language}",
            "https://a-rather-long-name.example.org/leaflets/of/{region}/and-more/than-this",
            "https://example.org/ул/{region}",
            "https://example.org/0{region}1",
            "https://example.org/%{region}",
            "https://example.org/%5{region}",
            "https://example.org/A/{region}",
            "https://example.org/?r={region}",
            "https://{region}.co/a",
            "https://example.org/#{region}",
            "http://example.org/{region}{region}",
            "https://example.org/{regoin}",
        )
    ),
    st.lists(st.from_regex(r"[a-z0-9-]{1,12}|t|xn--a|r[01lo]{2,3}", fullmatch=True), min_size=1),
)
def test_many_links_are_told_what_each_is_told_alone(template: str, ids: list[str]) -> None:
    statement = Statement(file="a.en.md", slug="a", language="en", title="A", headline="A")
    campaign = replace(campaign_of(statement), link=Passage(text=template))
    many = Links(campaign, "")
    for name in ids:
        target, problems = link(
            template, language="en", region=name, layout="wedge", position=Position()
        )
        led = many.of(statement, region(name), "wedge")
        assert (led.link, led.problems) == (target, problems)
