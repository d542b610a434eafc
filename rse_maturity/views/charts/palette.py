"""Colours of every picture, one meaning each; told apart by colour-blind readers, and in grey with a second cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rse_maturity.model.verdict import PhaseLabel

PAPER = "#FFFFFF"
INK = "#1B2430"
GREY_D = "#56616D"  # secondary text
GREY_M = "#A9B2BB"  # leaders
GREY_L = "#DDE2E7"  # rules
NODE = "#5B6672"
INNER = "#CDD4DA"  # links that stay inside a unit
ACCENT = "#CF4520"  # only what the title talks about; never alone, always with a second cue
BELOW = "#5E3C99"  # less exchange than chance

# light to dark is early to late; "insufficient_data" is no phase, so no phase colour
PHASE: dict[PhaseLabel, str] = {
    "creation": "#F3D37C",
    "growth": "#3A978F",
    "cruise": "#1D3B72",
    "insufficient_data": "#7C8894",
}
PHASE_TEXT: dict[PhaseLabel, str] = {
    "creation": "#97700C",
    "growth": "#226B65",
    "cruise": "#0F2350",
    "insufficient_data": GREY_D,
}
PHASE_TINT: dict[PhaseLabel, str] = {
    "creation": "#FDF5DE",
    "growth": "#E1F1EF",
    "cruise": "#D8DFEC",
    "insufficient_data": "#F1F3F5",
}
