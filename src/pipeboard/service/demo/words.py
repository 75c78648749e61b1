"""The words that made-up data is made of. Every company, person and number is invented.

Phone numbers are of ranges that are given to nobody, addresses end in ``.example``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeboard.domain.deals import Status
from pipeboard.domain.reasons import DEFAULTS


@dataclass(frozen=True, slots=True)
class Place:
    """Where a company is: how its people are called and rung up.

    ``people`` are pairs of a name and how it is written in an e-mail address; ``phone`` has ``#``
    for digits. ``currency`` is what deals there are in, mostly.
    """

    people: tuple[tuple[str, str], ...]
    phone: str
    currency: str = "EUR"


def _people(first: str, last: str) -> tuple[tuple[str, str], ...]:
    """Each first name with each last name; a spelling for e-mails follows a slash."""
    pairs = []
    for given in first.split():
        for family in last.split():
            shown = f"{given.partition('/')[0]} {family.partition('/')[0]}"
            plain = f"{given.partition('/')[2] or given}.{family.partition('/')[2] or family}"
            pairs.append((shown, plain.lower()))
    return tuple(pairs)


def _written(people: str) -> tuple[tuple[str, str], ...]:
    """Names given whole, with their spelling for e-mails."""
    pairs = (entry.split("/") for entry in people.split(", "))
    return tuple((shown, plain) for shown, plain in pairs)


PLACES: Mapping[str, Place] = {
    "de": Place(
        _people(
            "Anna Lena Jonas Lukas Miriam Katrin Tobias Jürgen/juergen Käthe/kaethe Sören/soeren",
            "Brandt Vogel Lindner Weiß/weiss Köhler/koehler Schäfer/schaefer Albrecht Nowak Yılmaz/yilmaz",
        ),
        "+49 30 23125 ###",
    ),
    "uk": Place(
        _people(
            "Grace Owen Priya Callum Imogen Niall Zara Felix Harriet Tariq",
            "Whitlock Marsh Penhale Okafor Bexley Drummond Sharma Holloway Quayle",
        ),
        "+44 20 7946 0###",
        "GBP",
    ),
    "fr": Place(
        _people(
            "Chloé/chloe Hugo Inès/ines Mathieu Élodie/elodie Baptiste Noémie/noemie Youssef",
            "Laurier Marchetti Fournel Delcourt Benali Garnier Roussel Lemoine",
        ),
        "+33 1 99 00 ## ##",
    ),
    "nl": Place(
        _people(
            "Sanne Daan Femke Bram Lotte Joris Maaike Ruben",
            "Visser Hoekstra Kuipers Dijkman Postma Verbeek Mulder",
        ),
        "+31 20 000 0###",
    ),
    "es": Place(
        _people(
            "Lucía/lucia Mateo Carmen Íñigo/inigo Nuria Álvaro/alvaro Elena Joaquín/joaquin",
            "Ibarra Quintana Peña/pena Robles Salcedo Muñoz/munoz Vidal",
        ),
        "+34 910 000 ###",
    ),
    "north": Place(
        _people(
            "Freja Magnus Åsa/aasa Eirik Saga Jørgen/joergen Aino Mikko Ingrid",
            "Lindqvist Halvorsen Mäkelä/makela Østby/oestby Bergström/bergstrom Dahl Virtala",
        ),
        "+46 8 465 004 ##",
    ),
    "east": Place(
        _people(
            "Zofia Tomasz Agnieszka Łukasz/lukasz Eliška/eliska Ondřej/ondrej Dorota",
            "Kowal Wrona Zieliński/zielinski Horák/horak Novotný/novotny Malec",
        ),
        "+48 22 000 0# ##",
    ),
    "us": Place(
        _people(
            "Maya Jordan Tessa Marcus Naomi Dwight Renata Caleb",
            "Harlan Beckett Ortega Lindgren Fairbanks Castellan Whitaker",
        ),
        "+1 212 555 01##",
        "USD",
    ),
    "jp": Place(
        _written(
            "高橋 美咲/m.takahashi, 小林 健太/k.kobayashi, 渡辺 結衣/y.watanabe, 森 大輔/d.mori, "
            "石井 由紀/y.ishii, 藤田 翔/s.fujita"
        ),
        "+81 3 0000 0###",
        "JPY",
    ),
}

PLACE_WEIGHTS: Mapping[str, int] = {
    "de": 30, "nl": 14, "fr": 13, "es": 10, "north": 11, "east": 9, "uk": 6, "us": 5, "jp": 2,
}  # fmt: skip

KNOWN = (
    "Kestrel Foods/de, Corvid Labs/nl, Brindle & Oak/uk, Nordhagel Reederei/de, Halvorsund Kran/north, "
    "Pfeffermühle Söhne/de, Tamsworth Dental/uk, Vielle Atelier/fr, Ostraleda Glas/east, "
    "Quillfern Press/uk, Zellbrück Optik/de, Maison Tourelune/fr, Aldervik Sawmills/north, "
    "Lumivela Solar/es, Café Brumarola/es, Grachtmoer Design/nl, 青葉灯器/jp, Veldmoor Logistiek/nl, "
    "Sandpiper Freight/us, Frührot Bäckerei/de, Bellweather Tools/us, Kvitskjell Laks/north, "
    "Ferronda Castings/es, Wrzosowa Dairy/east, Tidemark Marine/uk, Löwenzweig Gärten/de, "
    "Petrimont Wines/fr, Holderlin Medical/de, Stelvara Textiles/east, Blauwe Haven Cold Stores/nl, "
    "Ibex Alpine Gear/de, Marrow & Finch/us, Ærøvind Turbines/north, 翠嶺計測/jp, Crumbolt Hydraulics/uk, "
    "Poldermeer Zaden/nl, Saltwick Ceramics/uk, Cielo Raso Roofing/es, Drachenhorn Brauhaus/de, "
    "Eichelhof Möbel/de, Fjellnatt Outdoor/north, Granitza Stone/east, Hummelwerk Robotics/de, "
    "Isleworn Ferries/uk, Juniper Lane Inns/us, Kupferkessel Chemie/de, Lindwurm Spielwaren/de, "
    "Mistral & Fils/fr, Nimbora Weather/fr, Osterdeich Schulen/de, Plumtree Nurseries/nl"
)
"""The companies that the first deals are with, and where they are."""

STEMS = (
    "Alder Amber Ash Barn Birk Brack Bram Briar Burg Calder Cinder Copper Cran Dorn Ebb Eider Elder "
    "Elm Ember Fal Fen Fern Flint Glen Grau Hage Hazel Heron Holm Ivar Jarl Kalk Kern Kiesel Kron "
    "Lark Laub Linden Loch Lune Maren Mill Moor Nacht Nord Oder Orla Otter Pall Quarz Rabe Reed "
    "Rook Salz Sand Sorrel Stern Storm Tann Thorn Tide Ulm Vale Velm Wald Wend Wick Wren Zinn"
)

ENDINGS = (
    "bach beck berg born bridge brook bruck bury by dale dorf feld fell field ford gard haven heim "
    "hurst lake land ley mark mere mont moor mouth ness ridge rock rode shaw stad stead sund thal "
    "ton vale vik ville ward wick wold worth"
)

SECTORS: Mapping[str, str] = {
    "Foods": "Food", "Bakeries": "Food", "Dairy": "Food", "Brewing": "Food", "Mills": "Food",
    "Logistics": "Transport", "Freight": "Transport", "Ferries": "Transport", "Cargo": "Transport",
    "Robotics": "Engineering", "Hydraulics": "Engineering", "Instruments": "Engineering",
    "Castings": "Engineering", "Tools": "Engineering", "Turbines": "Energy", "Solar": "Energy",
    "Heating": "Energy", "Optics": "Health", "Dental": "Health", "Pharmacy": "Health",
    "Clinics": "Health", "Textiles": "Retail", "Furniture": "Retail", "Ceramics": "Retail",
    "Outdoor": "Retail", "Gardens": "Retail", "Timber": "Building", "Roofing": "Building",
    "Stone": "Building", "Glass": "Building", "Paper": "Print and media", "Press": "Print and media",
    "Hotels": "Hospitality", "Schools": "Education", "Seeds": "Farming", "Vineyards": "Farming",
}  # fmt: skip

FORMS: Mapping[str, tuple[str, ...]] = {
    "de": ("GmbH", "AG", "", ""), "uk": ("Ltd", "", ""), "fr": ("SA", "", ""),
    "nl": ("BV", "", ""), "es": ("SL", "", ""), "north": ("AB", "Oy", "AS", ""),
    "east": ("sro", "", ""), "us": ("Inc", "", "LLC"), "jp": ("KK", ""),
}  # fmt: skip

PRODUCTS = (
    "fleet tracking", "cold-chain sensors", "pilot", "site licence", "scanners", "rollout",
    "service contract", "training", "40 seats", "data migration", "support plan", "dock sensors",
    "second site", "yard cameras", "route planning", "pallet tags", "stock audit", "120 seats",
    "gate control", "dashboards", "label printers", "energy meters", "maintenance", "trial",
)  # fmt: skip
"""What is sold, as it stands in a title after the company's name."""

PROJECTS = (
    "Sensors for {town}", "Replace paper picking lists", "Fleet tracking, {count} vans",
    "Warehouse extension {town}", "Tender {count}/{year}: gate control", "Pilot line {town}",
    "Spare parts portal", "Energy monitoring, {count} meters", "Scanner refresh {town}",
    "Rollout to {count} branches", "Night shift alerts", "Pallet pool, {count} tags",
    "Returns desk {town}", "Year-end stock count", "Integration with their ERP",
    "Audit-proof temperature logs", "Replacement of the old system", "Second shift {town}",
)  # fmt: skip
"""Titles without the company's name."""

TOWNS = (
    "Ghent", "Lyon", "Graz", "Aarhus", "Gdańsk", "Bilbao", "Leeds", "Turku", "Porto", "Brno",
    "Malmö", "Nantes", "Utrecht", "Leipzig", "Córdoba", "Tampere", "Bergen", "Dijon",
)  # fmt: skip

LONG_PROJECTS = (
    "Framework agreement for maintenance, spare parts and training at all {count} plants",
    "Temperature monitoring for the whole chain, from the harbour to the last {count} shops",
    "Pilot in one warehouse with an option for the other {count}, if the works council agrees",
)

RENEWALS = ("renewal {year}", "renewal", "contract extension", "support {year}", "more seats")

SOURCES = (
    ("Website", ""), ("Website", "Spring mailing"), ("Referral", ""), ("Trade fair", "Hall 7 stand"),
    ("Cold call", ""), ("Newsletter", "Autumn mailing"), ("Partner", ""), ("Webinar", "Cold chain"),
)  # fmt: skip
"""Where deals come from, with the campaign."""

LABELS = (
    "hot", "key account", "tender", "expansion", "pilot", "public sector", "seasonal", "board",
)  # fmt: skip

JOBS = (
    "Head of Operations", "Purchasing", "Managing Director", "Warehouse Manager", "Head of IT",
    "Finance", "Fleet Manager", "Quality Manager", "Site Manager", "Assistant to the Board",
)  # fmt: skip

NOTES = (
    "Wants a reference from a company of their size before the next call.",
    "Budget is approved for this year; anything above needs the board.",
    "Prefers e-mail, answers late in the evening.",
    "Is comparing us with two others, price is not the main point.",
    "The works council has to agree; ask for a date.",
    "Sent the data sheet and the security questionnaire.",
    "Their present contract ends in the summer, notice is three months.",
    "Would like to visit the pilot site.\nBring somebody from support.",
    "New managing director since this month, start again with the benefits.",
    "IT asks about single sign-on and where the data lies.",
    "Good talk at the fair; they lose two hours a day with paper lists.",
    "Needs an offer in two variants: buying and renting.",
    "Decision moved to after the holidays.",
    "Very happy with the trial, wants all sites at once.",
    "Discount of 5 % promised for an order before the end of the quarter.",
    "Asked for delivery in two lots.",
    "Contact is on parental leave, the deputy knows about it.",
    "Lunch with the team; the warehouse manager is on our side.",
)

CALL_NOTES = (
    "Reached at once, friendly. Call again after the holidays.",
    "Asked for the offer by e-mail.",
    "Has forwarded it to purchasing.",
    "Needs one more week.",
    "Agreed on a date for the demo.",
)

TASKS: Mapping[str, tuple[str, ...]] = {
    "call": (
        "call", "Ask about the budget", "Talk through the offer", "Call back", "Check the decision",
        "Ask who signs",
    ),
    "e-mail": ("Send the offer", "Send references", "Follow up on the offer", "Answer on security"),
    "meeting": ("Meet the team", "Workshop on site", "Talk with the board"),
    "demo": ("Demo", "Demo for the warehouse team"),
    "task": ("Prepare the calculation", "Get the delivery date", "Draft the contract"),
}  # fmt: skip
"""Subjects of follow-ups by type."""

TASK_WEIGHTS: Mapping[str, int] = {"call": 46, "e-mail": 26, "meeting": 12, "demo": 8, "task": 8}

CHECK_INS = ("Check in after delivery", "Ask how it is going", "Talk about the next year")

WON_REASONS = DEFAULTS[Status.WON]
LOST_REASONS = DEFAULTS[Status.LOST]

NEEDS = ("Loses time with paper lists", "Failed an audit", "Old system ends", "Opens a new site")
BUDGETS = ("Approved", "Planned for next year", "Up to the board", "About 10 % above our offer")
AUTHORITIES = ("Managing director signs", "Purchasing with operations", "Board decides")
TIMELINES = ("This quarter", "Before the season", "Within six months", "When the contract ends")

COLLEAGUES = ("bea", "carlos", "mei", "dmitri")
