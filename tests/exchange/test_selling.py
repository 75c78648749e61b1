"""Stages come in the order in which one sells; outcomes are no stages."""

import unicodedata

import pytest

from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.stages import StageKind
from pipeboard.exchange.selling import (
    forecast_category,
    is_post_sale,
    new_stages,
    outcome,
    selling_order,
    status_word,
)


@pytest.mark.parametrize(
    "ordered",
    [
        ("Prospecting", "Engaging"),
        (
            "Lead",
            "Prospect",
            "Contact made",
            "Qualified",
            "Demo",
            "Proposal",
            "Negotiation",
            "Close",
        ),
        (
            *("Appointment Scheduled", "Qualified To Buy", "Presentation Scheduled"),
            *("Decision Maker Bought-In", "Contract Sent"),
        ),
        (
            *("Prospecting", "Qualification", "Needs Analysis", "Value Proposition"),
            *("Id. Decision Makers", "Perception Analysis", "Proposal/Price Quote"),
            "Negotiation/Review",
        ),
        ("Qualify", "Develop", "Propose", "Close"),
        ("Contact Made", "Qualified", "Demo Scheduled", "Proposal Made", "Negotiations Started"),
        ("Incoming", "Contacting", "Qualifying", "Demo or Meeting", "Negotiation", "Closing"),
        ("Lead", "Negotiation and Closing", "Post-Sale Follow-up"),
        ("Neuer Lead", "Erstkontakt", "Qualifizierung", "Angebot", "Verhandlung", "Abschluss"),
        (
            *("Neu", "Kontakt", "Qualifiziert", "Bedarfsanalyse", "Präsentation"),
            *("Angebot gesendet", "Vertragsprüfung", "Abschluss", "Kundenbetreuung"),
        ),
        (
            *("Prospection", "Premier contact", "Qualification", "Démonstration"),
            *("Proposition commerciale", "Négociation", "Clôture", "Après-vente"),
        ),
        (
            *("Nuevo", "Contacto", "Calificación", "Presentación", "Propuesta"),
            *("Negociación", "Cierre", "Postventa"),
        ),
    ],
)
def test_stages_of_well_known_pipelines_fall_into_place(ordered: tuple[str, ...]) -> None:
    """However they appear in the file."""
    assert selling_order(reversed(ordered)) == ordered
    assert selling_order(sorted(ordered)) == ordered


def test_other_stages_follow_as_they_appear() -> None:
    """Names without a word of selling come after those with one, each once."""
    names = ("Zebra", "Proposal", "Apple", "Lead", "Zebra", "Post-Purchase", "Mango")
    assert selling_order(names) == ("Lead", "Proposal", "Zebra", "Apple", "Mango", "Post-Purchase")


def test_a_word_counts_from_its_beginning_only() -> None:
    """Contract is not contact, Renewal is not new, misleading does not lead."""
    names = ("Misleading", "Contract", "Contact", "Renewal")
    assert selling_order(names) == ("Contact", "Contract", "Misleading", "Renewal")


def test_an_accent_may_be_a_character_of_its_own() -> None:
    """As files from a Mac have it."""
    names = [unicodedata.normalize("NFD", name) for name in ("Négociation", "Démo", "Gagné")]
    assert selling_order(names[:2]) == (names[1], names[0])
    assert outcome(names[2]) is Status.WON


def test_a_new_pipeline_rises_and_ends_after_the_sale() -> None:
    """Probabilities rise, marks hold from a stage on, and the last stage is for won deals."""
    stages = new_stages(["Proposal", "Lead", "Contacted", "Zebra", "Qualified"])
    assert [(stage.name, stage.probability) for stage in stages] == [
        *(("Lead", 15), ("Contacted", 35), ("Qualified", 50), ("Proposal", 65), ("Zebra", 85)),
        ("Post-Sale", 100),
    ]
    assert [stage.marketing_qualified for stage in stages[:-1]] == [False, True, True, True, True]
    assert [stage.qualified for stage in stages[:-1]] == [False, False, True, True, True]
    assert [stage.kind for stage in stages] == [StageKind.OPEN] * 5 + [StageKind.POST_SALE]


def test_a_post_sale_stage_of_the_file_is_used() -> None:
    """No second one is added."""
    assert [stage.name for stage in new_stages(["After-sales care", "Lead"])] == [
        *("Lead", "After-sales care")
    ]
    assert is_post_sale("Post-Purchase")
    assert not is_post_sale("Postponed")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        *(("Won", "won"), ("Closed Won", "won"), ("closed-won", "won"), ("closedwon", "won")),
        *(("Close Won", "won"), ("Deal won", "won"), ("Lost", "lost"), ("Closed - Lost", "lost")),
        *(("Closed Lost to Competition", "lost"), ("Lost (price)", "lost"), ("Lost deals", "lost")),
        *(("Gewonnen", "won"), ("Auftrag gewonnen", "won"), ("Geschlossen - gewonnen", "won")),
        *(("Abgeschlossen und gewonnen", "won"), ("Gewonnene Deals", "won")),
        *(("Verloren", "lost"), ("VERLOREN (Preis)", "lost"), ("Verloren an Wettbewerb", "lost")),
        *(("Gagné", "won"), ("Gagnée", "won"), ("Affaire gagnée", "won"), ("Fermé gagné", "won")),
        *(("Perdu", "lost"), ("Opportunité perdue", "lost"), ("Affaires perdues", "lost")),
        *(("Ganado", "won"), ("Ganada", "won"), ("Cierre ganado", "won"), ("Perdido", "lost")),
        *(("Cerrado y perdido", "lost"), ("Negocio perdido", "lost")),
    ],
)
def test_outcomes_are_recognised(name: str, status: str) -> None:
    """However they are written, and as statuses too."""
    assert outcome(name) is Status(status)
    assert status_word(name) == status


@pytest.mark.parametrize(
    "name",
    [
        *("Closing", "Close", "Wonderful", "Lost contact", "Negotiation", ""),
        *("Abschluss", "Angebot", "Kontakt verloren", "Clôture", "Cierre", "Ganadería", "Persona"),
    ],
)
def test_stages_are_no_outcomes(name: str) -> None:
    """Closing is a stage still."""
    assert outcome(name) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *(("Open", "open"), ("In Progress", "open"), ("in_progress", "open"), ("WON", "won")),
        *(
            ("Closed Won", "won"),
            ("Abandoned", "lost"),
            ("Closed", "closed"),
            ("nurture", "nurture"),
        ),
        *(("deleted", "deleted"), ("Negotiation", None), ("", None)),
    ],
)
def test_words_of_a_status(text: str, word: str | None) -> None:
    """Other programs' words for open, won and lost."""
    assert status_word(text) == word


def test_forecast_categories() -> None:
    """Known ones become ours."""
    assert forecast_category("Best Case") is ForecastCategory.BEST_CASE
    assert forecast_category("Committed") is ForecastCategory.COMMIT
    assert forecast_category("Closed") is None
