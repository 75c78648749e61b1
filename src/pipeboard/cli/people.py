"""Commands for contacts and companies: list, show, add, edit and delete them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from pipeboard.cli.options import (
    as_json,
    assignments,
    deal_option,
    party_argument,
    with_session,
    words,
)
from pipeboard.cli.output import put, put_json, put_json_list, say
from pipeboard.cli.party_adding import add_to
from pipeboard.cli.party_text import company_lines, contact_lines, sums
from pipeboard.cli.session import Session
from pipeboard.cli.tables import Column, Row, narrow, put_table
from pipeboard.domain.merging import Kind
from pipeboard.domain.people import Role
from pipeboard.service import companies, contacts, names, party_names, partydata

_CONTACTS = (
    Column("id", right=True),
    Column("name", least=14),
    Column("title", least=8),
    Column("company", least=10),
    Column("e-mail", least=14),
    Column("phone", least=10),
    Column("open deals", right=True),
)
_COMPANIES = (
    Column("id", right=True),
    Column("name", least=14),
    Column("industry", least=8),
    Column("open", right=True),
    Column("weighted", right=True),
    Column("won", right=True),
    Column("last bought"),
)
_LIST = "list"
_CONTACTS_HELP = """\b
Without a command: pipeboard contacts [SEARCH]... [--json]
pipeboard contacts add Lena Moss --deal acme --role decision-maker
pipeboard contacts edit lena title=CFO 'emails=lena@acme.com, lm@home.org'
"""
_COMPANIES_HELP = """\b
Without a command: pipeboard companies [SEARCH]... [--json]
pipeboard companies edit acme industry=Tools website=acme.com
"""


class _Listing(click.Group):
    """A group that lists, unless its first word is one of its commands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts the command that lists before what is not the name of a command."""
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = [_LIST, *args]
        return super().parse_args(ctx, args)


def _changes(typed: Sequence[str], service: Any) -> Mapping[str, Any]:
    """The values of FIELD=VALUE arguments; raises UsageError and BadInput."""
    named = ((service.field(name), text) for name, text in assignments(typed, "name=Acme"))
    return {name: service.read(name, text) for name, text in named}


@click.group("contacts", cls=_Listing, epilog=_CONTACTS_HELP)
def contacts_command() -> None:
    """List the contacts that have every word of SEARCH in a name, company, e-mail or phone.

    The commands below show, add, change and delete one. A contact is named by its id, its name, an
    e-mail, or a part of them that only one has.
    """


@contacts_command.command(_LIST)
@words("search", "[SEARCH]...", required=False)
@as_json
@with_session
def list_contacts(session: Session, search: tuple[str, ...], as_json: bool) -> None:
    """List contacts by name."""
    ws = session.workspace()
    text = " ".join(search)
    if as_json:
        put_json_list(partydata.all_contacts(ws, text))
        return
    rows = contacts.listing(ws, contacts.found(ws, text))
    put_table(_CONTACTS, [_contact_row(row) for row in rows], mark=session.ellipsis)
    if not rows:
        say(session.nothing("No contact matches." if text else "There are no contacts."))


def _contact_row(row: Any) -> Row:
    who = row.contact
    email, phone = (ways[0] if ways else "" for ways in (who.emails, who.phones))
    together = narrow()
    return [
        str(who.id),
        who.name,
        who.title,
        row.company,
        (email or phone) if together else email,
        "" if together else phone,
        str(row.open_deals),
    ]


@contacts_command.command("show")
@party_argument(Kind.CONTACT)
@as_json
@with_session
def show_contact(session: Session, name: str, as_json: bool) -> None:
    """Show everything about a contact: deals, follow-ups and notes."""
    ws = session.workspace()
    found = partydata.contact(ws, party_names.find(ws, Kind.CONTACT, name))
    if as_json:
        put_json(found)
    else:
        put("\n".join(contact_lines(found)))


@contacts_command.command("add")
@words("name", "NAME...")
@click.option("--title", default="", help="What they are, such as CFO.")
@click.option("--company", default="", help="Made when it is not known.")
@click.option("--email", multiple=True, help="May be given several times.")
@click.option("--phone", multiple=True, help="May be given several times.")
@deal_option("Put them on a deal, who is known as well.")
@click.option(
    "--role", type=click.Choice([each.value for each in Role]), help="Their part in that deal."
)
@with_session
def add_contact(
    session: Session,
    name: tuple[str, ...],
    title: str,
    company: str,
    email: tuple[str, ...],
    phone: tuple[str, ...],
    deal: str | None,
    role: str | None,
) -> None:
    """Add a contact, and print its id.

    With --deal the contact is put on that deal: whoever has the name, on the deal, of its company
    or else anywhere, and a new one when nobody has. Who is on the deal already gets the role.
    """
    if deal is None and role is not None:
        message = "--role is the part in a deal; say which with --deal"
        raise click.UsageError(message, click.get_current_context())
    texts = {
        "name": " ".join(name),
        "title": title,
        "company": company,
        "emails": ",".join(email),
        "phones": ",".join(phone),
    }
    values = {key: contacts.read(key, text) for key, text in texts.items()}
    ws = session.workspace(create=deal is None)
    if deal is None:
        _tell_added(contacts.add(ws, values))
        return
    deal_id = names.deal(ws, deal, pipeline_id=session.pipeline_id(ws))
    step, who = contacts.put_on_deal(ws, deal_id, values, Role(role) if role else None)
    put(str(who))
    say(step.title if step else "Nothing to change: the contact is on the deal already.")


@contacts_command.command("edit", epilog=f"Fields: {', '.join(contacts.FIELDS)}")
@party_argument(Kind.CONTACT)
@click.argument("changes", metavar="FIELD=VALUE...", nargs=-1, required=True)
@with_session
def edit_contact(session: Session, name: str, changes: tuple[str, ...]) -> None:
    """Change fields of a contact, all in one step; several e-mails are parted by commas.

    Nothing after the = empties the field.
    """
    values = _changes(changes, contacts)
    ws = session.workspace()
    seen = contacts.page(ws, party_names.find(ws, Kind.CONTACT, name))
    step = contacts.edit(ws, seen, values)
    say(step.title if step else "Nothing to change: the contact is so already.")


@contacts_command.command("delete")
@party_argument(Kind.CONTACT)
@with_session
def delete_contact(session: Session, name: str) -> None:
    """Delete a contact with the notes and follow-ups that are only on it; its deals stay."""
    ws = session.workspace()
    step = contacts.delete(ws, contacts.page(ws, party_names.find(ws, Kind.CONTACT, name)))
    if step:
        say(step.title)


@click.group("companies", cls=_Listing, epilog=_COMPANIES_HELP)
def companies_command() -> None:
    """List the companies that have every word of SEARCH in a name, industry or website.

    With what is open, weighted and won, exact and by currency, and when they last bought. The
    commands below show, add, change and delete one. A company is named by its id, its name, or a
    part of it that only one has.
    """


@companies_command.command(_LIST)
@words("search", "[SEARCH]...", required=False)
@as_json
@with_session
def list_companies(session: Session, search: tuple[str, ...], as_json: bool) -> None:
    """List companies by name."""
    ws = session.workspace()
    text = " ".join(search)
    found = list(partydata.all_companies(ws, text))
    if as_json:
        put_json_list(found)
        return
    lines = [line for row in found for line in _company_rows(row)]
    put_table(_COMPANIES, lines, mark=session.ellipsis)
    if not found:
        say(session.nothing("No company matches." if text else "There are no companies."))


def _company_rows(row: Mapping[str, Any]) -> Iterator[Row]:
    """A line for the company and its first currency, then one for each other currency."""
    about = [str(row["id"]), row["name"], row["industry"] or ""]
    bought = row["last_bought"] or ""
    kinds = [row[kind] for kind in ("open", "weighted", "won")]
    for currency in dict.fromkeys(code for kind in kinds for code in kind) or [""]:
        yield [*about, *(sums(kind, currency) for kind in kinds), bought]
        about, bought = ["", "", ""], ""


@companies_command.command("show")
@party_argument(Kind.COMPANY)
@as_json
@with_session
def show_company(session: Session, name: str, as_json: bool) -> None:
    """Show everything about a company: what it bought, contacts, deals, follow-ups and notes."""
    ws = session.workspace()
    found = partydata.company(ws, party_names.find(ws, Kind.COMPANY, name))
    if as_json:
        put_json(found)
    else:
        put("\n".join(company_lines(found)))


@companies_command.command("add")
@words("name", "NAME...")
@click.option("--industry", default="", help="What it does.")
@click.option("--website", default="", help="Its address on the web.")
@click.option("--notes", default="", help="What is worth knowing.")
@with_session
def add_company(
    session: Session, name: tuple[str, ...], industry: str, website: str, notes: str
) -> None:
    """Add a company, and print its id."""
    texts = {"name": " ".join(name), "industry": industry, "website": website, "notes": notes}
    values = {key: companies.read(key, text) for key, text in texts.items()}
    _tell_added(companies.add(session.workspace(create=True), values))


@companies_command.command("edit", epilog=f"Fields: {', '.join(companies.FIELDS)}")
@party_argument(Kind.COMPANY)
@click.argument("changes", metavar="FIELD=VALUE...", nargs=-1, required=True)
@with_session
def edit_company(session: Session, name: str, changes: tuple[str, ...]) -> None:
    """Change fields of a company, all in one step; nothing after the = empties the field."""
    values = _changes(changes, companies)
    ws = session.workspace()
    seen = companies.page(ws, party_names.find(ws, Kind.COMPANY, name)).company
    step = companies.edit(ws, seen, values)
    say(step.title if step else "Nothing to change: the company is so already.")


@companies_command.command("delete")
@party_argument(Kind.COMPANY)
@with_session
def delete_company(session: Session, name: str) -> None:
    """Delete a company with its notes and follow-ups; refused while deals refer to it.

    Its contacts stay, without a company.
    """
    ws = session.workspace()
    step = companies.delete(ws, companies.page(ws, party_names.find(ws, Kind.COMPANY, name)))
    if step:
        say(step.title)


def _tell_added(done: tuple[Any, Any]) -> None:
    step, added = done
    put(str(added.id))
    say(f"{step.title}{f'; {added.hint}' if added.hint else ''}")


add_to(contacts_command, Kind.CONTACT, party_argument(Kind.CONTACT))
add_to(companies_command, Kind.COMPANY, party_argument(Kind.COMPANY))
