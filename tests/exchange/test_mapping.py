"""Columns are known by loose names, and lists of other things are not taken for deals."""

import pytest

from pipeboard.errors import BadInput
from pipeboard.exchange.mapping import Columns, known, map_columns, squashed
from pipeboard.exchange.vocabulary import ALIASES


def columns(header: str) -> Columns:
    return map_columns(header.split(","), "deals.csv")


@pytest.mark.parametrize(
    "header",
    [
        *("Expected close date", "expected_close_date", "ExpectedCloseDate", "EXPECTED CLOSE DATE"),
        *("Deal - Expected close date", "Expected Close Date*", "\ufeffexpectedCloseDate"),
        *("opportunity - expected close date", " Est. close date "),
    ],
)
def test_names_match_loosely(header: str) -> None:
    """Marks, case, underscores and the entity in front do not count."""
    assert columns(f"Title,{header}").fields["expected_close"] == (1,)


def test_no_name_means_two_fields() -> None:
    """Each name of the vocabulary belongs to one field."""
    names = [squashed(name) for text in ALIASES.values() for name in text.split(",")]
    assert len(names) == len(set(names))


def test_the_surest_name_of_a_field_comes_first() -> None:
    """Wherever it stands; the others stay at hand."""
    found = columns("Revenue,Name,Topic,Est. revenue,Stage")
    assert found.fields["title"] == (2, 1)
    assert found.fields["value"] == (3, 0)


@pytest.mark.parametrize(
    "header",
    [
        (
            "Titel,Firma,Betrag,Status,Abschlussdatum,Erstellt am,Verantwortlich,Quelle,"
            "Wahrscheinlichkeit,Ansprechpartner,E-Mail,Telefon,Notizen,Verkaufsphase"
        ),
        (
            "Titre,Société,Montant (EUR),Statut,Date de clôture,Date de création,Propriétaire,Origine,"
            "Probabilité (%),Nom du contact,Courriel,Téléphone,Remarques,Étape"
        ),
        (
            "Título,Empresa,Importe,Estado,Fecha de cierre,Fecha de creación,Propietario,Fuente,"
            "Probabilidad,Contacto,Correo electrónico,Teléfono,Notas,Etapa"
        ),
    ],
)
def test_the_usual_names_in_german_french_and_spanish(header: str) -> None:
    """Each is the field that it is in English."""
    fields = {places[0]: field for field, places in columns(header).fields.items()}
    assert [fields.get(place) for place in range(len(fields))] == [
        *("title", "company", "value", "status", "close_date", "created_on", "owner", "source"),
        *("probability", "contacts", "email", "phone", "notes", "stage"),
    ]


def test_other_entities_keep_their_meaning() -> None:
    """A person's name is the contact, an organization's the company, an activity's the step."""
    found = columns(
        "Person - Name*,Organization - Name*,Deal - Title,Deal - Value,Activity - Subject*,"
        "Activity - Due date,Note - Content*,Person - Labels,Person - Email - Work"
    )
    assert {field: places[0] for field, places in found.fields.items()} == {
        "contacts": 0,
        "company": 1,
        "title": 2,
        "value": 3,
        "next_step": 4,
        "next_step_due": 5,
        "notes": 6,
        "email": 8,
    }


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        *(("Amount (EUR)", "EUR"), ("Value USD", "USD"), ("Deal - Value [£]", "GBP")),
        *(("Amount", None), ("Amount (net)", None)),
    ],
)
def test_a_currency_may_stand_in_the_name_of_the_value(header: str, currency: str | None) -> None:
    """In brackets or at the end, as code or sign."""
    assert columns(f"Title,Stage,{header}").currency == currency


@pytest.mark.parametrize(
    ("header", "system"),
    [
        ("Deal - Title,Deal - Value", "pipedrive"),
        ("title,value,org_name,stage_name", "pipedrive"),
        ("Record ID,Deal Name,Deal Stage,Amount,Close Date", "hubspot"),
        ("Opportunity Name,Stage,Amount,Close Date", "salesforce"),
        ("Id,Name,StageName,CloseDate", "salesforce"),
        ("Topic,Potential Customer,Est. revenue", "dynamics"),
        ("Potential Id,Potential Name,Closing Date", "zoho"),
        ("id,lead_name,status_label,status_type,value", "close"),
        ("opportunity_id,account,deal_stage,close_value", "file"),
    ],
)
def test_whose_export_it_is(header: str, system: str) -> None:
    """Told by names that only one program uses together."""
    assert columns(header).system == system


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("First Name,Last Name,Email,Title,Company,Lead Status", "contacts"),
        ("name,email,phone,org_name,owner_name", "contacts"),
        ("Account Name,Industry,Annual Revenue,Owner", "companies"),
        ("account,sector,revenue,employees", "companies"),
        ("Vorname,Nachname,Firma,E-Mail,Telefon", "contacts"),
        ("Nom,Société,Téléphone", "contacts"),
        ("Nombre,Apellidos,Empresa", "contacts"),
        ("title,typeName,dueDate,dealTitle,notes", "activities"),
        ("Activity - Subject,Activity - Type,Deal - Title,Person - Email", "activities"),
        ("product,series,sales_price", "products"),
    ],
)
def test_lists_of_other_things_are_refused(header: str, what: str) -> None:
    """The message says what the file looks like, and what its columns are."""
    with pytest.raises(BadInput, match=f"a list of {what}") as caught:
        columns(header)
    assert header.replace(",", ", ") in str(caught.value)


@pytest.mark.parametrize(
    "header", ["Title", "Company,Contact,Email", "Name,Stage,Email", "Deal Name,Amount,Industry"]
)
def test_little_is_enough(header: str) -> None:
    """A title or company, unless other columns speak against it."""
    assert columns(header).fields


def test_columns_without_names_that_are_known_are_refused() -> None:
    """An owner alone makes no deal."""
    with pytest.raises(BadInput, match="columns are owner, region"):
        columns("owner,region")


def test_custom_fields_of_our_own_are_never_taken_for_fields() -> None:
    """Their names stand without the mark; twins are numbered, as are columns without a name."""
    found = columns("Title,custom: Stage,Stage,Region,Region,")
    assert found.fields["stage"] == (2,)
    assert found.names == ("Title", "Stage", "Stage", "Region", "Region 2", "column 6")
    assert found.verbatim == {1}


def test_known_counts_names() -> None:
    """What the reader finds the header by."""
    assert known(["Title", "Stage", "Foo", ""]) == 2


def test_what_only_our_own_exports_have_is_something_else_in_other_files() -> None:
    """A column called database is kept as it is there."""
    assert "database" not in columns("Title,Stage,Database").fields
    own = "title,stage,stage_since,created_on,expected_close,closed_on,next_step,database"
    assert columns(own).fields["database"] == (7,)
