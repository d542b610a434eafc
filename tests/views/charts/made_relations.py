"""Made-up pictures of relations, and an analysis around each: the tests and the eye look at these."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np

from rse_maturity.model.analysis import Analysis, GraphSummary, Relations
from rse_maturity.model.metric import Window
from rse_maturity.model.pictures import Pictures, RelationLink, RelationPerson, RelationPicture
from rse_maturity.model.reading import Input, Processing, SourceSummary
from rse_maturity.model.verdict import Phase

LETTERS = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
WINDOW = Window(start=date(2024, 4, 1), end=date(2025, 3, 31))


def picture(
    left_people,
    right_people,
    *,
    crossing,
    inside,
    seed=1,
    names=None,
    basis="units",
    left="Production",
    right="Sales",
    one_way=0.5,
    hubs=(),
    crossers=1.0,
    unknown=0,
    evenness=3.0,
):
    """Draw comments at random: uneven people, `crossing` and `inside` comments in all, a share `one_way` left to right.

    `hubs` are people (index in all) through whom half of the crossing goes; only a share `crossers` of people cross.
    """
    chance = np.random.default_rng(seed)
    count = left_people + right_people
    side = np.repeat([0, 1], [left_people, right_people])
    weight = chance.pareto(evenness, count) + 0.2
    crosses = chance.random(count) < crossers
    tally = np.zeros((count, count), dtype=int)

    def someone(of, also=None):
        pool = np.flatnonzero(side == of) if also is None else np.flatnonzero((side == of) & also)
        return int(chance.choice(pool, p=weight[pool] / weight[pool].sum()))

    for _ in range(crossing):
        ends = [someone(0, crosses), someone(1, crosses)]
        if hubs and chance.random() < 0.5:
            hub = int(chance.choice(hubs))
            ends[side[hub]] = hub
        if chance.random() >= one_way:
            ends.reverse()
        tally[ends[0], ends[1]] += 1
    for _ in range(inside):
        of = int(chance.integers(0, 2))
        first, second = someone(of), someone(of)
        if first != second:
            tally[first, second] += 1
    return from_tally(tally, side, names=names, basis=basis, left=left, right=right, unknown=unknown, seed=seed)


def from_tally(tally, side, *, names=None, basis="units", left="Production", right="Sales", unknown=0, seed=1):
    """Turn a matrix of comments (from row to column) into a picture; `unknown` people more on each side are silent."""
    chance = np.random.default_rng(seed)
    present = np.flatnonzero(tally.sum(axis=0) + tally.sum(axis=1))
    place = {int(person): at for at, person in enumerate(present)}
    pseudonyms = ["P-" + "".join(chance.choice(LETTERS, 8)) for _ in present]
    sums = {(i, j): int(tally[np.ix_(side == i, side == j)].sum()) for i in (0, 1) for j in (0, 1)}
    return RelationPicture(
        basis=basis,
        window=WINDOW,
        left=left,
        right=right,
        left_people=int((side == 0).sum()) + unknown,
        right_people=int((side == 1).sum()) + unknown,
        left_inside=sums[0, 0],
        right_inside=sums[1, 1],
        left_to_right=sums[0, 1],
        right_to_left=sums[1, 0],
        people=tuple(
            RelationPerson(
                person=pseudonyms[at],
                display_name=names[at % len(names)] if names else None,
                side=int(side[person]),
                received=int(tally[:, person].sum()),
                given=int(tally[person].sum()),
            )
            for at, person in enumerate(present)
        ),
        links=tuple(
            RelationLink(source=place[int(i)], target=place[int(j)], comments=int(tally[i, j]))
            for i, j in zip(*np.nonzero(tally), strict=True)
        ),
    )


def analysis(relations, *, lang="en", persons="pseudonyms"):
    """Wrap a picture in an analysis that has nothing else."""
    source = SourceSummary(
        name="network.csv", format="generic", sha256="0" * 64, rows=1, events=1, rejected=0, duplicates=0, left_out=0
    )
    moment = datetime(2025, 3, 31, tzinfo=UTC)
    return Analysis(
        tool_version="0",
        generated_at=moment,
        lang=lang,
        input=Input(
            sources=(source,),
            first_event=moment,
            last_event=moment,
            zone="UTC",
            zone_source="default",
            events=1,
            kinds={},
            people=1,
            directory=None,
            capabilities={},
        ),
        processing=Processing(
            dropped={}, excluded_channels=0, excluded_persons=0, minimum_group=5, persons=persons, key="run"
        ),
        settings={},
        population="seen",
        phase=Phase(label="growth", momentum="unknown", flags=(), confidence=None, since=None, findings=(), next=()),
        metrics={},
        trajectory=(),
        weekly=(),
        units=(),
        relations=Relations(
            graph=GraphSummary(people=0, ties=0, comments=0, two_way=0, isolated=0),
            units=(),
            unexpected=(),
            clusters=(),
        ),
        people=(),
        advice=(),
        pictures=Pictures(bubbles=None, relations=relations),
    )


ODD_NAMES = (
    "Anne-Sophie de La Rochefoucauld-Montmorency",
    "$x_1^2$ <b>bold</b> [[odd]]",
    "Ωμέγα Παπαδόπουλος",
    "王小明",
    "Jérôme L’Écuyer",
    "Иван Петров",
    "W" * 80,
)

MADE = {
    "outlier": lambda: picture(15, 15, crossing=190, inside=500, evenness=1.6),
    "15": lambda: picture(15, 15, crossing=190, inside=500),
    "15_names": lambda: picture(
        15, 15, crossing=190, inside=500, names=ODD_NAMES, left="Recherche & développement", right="$ales [[and]] <co>"
    ),
    "80": lambda: picture(80, 80, crossing=420, inside=2700, hubs=(3, 90, 120), crossers=0.7, unknown=12),
    "80_even": lambda: picture(80, 80, crossing=1500, inside=1500, seed=4),
    "400": lambda: picture(400, 400, crossing=2500, inside=9000, seed=5),
    "3_40": lambda: picture(3, 40, crossing=60, inside=200),
    "6_40": lambda: picture(6, 40, crossing=60, inside=200),
    "few": lambda: picture(15, 15, crossing=4, inside=60, unknown=3),
    "none_cross": lambda: picture(12, 12, crossing=0, inside=90),
    "one_way": lambda: picture(25, 20, crossing=160, inside=400, one_way=0.95, evenness=9.0),
    "no_inner": lambda: picture(12, 9, crossing=90, inside=0),
    "clusters": lambda: picture(30, 22, crossing=120, inside=600, basis="clusters", left="0", right="1"),
    "long": lambda: picture(
        20,
        20,
        crossing=260,
        inside=500,
        one_way=0.9,
        left="Direction des systèmes d’information et de la transformation numérique",
        right="Recherche, développement et innovation des matériaux composites",
    ),
}
