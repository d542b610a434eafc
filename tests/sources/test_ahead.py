import pytest

from rse_maturity.sources.ahead import ahead


def test_pieces_come_in_their_order_whatever_they_are():
    assert list(ahead(iter([0, None, "", 3]))) == [0, None, "", 3]
    assert list(ahead([])) == []


def test_an_error_comes_where_its_piece_would():
    def failing():
        yield 1
        raise ValueError(2)

    pieces = ahead(failing())
    assert next(pieces) == 1
    with pytest.raises(ValueError, match="2"):
        next(pieces)


def test_no_more_than_one_piece_is_made_in_advance():
    made = []
    pieces = ahead(made.append(number) or number for number in range(9))
    next(pieces)
    pieces.close()
    assert len(made) <= 2
