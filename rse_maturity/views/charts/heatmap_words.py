"""The words of the heat map: how many units are where, who has slipped back, what a cell says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.views.charts.palette import ACCENT, PHASE_TEXT
from rse_maturity.views.charts.words import files, number, plain, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.verdict import PhaseLabel
    from rse_maturity.views.charts.heatmap_rows import HeatMap, Row

FIELDS = ("department", "site")
MOST_NAMED = 2
PAIR = 2
NAME_LETTERS = 30


def title(analysis: Analysis, seen: HeatMap, texts: Catalogue) -> tuple[str, tuple[str, ...]]:
    """Say how many units are where, and who stands out below; return the sentence and the colours of its phrases."""
    standing = [row for row in seen.rows if row.now != "insufficient_data"]
    counts = {phase: sum(row.now == phase for row in standing) for phase in ("creation", "growth", "cruise")}
    leading: PhaseLabel = next((phase for phase in ("cruise", "growth") if counts[phase]), "creation")
    everybody = len(standing) == len(seen.rows) and not seen.unjudged
    who = _who(analysis, texts, counts[leading], len(standing), everybody=everybody)
    first = texts.text(f"heatmap.are.{leading}", n=counts[leading], who=who)
    slipped = [row for row in standing if row.slipped is not None]
    behind = [row for row in standing if row.now == "creation"] if leading != "creation" else []
    rest: tuple[str, str] | None = None
    if slipped:
        rest = (texts.text("heatmap.slipped", n=len(slipped), who=_named(slipped, analysis, texts)), ACCENT)
    elif behind:
        said = texts.text("heatmap.behind", n=len(behind), who=_named(behind, analysis, texts))
        rest = (said, PHASE_TEXT["creation"])
    colours = (PHASE_TEXT[leading], *([] if rest is None else [rest[1]]))
    said = first if rest is None else texts.text("heatmap.pair", first=first, second=rest[0])
    return sentence(said), colours


def _who(analysis: Analysis, texts: Catalogue, part: int, whole: int, *, everybody: bool) -> str:
    """Say how many of how many units, counted out where they are few; `everybody`: there are no others."""
    field = unit_field(analysis)
    small = number(texts, whole) != texts.fill("{n:number}", n=whole)  # both in words, or both in figures
    said = [number(texts, n) if small else texts.fill("{n:number}", n=n) for n in (part, whole)]
    table = ("of" if part < whole else "both" if whole == PAIR else "all") + ("" if everybody else "_judged")
    return texts.text(f"heatmap.{table}.{field}", n=part, part=said[0], whole=said[1])


def _named(rows: Sequence[Row], analysis: Analysis, texts: Catalogue) -> str:
    """Name one or two units; more are counted, and so are names too long for a title."""
    names = [plain(row.name) for row in sorted(rows, key=lambda row: row.name)]
    if len(names) <= MOST_NAMED and max(map(len, names)) <= NAME_LETTERS:
        return names[0] if len(names) == 1 else texts.text("heatmap.two", first=names[0], second=names[1])
    many = number(texts, len(names)) if len(names) > 1 else ""
    return texts.text(f"heatmap.count.{unit_field(analysis)}", n=len(names), part=many)


def unit_field(analysis: Analysis) -> str:
    """Return the key of the word for the units of this network."""
    field = analysis.settings.get("people", {}).get("unit", "department")
    return field if field in FIELDS else "other"


def subtitle(analysis: Analysis, seen: HeatMap, texts: Catalogue) -> str:
    """Say what the numbers count, what a column is, and the order of the rows."""
    days = analysis.settings.get("time", {}).get("window_days", 28)
    parts = [
        texts.text(f"heatmap.subtitle.{analysis.population}", days=days),
        texts.text(f"heatmap.subtitle.{seen.step}"),
    ]
    if seen.aim != "creation":
        parts.append(texts.text(f"heatmap.subtitle.order_{seen.aim}"))
    return " · ".join(parts)


def standing(row: Row, texts: Catalogue) -> str:
    """Say at the end of a row since when the unit stands where the map is about, or that it does not."""
    if row.now == "insufficient_data":
        return texts.text("heatmap.end.unjudged")
    if row.slipped is not None:
        return texts.text("heatmap.end.slipped")
    if row.reached is None:
        return texts.text("heatmap.end.not_yet")
    if row.since is None:
        return texts.text("heatmap.end.from_start")
    return texts.text("heatmap.end.since", end=row.since)


def source(analysis: Analysis, seen: HeatMap, texts: Catalogue) -> str:
    """Say where the figures come from, how a cell got its colour, and who is not drawn."""
    people = analysis.settings.get("people", {})
    time = analysis.settings.get("time", {})
    parts = [
        files(analysis, texts),
        texts.text("heatmap.source.phase", up=time.get("months_up", 3), down=time.get("months_down", 2)),
        texts.text("heatmap.source.small", n=people.get("minimum_unit_people", 10)),
    ]
    if seen.unjudged:
        parts.append(texts.text("heatmap.source.unjudged", n=seen.unjudged))
    if seen.between:
        parts.append(texts.text("heatmap.source.between", n=seen.between))
    return " ".join(parts)
