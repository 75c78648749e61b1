"""One line about what is due, in a form that the person gives: for a prompt or a status line."""

from string import Formatter

import click

from pipeboard.cli.output import clean
from pipeboard.cli.session import Session
from pipeboard.domain.agenda import Agenda, When

PLACEHOLDERS = {
    "overdue": "how many are overdue",
    "today": "how many are due today and not overdue",
    "due": "both together",
    "next": "what comes next: its type, or its subject",
    "next_type": "its type",
    "next_time": "when: 14:30, today, or Wed 25 Nov 14:30",
    "next_deal": "the title of its deal",
    "next_company": "its company",
    "next_contact": "who it is with",
    "next_phone": "their phone number",
}
"""What may stand in braces, and what is put there; nothing where it is not known."""


def require_format(text: str) -> None:
    """Raises UsageError for a placeholder that there is not, and for a brace that is left open."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        message = f"--format '{text}' has a single brace; write {{{{ or }}}} for one that is text"
        raise click.UsageError(message) from None
    for _, name, spec, conversion in parts:
        if name is not None and (name not in PLACEHOLDERS or spec or conversion):
            given = name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
            known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
            message = f"--format has no placeholder {{{given}}}; there are {known}"
            raise click.UsageError(message)


def formatted(session: Session, text: str, found: Agenda, *, everyone: bool) -> str:
    """The text with its placeholders filled in, as one line."""
    from pipeboard.service import reminders

    ws = session.workspace()
    number = {section.when: len(section.items) for section in found.sections}
    overdue, today = number.get(When.OVERDUE, 0), number.get(When.TODAY, 0)
    values = dict.fromkeys(PLACEHOLDERS, "")
    values |= {"overdue": str(overdue), "today": str(today), "due": str(overdue + today)}
    item = reminders.next_up(ws, everyone=everyone, pipeline_id=session.pipeline_id(ws))
    if item is not None:
        values |= {
            "next": item.follow_up.subject,
            "next_type": item.follow_up.type,
            "next_time": reminders.when(ws, item),
            "next_deal": item.deal_title,
            "next_company": item.company,
            "next_contact": item.contact,
            "next_phone": item.phone,
        }
    return clean(text.format_map(values))
