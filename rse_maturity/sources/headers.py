"""What a column is called, in English and in French, and which field that makes it.

Source: the header words seen in exports of enterprise social networks; what a header says is overruled by `--map`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EVENT_FIELDS = (
    "event_id",
    "timestamp",
    "actor",
    "kind",
    "parent_id",
    "parent_actor",
    "channel",
    "thread_id",
    "tags",
    "text",
)
PERSON_FIELDS = (
    "person_id",
    "display_name",
    "first_name",
    "last_name",
    "email",
    "department",
    "division",
    "title",
    "site",
    "organization",
    "manager_id",
    "is_manager",
    "joined_at",
    "left_at",
    "hired_at",
    "status",
    "expected",
    "is_community_team",
    "is_bot",
    "is_guest",
)

# What each header word means: in a table of events, then in a list of people. Order within a field is preference.
_EVENT_WORDS: dict[str, str] = {
    "event_id": "event id|message id|post id|activity id|id|uuid|identifiant|id evenement|id message|id publication|"
    "ref|reference|n|numero",
    "timestamp": "timestamp|at|at utc|created at|created|date time|datetime|date heure|date et heure|"
    "published at|published|"
    "posted at|posted|published on|created on|occurred at|time|date|horodatage|date de publication|date de creation|"
    "date de l evenement|date de l action|date du message|publie le|cree le|poste le|heure|event time|event date|"
    "creation date",
    "actor": "actor|actor id|user id|author id|sender id|member id|person id|actor key|userid|authorid|"
    "identifiant utilisateur|id utilisateur|id auteur|id membre|matricule|login|user|username|user name|author|"
    "sender|"
    "created by|posted by|from|auteur|utilisateur|emetteur|expediteur|membre|contributeur|acteur|auteur du message|"
    "publie par|cree par",
    "email": "actor email|user email|author email|sender email|user principal name|upn|email|e mail|mail|"
    "email address|"
    "courriel|adresse mel|adresse e mail|adresse email|email auteur|e mail auteur|courriel auteur|mail auteur|"
    "adresse mail|email utilisateur|e mail utilisateur",
    "display_name": "display name|actor name|user display name|author name|sender name|full name|name|nom complet|"
    "nom affiche|nom auteur|nom de l auteur|nom utilisateur|nom d utilisateur|nom|beneficiaire",
    "kind": "kind|event type|activity type|action type|event|action|activity|verb|type|operation|evenement|nature|"
    "type d activite|type activite|type d evenement|type evenement|type d action|activite|message type|"
    "type de contenu",
    "parent_id": "parent id|parent|in reply to|in reply to id|reply to|reply to id|replied to id|replied to|"
    "parent message id|"
    "parent post id|object id|target id|en reponse a|reponse a|message parent|id parent|id du parent|"
    "id message parent|"
    "parent message",
    "parent_actor": "parent actor|parent author|target actor|parent user|parent actor id|reply to user|"
    "in reply to user|"
    "auteur parent|auteur du parent|recipient|destinataire|target user|auteur du message parent|repond a",
    "channel": "channel|channel name|group|group name|community|community name|space|space name|room|category|"
    "board|team|"
    "context|context name|forum|sphere|groupe|nom du groupe|communaute|nom de la communaute|espace|"
    "nom de l espace|canal|"
    "salon|categorie|rubrique|equipe|chaine",
    "thread_id": "thread id|thread|root id|conversation id|topic id|discussion id|fil|fil de discussion|discussion|"
    "id fil|id du fil|id discussion|conversation",
    "tags": "tags|tag|topics|topic|hashtags|hashtag|labels|themes|theme|mots cles|etiquettes|sujets|thematiques|"
    "thematique|mot cle",
    "text": "text|body|message|content|comment|description|contenu|texte|corps|commentaire|message body|body text|"
    "html body|object|titre|objet|subject|title",
}
_PERSON_WORDS: dict[str, str] = {
    "person_id": "person id|person key|id|user id|employee id|employee number|external id|uid|login|username|"
    "user name|"
    "identifiant|identifiant utilisateur|matricule|id utilisateur|numero de matricule|member id|actor|actor id|user|"
    "utilisateur|membre|id membre|person",
    "display_name": "display name|full name|name|nom complet|nom affiche|nom et prenom|prenom et nom|nom prenom|"
    "nom d affichage|employee name|personne|collaborateur|salarie",
    "first_name": "first name|given name|prenom|firstname|givenname",
    "last_name": "last name|surname|family name|lastname|nom de famille|nom",
    "email": "email|e mail|mail|email address|work email|user principal name|upn|courriel|adresse mel|adresse e mail|"
    "adresse email|adresse mail|email professionnel|mail professionnel",
    "department": "department|service|departement|pole|dept|department name|unite|unit|business unit|nom du service",
    "division": "division|direction|bu|branche|filiere",
    "title": "title|job title|position|function|role|fonction|poste|intitule|intitule de poste|intitule du poste|"
    "metier|emploi|titre",
    "site": "site|location|office|city|localisation|lieu|ville|implantation|bureau|etablissement",
    "organization": "organization|organisation|company|societe|entite|entreprise|entity",
    "manager_id": "manager id|manager|supervisor|manager email|manager mail|manager key|responsable|n 1|superieur|"
    "superieur hierarchique|id manager|responsable hierarchique|email manager|email du manager|email du responsable|"
    "e mail du responsable|id responsable",
    "is_manager": "is manager|est manager|manager o n|encadrant|people manager|est responsable|est encadrant",
    "joined_at": "joined at|joined|join date|member since|registered at|registration date|created at|signup date|"
    "date d inscription|inscrit le|membre depuis|date d adhesion|account created|date de creation",
    "hired_at": "hire date|hired at|start date|hired|date d entree|date d embauche|embauche le|date d arrivee",
    "left_at": "left at|left|leave date|end date|termination date|deleted at|date de sortie|sorti le|date de depart",
    "status": "status|active|enabled|account enabled|state|user state|statut|etat|actif|is active|compte actif",
    "expected": "expected|expected to contribute|attendu|contributeur attendu|eligible",
    "is_community_team": "is community team|community team|community manager|animateur|equipe d animation|"
    "equipe communautaire|equipe animation|est animateur",
    "is_bot": "is bot|bot|robot|est un robot|service account|compte de service|est robot|compte technique",
    "is_guest": "is guest|guest|invite|external|externe|est invite|est externe",
}


def _words(table: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """Return header word to field and rank; the first field that claims a word keeps it."""
    found: dict[str, tuple[str, int]] = {}
    for field, words in table.items():
        for rank, word in enumerate([field.replace("_", " "), *words.split("|")]):
            found.setdefault(word, (field, rank))
    return found


_IN_EVENTS = _words(_EVENT_WORDS)
_IN_PEOPLE = _words(_PERSON_WORDS)
# Fields of the actor that a table of events may carry: never the words that mean something else there.
_ACTOR_FIELDS = ("department", "division", "site", "organization", "manager_id", "is_manager", "joined_at", "left_at")
_ACTOR_FIELDS_TOO = (
    "hired_at",
    "expected",
    "is_community_team",
    "is_bot",
    "is_guest",
    "first_name",
    "last_name",
    "title",
)
for _word, _place in _IN_PEOPLE.items():
    if _place[0] in (*_ACTOR_FIELDS, *_ACTOR_FIELDS_TOO):
        _IN_EVENTS.setdefault(_word, _place)
_IN_EVENTS["job title"] = ("title", 1)
# Words for an actor that promise a name rather than an id: an e-mail address beside it identifies better.
_NAME_WORDS = {
    "author",
    "auteur",
    "sender",
    "from",
    "posted by",
    "created by",
    "publie par",
    "cree par",
    "expediteur",
    "emetteur",
    "membre",
    "contributeur",
    "nom",
}
# Words that may mean something else than the kind of an act: believed when most values are kind words.
DOUBTFUL_KIND_WORDS = {
    "type",
    "event",
    "action",
    "activity",
    "operation",
    "nature",
    "activite",
    "message type",
    "type de contenu",
    "evenement",
}


def normalised(header: str) -> str:
    """Return a header as it is compared: no accents, no case, apostrophes and other signs as one space.

    >>> normalised("Date d’entrée")
    'date d entree'
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header.replace("’", "'"))
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", " ", plain.lower()).strip()


def known_words(cells: Sequence[str]) -> int:
    """Count the cells that are header words, of events or of people."""
    words = {normalised(cell) for cell in cells}
    return sum(word in _IN_EVENTS or word in _IN_PEOPLE for word in words)


def map_columns(columns: Sequence[str], *, people: bool, chosen: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Say which column gives which field: field to (column, why).

    Parameters
    ----------
    columns
        Headers as they stand in the source.
    people
        Whether the table lists people rather than acts.
    chosen
        `[map]` of the settings: field to column; it goes before every synonym.

    Returns
    -------
    `why` is `map` or `synonym`, keys of i18n `inspect`. Of two columns for one field, the better word wins.
    """
    by_name = {normalised(column): column for column in reversed(columns)} | {column: column for column in columns}
    found: dict[str, tuple[str, str]] = {}
    for field, wanted in chosen.items():
        column = by_name.get(wanted, by_name.get(normalised(wanted)))
        if column is not None:
            found[field] = (column, "map")
    taken = {column for column, _ in found.values()}
    words = _IN_PEOPLE if people else _IN_EVENTS
    ranked: dict[str, tuple[int, int, str]] = {}
    for place, column in enumerate(columns):
        entry = words.get(normalised(column))
        if entry is None or column in taken or entry[0] in found:
            continue
        field, rank = entry
        ranked[field] = min(ranked.get(field, (rank, place, column)), (rank, place, column))
    found |= {field: (column, "synonym") for field, (_, _, column) in ranked.items()}
    return _names_settled(found, columns, people=people)


def _names_settled(
    found: dict[str, tuple[str, str]], columns: Sequence[str], *, people: bool
) -> dict[str, tuple[str, str]]:
    """Settle what a bare "Nom" is: a family name beside a first name, else the whole name."""
    last = found.get("last_name")
    if last is not None and "first_name" not in found and normalised(last[0]) == "nom":
        found.setdefault("display_name", last)
        del found["last_name"]
    name = found.get("display_name")
    if name is not None and "first_name" in found and normalised(name[0]) == "nom":
        found["last_name"] = found.pop("display_name")
    actor = found.get("actor")
    if not people and actor is not None and "email" in found and normalised(actor[0]) in _NAME_WORDS:
        found.setdefault("display_name", actor)
        del found["actor"]
    if not people and "actor" not in found:
        stand_in = next((field for field in ("person_id", "email", "display_name") if field in found), None)
        if stand_in is not None:
            found["actor"] = found[stand_in]
    return {field: found[field] for field in found if field in (*EVENT_FIELDS, *PERSON_FIELDS) and columns}
