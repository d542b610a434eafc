"""Words that values are made of, in English and in French: kinds of acts, yes and no, states of an account."""

from __future__ import annotations

import polars as pl

from rse_maturity.model.schema import KIND, KINDS
from rse_maturity.sources.headers import normalised

_KIND_WORDS = {
    "post": "post|posts|publication|publications|message|messages|statut|status|article|document|actualite|news|billet|"
    "question|annonce|announcement|update|discussion|topic|sujet|create|created|publier|publie|a publie|note|page|"
    "praise|poll|event|evenement|sondage|posted|new post|nouvelle publication|nouveau message",
    "comment": "comment|comments|commentaire|commentaires|reponse|reponses|reply|replies|answer|commented|replied|"
    "commenter|repondre|a commente|a repondu",
    "reaction": "reaction|reactions|like|likes|liked|j aime|jaime|mention j aime|kudos|applause|bravo|love|heart|"
    "upvote|aime|aimer|recommandation|recommend|celebrate",
    "share": "share|shares|shared|partage|partages|partager|repost|reshare|repartage|announce",
    "upload": "upload|uploaded|file|fichier|depot|televersement|piece jointe|attachment",
    "view": "view|views|viewed|read|reads|vue|vues|lecture|lectures|consultation|consultations|visit|page view",
    "join": "join|joined|joins|adhesion|inscription|a rejoint|rejoint|signup|registration|member joined",
    "login": "login|logins|logged in|connexion|connexions|visite|visites|sign in|session",
    "leave": "leave|left|depart|a quitte|quitte|desinscription",
    "follow": "follow|followed|abonnement|suivre|suit",
    "mention": "mention|mentions|mentioned|citation",
    "vote": "votes|voted|poll vote",
    "invite": "invite|invitation|invited",
    "edit": "edit|edited|modification|modifie|updated",
    "delete": "delete|deleted|suppression|supprime",
}


def _kind_of() -> dict[str, str]:
    """Return word to kind; a kind's own name always means that kind, but "vote" alone is a reaction."""
    found = {kind: kind for kind in KINDS} | {"vote": "reaction"}
    for kind, words in _KIND_WORDS.items():
        for word in words.split("|"):
            found.setdefault(word, kind)
    return found


KIND_OF = _kind_of()
YES = {"1", "yes", "y", "true", "t", "oui", "o", "vrai", "x"}
NO = {"0", "no", "n", "false", "f", "non", "faux"}
ACTIVE = {
    "active",
    "actif",
    "active user",
    "enabled",
    "activated",
    "active account",
    "present",
    "en poste",
    "current",
} | YES
INACTIVE = {
    "inactive", "inactif", "disabled", "desactive", "sorti", "suspendu", "suspended", "deleted", "supprime", "left",
    "deactivated", "soft delete", "terminated", "parti", "archived", "archive", "blocked", "bloque", "former",
} | NO  # fmt: skip


def kinds_of(values: pl.Series) -> pl.DataFrame:
    """Say which kind each word of a kind column means.

    Returns
    -------
    One row per distinct word: `word`, `kind` (KIND; `other` for a word that is not known), `known`.
    """
    words = values.unique().drop_nulls().sort()
    kinds = [KIND_OF.get(normalised(word)) for word in words]
    return pl.DataFrame(
        {
            "word": words,
            "kind": pl.Series([kind or "other" for kind in kinds], dtype=KIND),
            "known": pl.Series([kind is not None for kind in kinds], dtype=pl.Boolean()),
        },
    )


def as_flag(column: str, yes: set[str], no: set[str]) -> pl.Expr:
    """Read a column of words as yes (True), no (False) or nothing said (null)."""
    plain = pl.col(column).cast(pl.String()).str.strip_chars().str.to_lowercase()
    plain = (
        plain.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.replace_all("[^a-z0-9]+", " ").str.strip_chars()
    )
    return pl.when(plain.is_in(sorted(yes))).then(statement=True).when(plain.is_in(sorted(no))).then(statement=False)
