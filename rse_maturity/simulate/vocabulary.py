"""Words of made-up networks, in English and in French. The names are common ones, put together by chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rse_maturity.config import Lang


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language.

    `departments` gives each department's weight in the headcount, largest first; the community team sits in
    `communication`.
    """

    zone: str
    departments: tuple[tuple[str, float], ...]
    communication: str
    board: str
    director: str
    lead: str
    titles: tuple[str, ...]
    community_manager: str
    bot: str
    channels: tuple[str, ...]
    tags: tuple[str, ...]
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    """Split a list of names; `~` is a space inside a name."""
    return tuple(word.replace("~", " ") for word in text.split())


ENGLISH = Vocabulary(
    zone="Europe/London",
    departments=(
        ("Production", 22),
        ("Sales", 15),
        ("Customer Service", 12),
        ("Logistics", 11),
        ("Research and Development", 10),
        ("Information Systems", 7),
        ("Maintenance", 6),
        ("Quality", 5),
        ("Finance", 4.5),
        ("Human Resources", 3.5),
        ("Marketing", 3),
        ("Purchasing", 2.5),
        ("Engineering", 8),
        ("After-Sales", 5),
        ("Health and Safety", 2),
        ("Facilities", 2),
        ("Legal", 1),
    ),
    communication="Communication",
    board="Executive Board",
    director="Director",
    lead="Team leader",
    titles=("Specialist", "Analyst", "Coordinator", "Project manager", "Assistant", "Technician"),
    community_manager="Community manager",
    bot="News robot",
    channels=("General", "Ideas", "Tips and tricks", "Working better", "Customers"),
    tags=("safety", "quality", "customer", "digital", "training", "innovation", "process", "welcome"),
    first_names=_words(
        "Alice Amelia Andrew Anna Arthur Ben Catherine Charlotte Chloe Daniel David Edward Ella Emily Emma Ethan "
        "Eva Florence Freya George Grace Hannah Harriet Harry Henry Holly Isaac Isla Jack Jacob James Jane Jessica "
        "Joseph Julia Karen Laura Leo Liam Lily Lucy Luke Martha Mary Matthew Megan Michael Nathan Nicola Oliver "
        "Olivia Oscar Patrick Paul Peter Rachel Rebecca Robert Rosie Ruth Samuel Sarah Simon Sophie Stephen Theo "
        "Thomas Tom Victoria William Zoe"
    ),
    last_names=_words(
        "Adams Allen Bailey Baker Barnes Bell Bennett Brooks Brown Butler Carter Chapman Clark Collins Cook Cooper "
        "Cox Davies Dixon Edwards Ellis Evans Fisher Foster Fox Gibson Gray Green Griffiths Hall Harris Harrison "
        "Harvey Hill Holmes Hughes Hunt Jackson James Jenkins Johnson Jones Kelly King Knight Lee Lewis Lloyd "
        "Marshall Martin Mason Matthews Miller Mills Mitchell Moore Morgan Morris Murphy Murray Owen Palmer Parker "
        "Patel Pearson Phillips Powell Price Reid Richards Roberts Robinson Rogers Russell Scott Shaw Simpson "
        "Smith Stevens Stewart Taylor Thomas Thompson Turner Walker Walsh Ward Watson Webb White Wilkinson "
        "Williams Wilson Wood Wright Young"
    ),
)

FRENCH = Vocabulary(
    zone="Europe/Paris",
    departments=(
        ("Production", 22),
        ("Commercial", 15),
        ("Relation client", 12),
        ("Logistique", 11),
        ("Recherche et développement", 10),
        ("Systèmes d’information", 7),
        ("Maintenance", 6),
        ("Qualité", 5),
        ("Finance", 4.5),
        ("Ressources humaines", 3.5),
        ("Marketing", 3),
        ("Achats", 2.5),
        ("Ingénierie", 8),
        ("Après-vente", 5),
        ("Santé et sécurité", 2),
        ("Services généraux", 2),
        ("Juridique", 1),
    ),
    communication="Communication",
    board="Direction générale",
    director="Responsable de service",
    lead="Responsable d’équipe",
    titles=("Spécialiste", "Analyste", "Responsable de projet", "Gestionnaire", "Assistance", "Technique"),
    community_manager="Animation du réseau",
    bot="Robot des actualités",
    channels=("Général", "Boîte à idées", "Trucs et astuces", "Mieux travailler", "Nos clients"),
    tags=("sécurité", "qualité", "client", "numérique", "formation", "innovation", "processus", "bienvenue"),
    first_names=_words(
        "Adèle Adrien Agathe Alain Alice Amélie Anaïs André Anne Antoine Arnaud Aurélie Axel Benoît Brigitte "
        "Camille Caroline Céline Chloé Christophe Claire Clément Damien David Élodie Émilie Emma Éric Étienne "
        "Fabien Fatima Florence François Gabriel Gilles Guillaume Hélène Hugo Inès Isabelle Jacques Jeanne Jérôme "
        "Julie Julien Karim Laetitia Laure Laurent Léa Louis Lucie Manon Marc Margaux Marie Mathieu Maxime Mehdi "
        "Mélanie Michel Nadia Nathalie Nicolas Océane Olivier Pascal Pauline Philippe Pierre Quentin Raphaël Rémi "
        "Sabrina Sandrine Sarah Sébastien Sophie Stéphane Sylvie Thomas Valérie Véronique Victor Vincent Yann "
        "Yasmine Zoé"
    ),
    last_names=_words(
        "Adam Aubert Barbier Baron Benoît Bernard Bertrand Besson Blanc Blanchard Bonnet Boucher Bourgeois Boyer "
        "Brun Brunet Caron Carpentier Charpentier Chevalier Clément Colin Collet Cordier Cousin Da~Silva David "
        "Delmas Denis Deschamps Dubois Dufour Dumas Dumont Dupont Dupuis Durand Duval Fabre Faure Fernandez Fleury "
        "Fontaine Fournier François Gaillard Garcia Garnier Gauthier Gérard Girard Giraud Guérin Guillaume Guyot "
        "Hamel Henry Hubert Jacquet Joly Lacroix Lambert Laurent Le~Gall Leblanc Leclerc Lecomte Lefèvre Legrand "
        "Lemaire Lemoine Leroux Leroy Lopez Lucas Maillard Marchand Marie Martin Martinez Masson Mathieu Ménard "
        "Mercier Meyer Michel Moreau Morel Morin Moulin Muller Nguyen Nicolas Noël Olivier Paris Perrin Petit "
        "Philippe Picard Pierre Poirier Renard Renaud Rey Richard Rivière Robert Robin Roche Roger Rolland "
        "Rousseau Roussel Roux Roy Schmitt Simon Thomas Vasseur Vidal Vincent"
    ),
)

VOCABULARIES: dict[Lang, Vocabulary] = {"en": ENGLISH, "fr": FRENCH}
