"""Telling by what they are called that two people, companies or deals may be the same."""

import re
import unicodedata

_LEGAL_FORMS = (
    "ab ag aps as asa bv co company corp corporation cv ek ev eg gbr gmbh inc incorporated kft kg kgaa"
    " limited llc llp lp ltd mbh nv ohg oy oyj plc pllc plt pte pty pvt sa sarl sas se sl sp spa spzoo"
    " srl srls sro ug zoo"
)
_LEGAL = frozenset(_LEGAL_FORMS.split())
"""What a company is in law: it says little about which one it is."""

_JOINING = frozenset(("and", "et", "und", "y", "the", "&", "+"))
_COMPOUND = re.compile(r"(?<=\b\w)[.\s](?=\w\b)")
"""Between single letters: ``S.A.`` and ``S A`` are ``SA``."""

_PROVIDERS = (
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com"
    " icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.com gmx.net gmx.de gmx.at gmx.ch"
    " web.de t-online.de freenet.de mail.com mail.ru yandex.com yandex.ru zoho.com fastmail.com"
    " hey.com tutanota.com posteo.de orange.fr free.fr laposte.net wanadoo.fr libero.it virgilio.it"
    " hotmail.de hotmail.fr hotmail.co.uk yahoo.de yahoo.fr yahoo.co.uk yahoo.es outlook.de"
    " bluewin.ch qq.com 163.com 126.com comcast.net verizon.net att.net btinternet.com"
)
PUBLIC_MAIL = frozenset(_PROVIDERS.split())
"""Where anybody has an address: it says nothing about a company."""


def _plain(text: str) -> str:
    """The text without case, accents and signs, its words parted by one space."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    bare = bare.replace("'", "").replace("\u2019", "")
    return " ".join(re.sub(r"[^\w&+]+", " ", bare).split())


def name_key(name: str) -> str:
    """What two spellings of one person's name have in common."""
    return _plain(name)


def company_key(name: str) -> str:
    """What two spellings of one company's name have in common: no case, spaces, legal form.

    A name that is nothing but a legal form stays whole.
    """
    folded = name.casefold()
    while (shorter := _COMPOUND.sub("", folded)) != folded:
        folded = shorter
    words = _plain(folded).split()
    kept = list(words)
    while len(kept) > 1 and kept[-1] in _LEGAL | _JOINING:
        kept.pop()
    while len(kept) > 1 and kept[0] == "the":
        kept.pop(0)
    said = [word for word in kept if word not in _JOINING] or kept
    return "".join(said)


def title_key(title: str) -> str:
    """What two spellings of one deal's title have in common: its words, in any order."""
    return " ".join(sorted(word for word in _plain(title).split() if word not in _JOINING))


def mail_key(address: str) -> str:
    """An e-mail address as it is compared: without its case, and without spaces around it."""
    return address.strip().casefold()


def mail_domain(address: str) -> str | None:
    """The domain of an e-mail address, None where it is one of a public provider."""
    _, at, domain = mail_key(address).rpartition("@")
    domain = domain.rstrip(".>")
    return domain if at and "." in domain and domain not in PUBLIC_MAIL else None


def site_domain(website: str) -> str | None:
    """The domain of a website, however its address is written; None where it has none."""
    bare = re.sub(r"^[a-z][a-z0-9+.-]*://", "", website.strip().casefold())
    host = re.split(r"[/?#:\s]", bare, maxsplit=1)[0].rpartition("@")[2]
    host = host.removeprefix("www.").rstrip(".")
    return host if "." in host and host not in PUBLIC_MAIL else None
