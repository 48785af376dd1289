from markupsafe import Markup

from standoff.report.charts import svg


def test_text_is_escaped_and_markup_is_not() -> None:
    assert svg.element("g", "<b>", Markup("<i/>")) == "<g>&lt;b&gt;<i/></g>"


def test_attributes_are_escaped_and_named() -> None:
    made = svg.element("a", font_size=12.0, class_='"x"', none=None)
    assert made == '<a font-size="12" class="&#34;x&#34;"></a>'


def test_numbers_are_short_and_never_minus_zero() -> None:
    assert svg.figure(-0.01) == "0"
    assert svg.figure(1.25) == "1.2"
    assert svg.figure(3) == "3"


def test_braces_in_text_are_not_fields() -> None:
    assert svg.text(0, 0, "{0} {x} %s").endswith(">{0} {x} %s</text>")
