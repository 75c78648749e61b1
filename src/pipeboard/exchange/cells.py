"""How a cell of our own CSV holds what is more than a word, and how it stays harmless.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula. Such a cell is
written with an apostrophe before it, and read back without; so that nothing else changes on the
way, one that already has apostrophes before such a sign gets one more.
"""

import re
from collections.abc import Iterable
from typing import Final

from pipeboard.domain.people import Role
from pipeboard.exchange.imported import ImportedContact

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_LABEL: Final = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?=[,;]|$)|([^,;]+)')
_RULE: Final = "---"
_ESCAPED_RULE: Final = re.compile(r"\\*---\r?")
_CONTACT: Final = re.compile(r'(?:"(?:[^"]|"")*"|[^;"]|")+')
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"')
_TITLE: Final = re.compile(r'<title:(?:"((?:[^"]|"")*)"|([^<>"]*))>')
_ANGLED: Final = re.compile(r"<([^<>]*)>")
_ROLE: Final = re.compile(r"\[([^\[\]]*)\]\s*$")
_EMAIL_IN_BRACKETS: Final = re.compile(r"\(([^()\s]+@[^()\s]+)\)\s*$")


def neutralise(cell: str) -> str:
    """The cell as it can be opened in a spreadsheet without being run."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """The cell as it was before ``neutralise``."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def join_labels(labels: Iterable[str]) -> str:
    """Labels as one cell: ``hot, renewal``."""
    return ", ".join(_quoted(label) if set(label) & set(',;"') else label for label in labels)


def split_labels(cell: str) -> tuple[str, ...]:
    """Labels of a cell that parts them by commas or semicolons; each once, in order."""
    found = (
        quoted.replace('""', '"') if quoted else plain.strip()
        for quoted, plain in _LABEL.findall(cell.strip())
    )
    return tuple(dict.fromkeys(label for label in found if label))


def join_notes(notes: Iterable[str]) -> str:
    """Notes as one cell, parted by a line of three dashes."""
    return f"\n{_RULE}\n".join(
        "\n".join(
            f"\\{line}" if _ESCAPED_RULE.fullmatch(line) else line for line in note.split("\n")
        )
        for note in notes
    )


def split_notes(cell: str) -> tuple[str, ...]:
    """The notes of a cell."""
    notes: list[list[str]] = [[]]
    for line in cell.split("\n"):
        bare = line.removesuffix("\r")
        if bare == _RULE:
            notes.append([])
        else:
            notes[-1].append(
                line[1:] if line[:1] == "\\" and _ESCAPED_RULE.fullmatch(line) else line
            )
    texts = ("\n".join(lines).strip() for lines in notes)
    return tuple(text for text in texts if text)


def join_contacts(contacts: Iterable[ImportedContact]) -> str:
    """Contacts as one cell.

    ``Lena Berg <lena@corvid.example> <tel:+49 30 1> <title:Buyer> [champion]; ...``
    """
    return "; ".join(_contact(contact) for contact in contacts)


def split_contacts(cell: str) -> tuple[ImportedContact, ...]:
    """The contacts of a cell; ``Lena Berg (lena@corvid.example)`` is understood as well."""
    found = (_read_contact(item.strip()) for item in _CONTACT.findall(cell))
    return tuple(contact for contact in found if contact is not None)


def _contact(contact: ImportedContact) -> str:
    name = contact.name
    parts = [_quoted(name) if set(name) & set(';<>[]"()') else name]
    if contact.email:
        parts.append(f"<{contact.email}>")
    if contact.phone:
        parts.append(f"<tel:{contact.phone}>")
    if contact.title:
        quoted = set(contact.title) & set(';<>"')
        parts.append(f"<title:{_quoted(contact.title) if quoted else contact.title}>")
    if contact.role:
        parts.append(f"[{contact.role}]")
    return " ".join(parts)


def _read_contact(item: str) -> ImportedContact | None:
    quoted = _QUOTED.match(item)
    rest = item[quoted.end() :] if quoted else item
    role = next((role for role in Role if (m := _ROLE.search(rest)) and m[1] == role), None)
    if role:
        rest = _ROLE.sub("", rest)
    titled = _TITLE.search(rest)
    title = ""
    if titled:
        title = (titled[1].replace('""', '"') if titled[1] else titled[2] or "").strip()
        rest = rest[: titled.start()] + rest[titled.end() :]
    angled = [text.strip() for text in _ANGLED.findall(rest)]
    rest = _ANGLED.sub("", rest).strip()
    email = next((text for text in angled if text and not text.startswith("tel:")), None)
    phone = next((text[4:].strip() for text in angled if text.startswith("tel:")), None)
    if email is None and (bracketed := _EMAIL_IN_BRACKETS.search(rest)):
        email = bracketed[1]
        rest = rest[: bracketed.start()].strip()
    name = quoted[1].replace('""', '"') if quoted else rest
    if email is None and "@" in name and " " not in name:
        email = name
    name = name or email or phone or ""
    return ImportedContact(name, email, phone or None, role, title) if name else None


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
