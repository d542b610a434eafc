"""Texts per language as data, numbers and dates by Babel."""

from rse_maturity.i18n.catalogue import LANGUAGES, Catalogue, catalogue

__all__ = ["LANGUAGES", "Catalogue", "catalogue"]
