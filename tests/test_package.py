"""What `import standoff` offers."""

import pytest

import standoff as so


def test_the_public_names_are_there_and_no_others():
    assert {name for name in dir(so) if not name.startswith("__")} == set(so.__all__)
    for name in so.__all__:
        assert getattr(so, name).__name__ == name


def test_another_name_is_refused():
    with pytest.raises(AttributeError, match="has no attribute 'forcast'"):
        so.forcast  # noqa: B018
