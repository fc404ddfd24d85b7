from terminology.library.checking.outputs import separated


def test_cells_that_would_be_formulas_are_made_safe() -> None:
    assert separated([["=cmd", "+1+2", "@x", "-a", "\tb"]], ",") == "'=cmd,'+1+2,'@x,'-a,'\tb\r\n"


def test_numbers_stay_numbers() -> None:
    assert separated([["-5", "+1.5", "-1,000.00", "-"]], ",") == '-5,+1.5,"-1,000.00",-\r\n'


def test_separators_and_quotes_are_quoted() -> None:
    assert separated([["a,b", 'c"d', "e"]], ",") == '"a,b","c""d",e\r\n'
