from standoff.report.prose import code, emphasis, link, listed, plain, prose, strong


def test_prose_takes_strings_spans_and_prose() -> None:
    text = prose("a", strong("b"), prose(code("c"), emphasis("d")), link("e", "f"))
    assert plain(text) == "abcde"
    assert [span.kind for span in text] == ["plain", "strong", "code", "emphasis", "link"]


def test_lists_keep_their_emphasis() -> None:
    text = listed(["a", strong("b"), "c"], last="or")
    assert plain(text) == "a, b or c"
    assert any(span.kind == "strong" for span in text)
    assert listed([]) == ()
