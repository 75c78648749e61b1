"""Who and what made-up deals are about: companies, their people, titles and amounts."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from pipeboard.domain.currencies import digits
from pipeboard.service.demo import words

MANY = 5_000
"""Above this number of deals less is told of each, so that a big demo does not take minutes."""

_MOST_COMPANIES = 60_000
_DIGIT = re.compile("#")
_NO_LETTER = re.compile("[^a-z0-9]+")
HOME_CURRENCY = "EUR"
_INSISTS = 7
"""One customer in so many is sold to in their own currency."""

_ROUGH_VALUE = {"EUR": 1.0, "USD": 1.1, "GBP": 0.9, "JPY": 160.0}


@dataclass(slots=True)
class Person:
    """Somebody at a company, ``phone`` is empty if unknown; ``id`` once in the database."""

    name: str
    email: str
    phone: str
    job: str
    id: int | None = None


@dataclass(slots=True)
class Company:
    """A company; ``id`` once it is in the database. ``short`` is what colleagues call it."""

    name: str
    short: str
    industry: str
    website: str
    place: str
    people: list[Person] = field(default_factory=list)
    id: int | None = None


class Cast:
    """Makes companies, people, titles and amounts up, the same ones from the same ``chance``."""

    def __init__(self, chance: Random, year: int, deals: int) -> None:
        self._chance = chance
        self._calm = deals > MANY
        self._year = year
        self._known = [entry.split("/") for entry in reversed(words.KNOWN.split(", "))]
        self._places = list(words.PLACE_WEIGHTS)
        self._place_weights = list(words.PLACE_WEIGHTS.values())
        self._sectors = list(words.SECTORS)
        self._stems = words.STEMS.split()
        self._endings = words.ENDINGS.split()
        self._names: set[str] = set()
        self._companies: list[Company] = []

    def company(self) -> Company:
        """A company, one that is known already or a new one."""
        known = len(self._companies)
        new = known < 4 or self._chance.random() < (0.6 if known < 500 else 0.35)
        if not new or known >= _MOST_COMPANIES:
            return self._companies[int(self._chance.random() * known)]
        made = self._listed() if self._known else self._coined()
        self._companies.append(made)
        return made

    def _listed(self) -> Company:
        name, place = self._known.pop()
        self._names.add(name)
        last = name.split()[-1]
        industry = words.SECTORS.get(last, "Other")
        return Company(name, name.split()[0], industry, f"https://{_domain(name)}", place)

    def _coined(self) -> Company:
        chance = self._chance
        place = chance.choices(self._places, self._place_weights)[0]
        while True:
            short = chance.choice(self._stems) + chance.choice(self._endings)
            sector = chance.choice(self._sectors)
            name = f"{short} {sector} {chance.choice(words.FORMS[place])}".rstrip()
            if name not in self._names:
                self._names.add(name)
                website = f"https://{_domain(name)}"
                return Company(name, short, words.SECTORS[sector], website, place)

    def person(self, company: Company) -> Person:
        """Somebody at the company: one who is known already, or a new colleague of theirs."""
        chance = self._chance
        if company.people and chance.random() < (0.8 if self._calm else 0.65):
            return chance.choice(company.people)
        place = words.PLACES[company.place]
        name, mailbox = chance.choice(place.people)
        for person in company.people:
            if person.name == name:
                return person
        phone = _DIGIT.sub(lambda _: str(int(chance.random() * 10)), place.phone)
        domain = company.website.removeprefix("https://")
        reach = phone if chance.random() < (0.5 if self._calm else 0.8) else ""
        made = Person(name, f"{mailbox}@{domain}", reach, chance.choice(words.JOBS))
        company.people.append(made)
        return made

    def title(self, company: Company) -> str:
        """What a deal with the company is called."""
        chance = self._chance
        kind = chance.random()
        if kind < 0.6:
            return f"{company.short} {chance.choice(words.PRODUCTS)}"
        choice = words.PROJECTS if kind < 0.97 else words.LONG_PROJECTS
        return self._filled(chance.choice(choice))

    def renewal(self, company: Company) -> str:
        """What a deal that follows a won one is called."""
        return f"{company.short} {self._filled(self._chance.choice(words.RENEWALS))}"

    def _filled(self, text: str) -> str:
        count = 5 * (1 + int(self._chance.random() * 30))
        return text.format(year=self._year, count=count, town=self.pick(words.TOWNS))

    def currency(self, company: Company) -> str:
        """The currency of a deal with the company: its own, where it insists on that."""
        own = words.PLACES[company.place].currency
        insists = company.id is not None and company.id % _INSISTS == 0
        return own if insists else HOME_CURRENCY

    def labels(self) -> list[str]:
        """The labels of a deal, mostly none."""
        weights = (85, 13, 2) if self._calm else (60, 33, 7)
        return self._chance.sample(words.LABELS, self._chance.choices((0, 1, 2), weights)[0])

    def several(self) -> bool:
        """Whether more than one person is on a deal."""
        return self._chance.random() < (0.08 if self._calm else 0.2)

    def amount(self, currency: str, median: float = 9_500) -> int:
        """A value in the currency's minor unit, as round as people make it."""
        chance = self._chance
        units = median * _ROUGH_VALUE[currency] * chance.lognormvariate(0, 0.95)
        units = min(max(units, 400 * _ROUGH_VALUE[currency]), 900_000 * _ROUGH_VALUE[currency])
        step = 10 ** max(len(str(int(units))) - (2 if chance.random() < 0.7 else 3), 1)
        rounded = max(int(units / step + 0.5), 1) * step
        if chance.random() < 0.08 and rounded >= 1000:
            rounded -= 10
        minor: int = rounded * 10 ** digits(currency)
        return minor

    def pick(self, choices: Sequence[str]) -> str:
        """One of several texts."""
        return choices[int(self._chance.random() * len(choices))]


def _domain(name: str) -> str:
    """The host name of a company: plain letters, and an ending that nobody can own."""
    spelled = name.lower().replace("ß", "ss").replace("ø", "oe").replace("æ", "ae")
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        spelled = spelled.replace(letter, plain)
    plain_text = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    words_in_it = [part for part in _NO_LETTER.split(plain_text) if part]
    return f"{'-'.join(words_in_it) or 'x' + name.encode().hex()[:8]}.example"
