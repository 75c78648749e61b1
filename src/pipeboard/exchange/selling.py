"""The usual words of selling: which stage comes before which, and what is an outcome instead."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.stages import StageKind
from pipeboard.domain.templates import StageTemplate

POST_SALE: Final = "Post-Sale"
"""The name of the post-sale stage that a pipeline gets when the file has none."""

_CONTACTED, _QUALIFIED, _OTHERS = 3, 4, 14
# All words here are without accents, and looked for in names without them.
_ORDER: Final = tuple(
    re.compile(rf"(?<![^\W_])(?:{words})", re.IGNORECASE)
    for words in (
        # Each place in English, then in German, French and Spanish.
        (
            r"lead|incoming|inbound|inquir|enquir|new\b|idea"
            r"|anfrage|interessent|neue?[nrs]?\b|piste|nouve(?:au|lle)\b|nuev[oa]\b|entrante"
        ),
        r"prospe[ck]|suspect|target|akquise",
        r"attempt|outreach",
        (
            r"engag|contact|connect|appointment|reached"
            r"|(?:erst)?kontakt|erstgesprach|termin\b|premier rendez|cita\b"
        ),
        r"qualif|mql\b|sql\b|bant\b|calific|cualific",
        r"needs?\b|discover|develop|scop|assess|requirement|bedarf|besoin|decouvert|necesidad",
        r"value prop|proposition de valeur|propuesta de valor",
        r"(?:id\W+)?decision|entscheid",
        r"perception",
        (
            r"demo|present|meeting|visit|trial|pilot|poc\b|proof of|evaluat"
            r"|prasent|vorfuhr|besuch|teststellung|essai|reunion|prueba|evaluaci"
        ),
        r"bought.?in|solution",
        (
            r"(?<!value[\W_])propos(?!ition de valeur)|quot|offer|pric|estimat|tender|rfp\b|bid\b"
            r"|angebot|offert|offre|devis|propuesta(?! de valor)|oferta|cotizaci|presupuest"
        ),
        (
            r"negotiat|review|contract|legal|procure|commit|verbal|approv"
            r"|verhandl|vertrag|negoci|contrat"
        ),
        r"clos|sign|order\b|abschl(?:uss|iess)|auftrag|unterschrift|clotur|conclu|cierr|cerr",
    )
)
_POST_SALE: Final = re.compile(
    r"post.?(?:sales?|purchase|vent[ae])\b|after.?sales?\b|onboarding\b|apres.?vente\b"
    r"|nach.?verkauf|nachbetreuung\b|kundenbetreuung\b",
    re.IGNORECASE,
)
_OUTCOME_WORDS: Final = {
    # In stages as in statuses: English, then German, French, Spanish and Italian.
    word: status
    for status, words in {
        Status.WON: "won|gewonnen|gewonnene|gewonnener|gewonnenes|gagne|gagnee|gagnes|gagnees"
        "|ganado|ganada|ganados|ganadas|vinto|vinta",
        Status.LOST: "lost|verloren|verlorene|verlorener|verlorenes|perdu|perdue|perdus|perdues"
        "|perdido|perdida|perdidos|perdidas|perso|persa",
    }.items()
    for word in words.split("|")
}
_SOLD: Final = (
    "deals?|opportunity|order|geschaft|auftrag|verkaufschance|affaires?|opportunite|vente"
    "|negocios?|oportunidad|venta"
)
_OUTCOME: Final = re.compile(
    rf"(?:(?:{_SOLD})[\W_]*)?"
    r"(?:(?:closed?|abgeschlossen|geschlossen|abschluss|fermee?|cloturee?|conclue?|cerrad[oa]|cierre)"
    r"[\W_]*(?:(?:as|als|und|et|y|comme|como)\b[\W_]*)?)?"
    rf"(?P<how>{'|'.join(_OUTCOME_WORDS)})\b"
    rf"(?:[\W_]*(?:{_SOLD}|business|(?:to|an|gegen|wegen|contre|por)\b.*|\(.*\)|-.*)?)?",
    re.IGNORECASE,
)
_STATUS_WORDS: Final = {
    # What is said of a deal as a whole; won and lost besides are as in the name of a stage.
    word: status
    for status, words in {
        "open": "open|active|in progress|new|ongoing|pending|working|current"
        "|offen|ouvert|ouverte|abierto|abierta",
        "won": "win|success|successful",
        "lost": "cancelled|canceled|abandoned|disqualified|dead|rejected",
        "nurture": "nurture|nurturing",
        "closed": "closed|complete|completed",
        "deleted": "deleted",
    }.items()
    for word in words.split("|")
}
_FORECASTS: Final = {
    word: category
    for category, words in {
        ForecastCategory.COMMIT: "commit|committed",
        ForecastCategory.BEST_CASE: "best case|bestcase|upside",
        ForecastCategory.PIPELINE: "pipeline",
        ForecastCategory.OMITTED: "omitted|omit|not forecasted",
    }.items()
    for word in words.split("|")
}


def selling_order(names: Iterable[str]) -> tuple[str, ...]:
    """Stage names in the order in which one sells, each once.

    By their words: lead, prospect, engage or contact, qualify, demo, proposal, negotiate, close,
    and what usually stands between these; a name with several counts as the furthest. Then names
    without such a word as they appear, and last what comes after the sale.
    """
    once = dict.fromkeys(names)
    return tuple(sorted(once, key=_place))


def is_post_sale(name: str) -> bool:
    """Whether a stage of this name is for deals that are won."""
    return _POST_SALE.search(_unaccented(name)) is not None


def is_usual(name: str) -> bool:
    """Whether a stage of this name has one of the usual words of selling."""
    return _place(name) != _OTHERS


def new_stages(names: Iterable[str]) -> tuple[StageTemplate, ...]:
    """The stages of a new pipeline: ``names`` in selling order, and one post-sale stage.

    Probabilities rise evenly in steps of 5 %. A deal counts as marketing-qualified from the first
    stage of contact on, as qualified from the first of qualifying on.
    """
    ordered = selling_order(names)
    selling = [name for name in ordered if not is_post_sale(name)]
    after = [name for name in ordered if is_post_sale(name)] or [POST_SALE]
    stages = []
    furthest = -1
    for number, name in enumerate(selling, start=1):
        place = _place(name)
        furthest = max(furthest, place if place < _OTHERS else -1)
        stages.append(
            StageTemplate(
                name,
                probability=round(number * 20 / (len(selling) + 1)) * 5,
                stale_after=14,
                guidance="",
                marketing_qualified=furthest >= _CONTACTED,
                qualified=furthest >= _QUALIFIED,
            )
        )
    stages.extend(StageTemplate(name, 100, 0, "", kind=StageKind.POST_SALE) for name in after)
    return tuple(stages)


def outcome(stage: str) -> Status | None:
    """Won or lost, if that is what the name of a stage says; None for a real stage."""
    match = _OUTCOME.fullmatch(_unaccented(stage.strip()))
    return _OUTCOME_WORDS[match["how"].casefold()] if match else None


def status_word(text: str) -> str | None:
    """What a status says: a Status, ``closed`` (one way or the other), ``deleted``, or None."""
    word = " ".join(re.split(r"[\W_]+", text.strip().casefold()))
    if word in _STATUS_WORDS:
        return _STATUS_WORDS[word]
    said = outcome(text)
    return said.value if said else None


def forecast_category(text: str) -> ForecastCategory | None:
    """The forecast category of another system as ours; None for what we have none for."""
    return _FORECASTS.get(text.strip().casefold())


def _place(name: str) -> int:
    if is_post_sale(name):
        return _OTHERS + 1
    plain = _unaccented(name)
    return max(
        (place for place, words in enumerate(_ORDER) if words.search(plain)), default=_OTHERS
    )


def _unaccented(text: str) -> str:
    """A text without the accents on its letters: négociation is negociation, Gagné is Gagne."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if not unicodedata.combining(char))
