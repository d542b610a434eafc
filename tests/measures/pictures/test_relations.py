import polars as pl

from rse_maturity.measures.pictures.relations import MOST_PEOPLE, busiest_pair, relation_picture
from rse_maturity.model.metric import Window

WINDOW = Window(start="2024-01-01", end="2024-12-31")


def ties(*rows):
    schema = {"source": pl.UInt32, "target": pl.UInt32, "comments": pl.UInt32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def groups(**members):
    rows = [(person, group) for group, people in members.items() for person in people]
    return pl.DataFrame(rows, schema={"person": pl.UInt32, "group": pl.String}, orient="row")


def labels(count):
    return pl.DataFrame(
        {"person": range(count), "label": [f"P-{n}" for n in range(count)], "display_name": [None] * count},
        schema={"person": pl.UInt32, "label": pl.String, "display_name": pl.String},
    )


def picture(counted, placed, *, count=10):
    return relation_picture(counted, placed, labels(count), between=("a", "b"), basis="units", window=WINDOW)


def test_the_busiest_pair_adds_both_ways_and_puts_the_larger_group_first():
    placed = groups(a=[0, 1], b=[2, 3, 4], c=[5])
    counted = ties((0, 2, 3), (2, 0, 4), (0, 5, 6), (0, 1, 99))
    assert busiest_pair(counted, placed, minimum=1) == ("b", "a")


def test_an_exchange_of_many_comes_before_one_that_hangs_on_few():
    placed = groups(a=[0, 1], b=[2, 3], c=[4, 5])
    counted = ties((0, 4, 99), (0, 2, 1), (3, 1, 1))
    assert busiest_pair(counted, placed, minimum=1) == ("a", "c")
    assert busiest_pair(counted, placed, minimum=2) == ("a", "b")


def test_without_crossing_there_is_no_pair():
    assert busiest_pair(ties((0, 1, 9)), groups(a=[0, 1], b=[2]), minimum=1) is None


def test_totals_and_links_are_counted_by_direction():
    found = picture(ties((0, 2, 3), (2, 0, 4), (0, 1, 5), (3, 2, 2), (9, 0, 8)), groups(a=[0, 1], b=[2, 3, 4]))
    assert (found.left_to_right, found.right_to_left, found.left_inside, found.right_inside) == (3, 4, 5, 2)
    assert (found.left_people, found.right_people) == (2, 3)
    assert [person.person for person in found.people] == ["P-0", "P-1", "P-2", "P-3"]
    assert [(link.source, link.target, link.comments) for link in found.links] == [
        (0, 1, 5),
        (0, 2, 3),
        (2, 0, 4),
        (3, 2, 2),
    ]
    assert [(person.given, person.received) for person in found.people] == [(8, 4), (0, 5), (4, 5), (2, 0)]


def test_who_crosses_is_kept_before_who_talks_inside_and_totals_stay_whole():
    many = MOST_PEOPLE + 20
    inside = [(n, (n + 1) % many, 50) for n in range(many)]
    counted = ties(*inside, (0, many, 1), (many, many + 1, 7))
    found = picture(counted, groups(a=range(many), b=[many, many + 1]), count=many + 2)
    drawn = [person.person for person in found.people if person.side == 0]
    assert len(drawn) == MOST_PEOPLE
    assert "P-0" in drawn
    assert found.left_inside == 50 * many
