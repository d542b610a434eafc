from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.colors import to_hex
from matplotlib.text import Text

from rse_maturity.i18n.catalogue import catalogue
from rse_maturity.views.charts import save
from rse_maturity.views.charts.page import house_style
from rse_maturity.views.charts.palette import ACCENT, INNER
from rse_maturity.views.charts.relations import draw_relations
from rse_maturity.views.charts.relations_curves import THINNEST
from rse_maturity.views.charts.relations_links import exchanged_pairs
from rse_maturity.views.charts.relations_words import finding, shares, side_lines
from tests.views.charts.made_relations import MADE, analysis, from_tally, picture

DRAWN = ("15", "15_names", "80", "400", "6_40", "clusters", "long", "no_inner")
IN_WORDS = ("few", "3_40", "none_cross")


@cache
def made(name):
    return MADE[name]()


@cache
def drawn(name, lang="en", persons="pseudonyms"):
    return draw_relations(analysis(made(name), lang=lang, persons=persons), catalogue(lang))


def texts_of(figure):
    return [text for text in figure.findobj(Text) if text.get_text()]


def boxes_of(figure):
    with house_style():
        renderer = FigureCanvasAgg(figure).get_renderer()
        return [(text.get_text(), text.get_window_extent(renderer)) for text in texts_of(figure)]


def told(figure):
    return " ".join(text.get_text() for text in texts_of(figure))


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", [*DRAWN, *IN_WORDS])
def test_every_text_is_on_the_page_and_none_touches_another(name, lang):
    figure = drawn(name, lang)
    boxes = boxes_of(figure)
    for text, box in boxes:
        assert box.x0 >= 0, text
        assert box.y0 >= 0, text
        assert box.x1 <= figure.bbox.width, text
        assert box.y1 <= figure.bbox.height, text
    for (first, one), (second, other) in combinations(boxes, 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        along = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert across <= 2 or along <= 2, (first, second)  # pixels: ink of neighbours in one line may kiss


@pytest.mark.parametrize("name", DRAWN)
def test_discs_stay_on_the_page_between_subtitle_and_legend(name):
    figure = drawn(name)
    discs = next(part for part in figure.findobj(PatchCollection))
    for path in discs.get_paths():
        low, high = path.get_extents().min, path.get_extents().max
        assert low[1] > 1.6
        assert high[1] < 8.5


def test_every_person_of_two_small_groups_is_named():
    relations = made("15")
    words = told(draw_relations(analysis(relations), catalogue("en")))
    assert [person.person for person in relations.people if person.person not in words] == []


def test_at_most_eighty_on_a_side_and_the_rest_is_counted():
    figure = drawn("400")
    assert len(next(part for part in figure.findobj(PatchCollection)).get_paths()) == 160
    assert "400 people, 320 not drawn" in told(figure)


def test_widths_are_proportional_to_comments():
    relations = made("15")
    figure = draw_relations(analysis(relations), catalogue("en"))
    pairs = exchanged_pairs(relations)
    for color, part in ((ACCENT, pairs.crossing), (INNER, ~pairs.crossing)):
        lines = next(
            found for found in figure.findobj(LineCollection) if to_hex(found.get_colors()[0]).upper() == color
        )
        widths = np.sort(lines.get_linewidths())
        comments = np.sort(pairs.comments[part])
        thick = widths > THINNEST
        assert thick.sum() > 3
        ratio = widths[thick] / comments[thick]
        assert ratio == pytest.approx(ratio[0])


def test_totals_and_shares_are_those_of_everything_although_few_links_are_drawn():
    relations = made("400")
    words = told(draw_relations(analysis(relations), catalogue("en")))
    crossing = relations.left_to_right + relations.right_to_left
    total = crossing + relations.left_inside + relations.right_inside
    assert f"{crossing:,} of {total:,}" in words
    assert f"Production → Sales: {relations.left_to_right:,}" in words
    assert f"Sales → Production: {relations.right_to_left:,}" in words
    assert f"240 of {len(exchanged_pairs(relations)):,} links drawn" in words


def test_people_cut_before_the_picture_are_not_taken_for_silent():
    relations = made("80")
    cut = relations.model_copy(update={"left_inside": relations.left_inside + 500})
    lines = side_lines(cut, catalogue("en"), side=0, present=78, drawn=78, complete=False)
    assert lines[0] == "92 people, 14 not drawn"
    words = told(draw_relations(analysis(cut), catalogue("en")))
    assert "without exchange" not in words
    assert "240 links drawn" in words


@pytest.mark.parametrize("name", ["80", "few"])
def test_same_input_same_bytes(name, tmp_path):
    save(drawn(name), tmp_path / "one.png")
    save(draw_relations(analysis(MADE[name]()), catalogue("en")), tmp_path / "two.png")
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_the_layout_does_not_depend_on_pseudonyms():
    relations = made("15")
    renamed = relations.model_copy(
        update={"people": tuple(one.model_copy(update={"person": "P-AAAAAAAA"}) for one in relations.people)}
    )
    extents = [
        [path.get_extents().bounds for path in next(iter(figure.findobj(PatchCollection))).get_paths()]
        for figure in (draw_relations(analysis(each), catalogue("en")) for each in (relations, renamed))
    ]
    assert extents[0] == extents[1]


def test_without_names_nobody_is_named():
    relations = made("15")
    hidden = relations.model_copy(
        update={"people": tuple(one.model_copy(update={"person": None}) for one in relations.people)}
    )
    words = told(draw_relations(analysis(hidden, persons="none"), catalogue("en")))
    assert "P-" not in words
    assert "pseudonyms" not in words


def test_nothing_at_all_gives_no_picture():
    nothing = from_tally(np.zeros((6, 6), dtype=int), np.array([0, 0, 0, 1, 1, 1]))
    assert draw_relations(analysis(nothing), catalogue("en")) is None
    assert draw_relations(analysis(None), catalogue("en")) is None


@pytest.mark.parametrize("name", IN_WORDS)
def test_too_little_to_draw_is_told_in_words(name):
    figure = drawn(name)
    assert not figure.findobj(PatchCollection)
    assert "Too few people or exchanges" in told(figure)


def test_many_comments_of_few_pairs_are_told_as_a_share_and_not_as_only_so_many():
    tally = np.zeros((10, 10), dtype=int)
    tally[0, 5], tally[1, 2], tally[3, 4], tally[6, 7], tally[8, 9] = 43, 20, 20, 10, 7
    figure = draw_relations(analysis(from_tally(tally, np.repeat([0, 1], 5))), catalogue("en"))
    assert not figure.findobj(PatchCollection)
    assert "43% of comments" in told(figure)
    assert "Only" not in told(figure)


def totals(*, left_inside=0, right_inside=0, forth=0, back=0, basis="units"):
    return picture(6, 6, crossing=0, inside=6).model_copy(
        update={
            "left_inside": left_inside,
            "right_inside": right_inside,
            "left_to_right": forth,
            "right_to_left": back,
            "basis": basis,
        }
    )


def title(relations, lang="en", *, carriers=0, pair=False, few=False):
    return finding(relations, catalogue(lang), carriers=carriers, pair=pair, few=few, names=("A", "B"))


def test_the_title_tells_the_share_that_crosses():
    quarter = totals(left_inside=50, right_inside=23, forth=14, back=13)
    assert title(quarter) == "[[One comment in four]] crosses between A and B"
    assert title(quarter, "fr") == "[[Un commentaire sur quatre]] franchit la frontière entre A et B"
    assert title(totals(left_inside=87, forth=7, back=6)) == "[[Only 13% of comments]] cross between A and B"
    assert title(totals(left_inside=60, forth=20, back=20)) == "[[40% of comments]] cross between A and B"
    assert title(totals(left_inside=60)) == "[[Not one comment]] crosses between A and B"
    assert title(totals(forth=3, back=3)) == "[[All comments]] cross between A and B"
    assert title(totals(left_inside=60, back=1), few=True) == "[[A single comment]] crosses between A and B"


def test_the_title_adds_who_carries_it_or_which_way_it_goes():
    one_way = totals(left_inside=50, right_inside=25, forth=24, back=1)
    assert title(one_way, carriers=3) == (
        "One comment in four crosses between A and B, and [[three people carry half of this exchange]]"
    )
    assert title(one_way) == "One comment in four crosses between A and B; [[96% of it goes one way, A → B]]"
    back = totals(left_inside=50, right_inside=25, back=25)
    assert title(back, "fr") == (
        "Un commentaire sur quatre franchit la frontière entre A et B\u202f; [[tout va dans un seul sens, B → A]]"
    )


def test_shares_are_hand_computed_and_unknown_where_a_side_has_no_exchange():
    found = shares(totals(left_inside=30, right_inside=50, forth=15, back=5))
    assert (found.crossing, found.total) == (20, 100)
    assert found.left_inside == pytest.approx(0.6)
    assert found.right_inside == pytest.approx(50 / 70)
    assert shares(totals(left_inside=30)).right_inside is None


def test_groups_found_in_the_graph_are_not_called_departments():
    words = told(drawn("clusters"))
    assert "group\u00a0A" in words
    assert "Groups found in the graph" in words
    assert "groupe\u00a0B" in told(drawn("clusters", "fr"))


def test_signs_of_markup_in_names_are_written_as_they_are():
    words = told(drawn("15_names", persons="names"))
    assert "$ales [[and]] <co>" in words
    assert "$x_1^2$ <b>bold</" in words
    assert "Иван Петров" in words
