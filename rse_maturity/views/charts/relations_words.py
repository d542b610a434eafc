"""The sentences of the picture of relations. Shares are those of the picture's totals, before anything is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rse_maturity.views.charts.page import TITLE

if TYPE_CHECKING:
    from rse_maturity.i18n.catalogue import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.pictures import RelationPicture
    from rse_maturity.views.charts.page import Page

SIMPLE = {  # shares that are told as a simple fraction
    "tenth": 0.1,
    "fifth": 0.2,
    "quarter": 0.25,
    "third": 1 / 3,
    "half": 0.5,
    "two_thirds": 2 / 3,
    "three_quarters": 0.75,
}
CLOSE_TO = 0.021  # judgement: 27 % is "one in four"
CLOSE_TO_TENTH = 0.005
SMALL = 0.15  # judgement: below, the title says "only"
ONE_WAY = 0.85  # judgement: from here on, the direction is part of the finding
FILES_NAMED = 2
NAME_IN_TITLE = 0.28  # of the width of the page
STUMP = 4  # letters


@dataclass(frozen=True)
class Shares:
    """The totals of the picture, and the shares that are told."""

    crossing: int
    total: int
    left_inside: float | None
    right_inside: float | None

    @property
    def crossing_share(self) -> float:
        """Return the share of comments that cross, 0 where there is no comment at all."""
        return self.crossing / self.total if self.total else 0.0


def shares(picture: RelationPicture) -> Shares:
    """Return totals and shares; a side without any exchange has no share (None)."""
    crossing = picture.left_to_right + picture.right_to_left
    inside = [own / (own + crossing) if own + crossing else None for own in (picture.left_inside, picture.right_inside)]
    return Shares(crossing, crossing + picture.left_inside + picture.right_inside, inside[0], inside[1])


def group_names(picture: RelationPicture, texts: Catalogue, *, heading: bool) -> tuple[str, str]:
    """Return the names of both sides, as a heading or within a sentence."""
    if picture.basis == "units":
        return picture.left, picture.right
    end = "_heading" if heading else ""
    return texts.text(f"relations.group.left{end}"), texts.text(f"relations.group.right{end}")


def title_names(page: Page, picture: RelationPicture, texts: Catalogue) -> tuple[str, str]:
    """Return the names of both sides, cut to a length that leaves the title legible."""
    room = (page.right - page.left) * NAME_IN_TITLE
    left, right = (
        _whole_words(page.shorten(_unmarkable(name), room, size=TITLE, weight="bold"))
        for name in group_names(picture, texts, heading=False)
    )
    return left, right


def _unmarkable(name: str) -> str:
    """Return a name that cannot be taken for a coloured phrase."""
    return name.replace("[[", "[ [").replace("]]", "] ]")


def _whole_words(short: str) -> str:
    """Drop the stump of a word before an ellipsis."""
    words, _, stump = short.removesuffix("…").rpartition(" ")
    return f"{words.rstrip(' ,;:&')}…" if short.endswith("…") and words and len(stump) <= STUMP else short


def finding(
    picture: RelationPicture, texts: Catalogue, *, carriers: int, pair: bool, few: bool, names: tuple[str, str]
) -> str:
    """Write the title: what share crosses, and what is remarkable about it; `[[…]]` marks the coloured phrase.

    Parameters
    ----------
    picture
        The totals.
    carriers
        How many people carry half of what crosses; 0 where that is not remarkable.
    pair
        These are two, and it passes between them alone.
    few
        Tell the number of comments instead of their share.
    names
        The two sides, as `title_names` gives them.
    """
    left, right = names
    found = shares(picture)
    if few and found.crossing:
        return texts.text("relations.few", n=found.crossing, left=left, right=right)
    share = found.crossing_share
    sentence = texts.text(f"relations.share.{_share_key(share)}", share=share, left=left, right=right)
    if carriers:
        addition = texts.text(f"relations.carried.{'pair' if pair else carriers}")
    elif found.crossing and max(picture.left_to_right, picture.right_to_left) >= ONE_WAY * found.crossing:
        ends = names if picture.basis == "units" else group_names(picture, texts, heading=True)
        forth = picture.left_to_right >= picture.right_to_left
        main = max(picture.left_to_right, picture.right_to_left)
        addition = texts.text(
            f"relations.one_way.{'all' if main == found.crossing else 'most'}",
            share=main / found.crossing,
            source=ends[0] if forth else ends[1],
            target=ends[1] if forth else ends[0],
        )
    else:
        return sentence
    return sentence.replace("[[", "", 1).replace("]]", "", 1) + addition


def _share_key(share: float) -> str:
    if share in (0.0, 1.0):
        return "all" if share else "none"
    near = min(SIMPLE, key=lambda name: abs(SIMPLE[name] - share))
    if abs(SIMPLE[near] - share) <= (CLOSE_TO_TENTH if near == "tenth" else CLOSE_TO):
        return near
    return "small" if share < SMALL else "percent"


def subtitle(picture: RelationPicture, texts: Catalogue) -> str:
    """Write what is counted, when, and how much of it crosses."""
    found = shares(picture)
    counted = texts.text(
        "relations.subtitle",
        start=picture.window.start,
        end=picture.window.end,
        crossing=found.crossing,
        total=found.total,
        share=found.crossing_share,
    )
    return counted if picture.basis == "units" else f"{counted} · {texts.text('relations.clusters')}"


def side_lines(
    picture: RelationPicture, texts: Catalogue, *, side: int, present: int, drawn: int, complete: bool
) -> list[str]:
    """Write under the name of a side how many people it has, who is not drawn, and what stays inside.

    Parameters
    ----------
    side
        0 left, 1 right.
    present, drawn
        People of this side in the picture, and those of them that get a disc.
    complete
        Everybody with an exchange is in the picture: only then is it known who has none.
    """
    people = picture.right_people if side else picture.left_people
    parts = [texts.text("relations.side.people", n=people)]
    without = people - present if complete else 0
    if without > 0:
        parts.append(texts.text("relations.side.without", n=without))
    if people - without - drawn > 0:
        parts.append(texts.text("relations.side.undrawn", n=people - without - drawn))
    found = shares(picture)
    inside = found.right_inside if side else found.left_inside
    lines = [", ".join(parts)]
    return lines if inside is None else [*lines, texts.text("relations.side.inside", share=inside)]


def source(analysis: Analysis, texts: Catalogue, *, named: bool, all_named: bool, limit: int, filtered: bool) -> str:
    """Write where the figures come from, what they are, and what was left out.

    Parameters
    ----------
    named, all_named
        Some, all of the people drawn have their name written.
    limit
        How many people on a side are drawn at most; 0 where everybody is.
    filtered
        Some links are not drawn.
    """
    files = [file.name for file in analysis.input.sources]
    names = ", ".join(files[:FILES_NAMED])
    if len(files) > FILES_NAMED:
        names = texts.text("relations.source.more", names=names, n=len(files) - FILES_NAMED)
    parts = [texts.text("relations.source.files", names=names), texts.text("relations.source.comment")]
    if named and analysis.processing.persons == "pseudonyms":
        parts.append(texts.text("relations.source.pseudonyms"))
    if named and not all_named:
        parts.append(texts.text("relations.source.named"))
    if limit:
        parts.append(texts.text("relations.source.limit", n=limit))
    if filtered:
        parts.append(texts.text("relations.source.filter"))
    return " ".join(parts)
