"""The names that fields of a deal go by in the files of other programs, and whose file is whose.

Commas part names; what does not count in them (see ``mapping``) is left out or as it reads best.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

OWN_SYSTEM: Final = "pipeboard"
OTHER_SYSTEM: Final = "file"
CUSTOM: Final = "custom: "
"""What stands before the name of a custom field in the header of our own CSV."""

ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        # Each field with the names it goes by, the surest first, and then, a line each, those that
        # it usually has in German, French and Spanish; commas part them.
        "external_id": "record id, deal id, opportunity id, potential id, id",
        "external_ids": "external ids",
        "database": "database",
        "sold_from": "sold from",
        "title": "deal name, deal title, opportunity name, potential name, topic, opportunity,"
        " deal, title, name, subject,"
        " titel, verkaufschance, name der verkaufschance, geschäft, geschäftsname,"
        " titre, intitulé, affaire, opportunité, nom de l'affaire, nom de l'opportunité,"
        " nom de la transaction,"
        " título, titulo, negocio, oportunidad, nombre del negocio, nombre de la oportunidad",
        "company": "company, company name, account, account name, organization, organization name,"
        " organisation, organisation name, org, org name, potential customer, associated company,"
        " associated company primary, primary associated company, customer, customer name, client,"
        " client name, lead name, business name,"
        " firma, firmenname, unternehmen, unternehmensname, kunde, kundenname,"
        " entreprise, société, societe, nom de l'entreprise, nom de la société, nom du client,"
        " nom du compte,"
        " empresa, compañía, compania, cliente, nombre de la empresa, nombre del cliente,"
        " nombre de la cuenta, organización, organizacion",
        "product": "product, product name, products, product interest, item, service",
        "value": "value, amount, deal value, deal amount, opportunity amount, opportunity value,"
        " est revenue, estimated revenue, estimated value, close value, deal size, contract value,"
        " total value, amount in company currency, price, revenue,"
        " betrag, wert, auftragswert,"
        " montant, valeur,"
        " importe, monto, valor",
        "currency": "currency, currency of value, amount currency, value currency, currency code,"
        " currency iso code, deal currency, transaction currency,"
        " währung,"
        " devise,"
        " moneda, divisa",
        "stage": "stage, deal stage, stage name, sales stage, pipeline stage, opportunity stage,"
        " deal stage name, status label, phase, sales phase,"
        " verkaufsphase, vertriebsphase, verkaufsstufe,"
        " étape, etape, étape de vente, étape de la transaction,"
        " etapa, fase, etapa del negocio, etapa de ventas",
        "pipeline": "pipeline, pipeline name, deal pipeline, sales pipeline",
        "status": "status, status type, deal status, opportunity status, outcome,"
        " statut,"
        " estado, estado del negocio, estado de la oportunidad",
        "is_won": "is won, won",
        "is_closed": "is closed, closed",
        "is_deleted": "is deleted, deleted",
        "probability": "probability, deal probability, confidence, win probability,"
        " probability percent, chance,"
        " wahrscheinlichkeit, abschlusswahrscheinlichkeit,"
        " probabilité, probabilite,"
        " probabilidad",
        "forecast_category": "forecast category name, forecast category",
        "probability_own": "probability own",
        "owner": "owner, deal owner, opportunity owner, owner name, sales agent, sales rep,"
        " sales representative, salesperson, account executive, assigned to, assignee, user name,"
        " record owner, rep,"
        " besitzer, eigentümer, verantwortlich, verantwortlicher, zuständig,"
        " propriétaire, proprietaire, responsable, vendeur,"
        " propietario, vendedor",
        "source": "source, lead source, source origin, deal source, origin,"
        " quelle, herkunft,"
        " origine,"
        " fuente, origen",
        "campaign": "campaign, source campaign, primary campaign source, campaign source,"
        " campaign name",
        "labels": "labels, label, tags, tag",
        "ticked": "ticked",
        "created_on": "created on, create date, created date, date created, created time,"
        " deal created, created at, created, creation date, add time, engage date, open date,"
        " opened on, opened,"
        " erstellt am, erstellt, erstelldatum, erstellungsdatum, angelegt am,"
        " date de création, date de creation, créé le,"
        " fecha de creación, fecha de creacion, creado el, creado",
        "expected_close": "expected close, expected close date, est close date,"
        " estimated close date, forecast close date, expected closing date, target close date,"
        " voraussichtliches abschlussdatum, erwartetes abschlussdatum, erwarteter abschluss,"
        " date de clôture prévue, date de clôture estimée, clôture prévue,"
        " fecha de cierre prevista, fecha de cierre esperada, fecha de cierre estimada,"
        " fecha prevista de cierre",
        "close_date": "close date, closing date, closed date, date closed, closed at, close,"
        " abschlussdatum, schlussdatum,"
        " date de clôture, date de cloture,"
        " fecha de cierre",
        "closed_on": "closed on, deal closed on, actual close date",
        "won_on": "won time, date won, won date, won on, won at",
        "lost_on": "lost time, date lost, lost date, lost on, lost at",
        "contract_end": "contract end, contract end date, renewal date, subscription end",
        "nurture_until": "nurture until",
        "stage_since": "stage since, last stage change, last stage change date, stage change time,"
        " date entered current stage, stage entered",
        "visits": "visits",
        "lost_reason": "lost reason, closed lost reason, loss reason, reason lost, reason for loss",
        "won_reason": "closed won reason, won reason, win reason, reason won, reason for win",
        "reason": "reason, status reason, reason for closing, close reason",
        "need": "need, customer need",
        "budget": "budget",
        "authority": "authority",
        "timeline": "timeline, purchase timeframe, timeframe",
        "contacts": "contacts, contact, contact name, contact person, person, person name,"
        " primary contact, associated contact, associated contacts, contact full name,"
        " kontakt, kontaktperson, ansprechpartner,"
        " nom du contact, interlocuteur,"
        " contacto, persona de contacto, nombre del contacto",
        "email": "contact email, person email, person email work, email, email address,"
        " associated contact email, person email home, person email other,"
        " e-mail-adresse, mail,"
        " adresse e-mail, courriel,"
        " correo electrónico, correo electronico, correo",
        "phone": "contact phone, person phone, person phone work, person phone mobile, phone,"
        " phone number, mobile, mobile phone, person phone home, person phone other,"
        " telefon, telefonnummer, handy, mobiltelefon,"
        " téléphone, telephone, numéro de téléphone,"
        " teléfono, telefono, móvil, movil, celular",
        "notes": "notes, note, note content, description, deal description, comments, comment,"
        " remarks,"
        " notiz, notizen, bemerkung, bemerkungen, beschreibung, kommentar, anmerkungen,"
        " remarque, remarques, commentaire, commentaires,"
        " nota, notas, comentario, comentarios, descripción, descripcion, observaciones",
        "next_step": "next step, activity subject, next activity subject, next activity",
        "next_step_type": "next step type, activity type, next activity type",
        "next_step_due": "next step due, activity due date, next activity date,"
        " next activity due date, next step date, follow up date, next follow up, due date",
        "next_step_priority": "next step priority",
        "next_step_contact": "next step contact",
    }
)
SIGNATURES: Final = (
    # Whose export it is when all these names are there.
    (OWN_SYSTEM, "stage since, created on, expected close, closed on, next step"),
    ("close", "lead name, status label, value"),
    ("dynamics", "topic, est close date"),
    ("dynamics", "topic, potential customer"),
    ("zoho", "potential name"),
    ("zoho", "deal name, closing date"),
    ("salesforce", "opportunity name, stage"),
    ("salesforce", "stage name, close date"),
    ("pipedrive", "title, stage, currency of value"),
    ("pipedrive", "title, org name"),
    ("hubspot", "deal name, deal stage"),
)
OWN_FIELDS: Final = frozenset(
    {"database", "probability_own", "sold_from", "next_step_priority", "next_step_contact"}
    | {"visits"}
)
"""Fields that only our own exports have; of others, columns of these names are something else."""

COMPUTED: Final = frozenset({"stale"})
"""What our own export has for people to read; it is worked out again, not read back."""

TITLE_OR_PARTY: Final = frozenset({"title", "company", "product"})
SURELY_SOLD: Final = frozenset(
    {"stage", "expected_close", "close_date", "closed_on", "probability"}
)
SURELY_DEALS: Final = frozenset(
    {"dealname", "dealtitle", "opportunityname", "potentialname", "topic", "opportunity", "deal"}
)
NAMES_OF_PEOPLE: Final = frozenset(
    {"name", "fullname", "nom", "nomcomplet", "nombre", "nombrecompleto"}
)
"""Beside e-mails or phones these are names of contacts."""

SELLING: Final = frozenset(
    {"value", "stage", "pipeline", "status", "probability", "expected_close", "close_date"}
    | {"closed_on", "won_on", "lost_on", "is_won"}
)
LISTS_OF_OTHERS: Final = (
    # What else a table with a name in it may be: the columns that give it away.
    (
        "contacts",
        (
            "first name, last name, person name, job title, lifecycle stage, lead status, contact id,"
            " salutation, vorname, nachname, anrede, prénom, prenom, nom de famille, apellido,"
            " apellidos"
        ),
    ),
    (
        "companies",
        (
            "industry, sector, employees, number of employees, annual revenue, website,"
            " company domain name, company id, year established, subsidiary of, account number,"
            " branche, webseite, secteur, site web, sitio web"
        ),
    ),
    (
        "activities",
        (
            "due date, start time, duration, activity type, activity date, type name, deal title,"
            " task status, regarding, required attendees"
        ),
    ),
    (
        "products",
        (
            "sku, unit price, list price, sales price, series, product code,"
            " artikelnummer, stückpreis, prix unitaire, precio unitario"
        ),
    ),
)


def own_system(database: str | None) -> str:
    """The system of deal ids in a database of ours; one for all whose own id is not known."""
    return f"{OWN_SYSTEM} {database}" if database else OWN_SYSTEM
