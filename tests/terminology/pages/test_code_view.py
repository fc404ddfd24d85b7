from terminology.pages.code_view import Replacements
from terminology.pages.related_codes import RelatedCode


def test_replacements_are_there_in_either_direction() -> None:
    code = RelatedCode("J0223", None, None, None)
    assert not Replacements((), ())
    assert Replacements((code,), ())
    assert Replacements((), (code,))
