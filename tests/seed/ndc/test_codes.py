import pytest
from hypothesis import given
from hypothesis.strategies import from_regex, text

from seed.ndc.codes import candidate_ndcs


@pytest.mark.parametrize(
    ("written", "intended"),
    [
        ("55513-0880-02", "55513-0880-02"),
        ("55513088002", "55513-0880-02"),
        ("0002-7597-01", "00002-7597-01"),
        ("55513-880-02", "55513-0880-02"),
        ("55513-0880-2", "55513-0880-02"),
    ],
)
def test_each_form_means_one_ndc(written: str, intended: str) -> None:
    assert candidate_ndcs(written) == (intended,)


def test_ten_digits_without_hyphens_may_mean_three_ndcs() -> None:
    assert candidate_ndcs("5551388002") == ("05551-3880-02", "55513-0880-02", "55513-8800-02")


@pytest.mark.parametrize(
    "written",
    ["", "55513-0880", "55513-880-2", "5551-880-02", "888867413689", "FN0816", "55513-0880-02 ", "٥٥٥١٣-٠٨٨٠-٠٢"],
)
def test_an_invalid_ndc_has_no_candidates(written: str) -> None:
    assert candidate_ndcs(written) == ()


@given(from_regex(r"[0-9]{5}-[0-9]{4}-[0-9]{2}", fullmatch=True).filter(str.isascii))
def test_an_ndc_means_itself_as_does_each_of_its_short_forms(ndc: str) -> None:
    labeler, product, package = ndc.split("-")
    assert candidate_ndcs(ndc) == candidate_ndcs(labeler + product + package) == (ndc,)
    shorts = [(labeler[1:], product, package), (labeler, product[1:], package), (labeler, product, package[1:])]
    for parts, long in zip(shorts, (labeler, product, package), strict=True):
        if long.startswith("0"):
            assert candidate_ndcs("-".join(parts)) == (ndc,)
            assert ndc in candidate_ndcs("".join(parts))


@given(text())
def test_any_text_can_be_queried(written: str) -> None:
    for ndc in candidate_ndcs(written):
        assert candidate_ndcs(ndc) == (ndc,)
