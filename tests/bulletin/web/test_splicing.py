"""Long markup goes into its place in a page, byte for byte."""

from bulletin.web.splicing import filled, place_for


def test_each_piece_stands_in_its_place_as_it_is() -> None:
    page = f"<p>für alle</p><div>{place_for('own')}</div><div>{place_for('others')}</div>"
    pieces = {"own": b"\\1 %s &amp; {{ x }}", "others": "<i>اهلا 👋</i>".encode()}
    assert filled(page, pieces) == (
        b"<p>f\xc3\xbcr alle</p><div>\\1 %s &amp; {{ x }}</div>"
        b"<div>" + "<i>اهلا 👋</i>".encode() + b"</div>"
    )


def test_a_piece_without_a_place_is_left_out() -> None:
    assert filled("<p></p>", {"own": b"words"}) == b"<p></p>"


def test_what_somebody_writes_is_no_place() -> None:
    page = f"{place_for('own')}<!--own-->"
    assert filled(page, {"own": b"<!--own-->"}) == b"<!--own--><!--own-->"
