"""The usual words of selling: which stage comes before which, and what is an outcome instead."""

import re
from collections.abc import Iterable
from typing import Final

from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.stages import StageKind
from pipeboard.domain.templates import StageTemplate

POST_SALE: Final = "Post-Sale"
"""The name of the post-sale stage that a pipeline gets when the file has none."""

_CONTACTED, _QUALIFIED, _OTHERS = 3, 4, 14
_ORDER: Final = tuple(
    re.compile(rf"(?<![^\W_])(?:{words})", re.IGNORECASE)
    for words in (
        r"lead|incoming|inbound|inquir|enquir|new\b|idea",
        r"prospect|suspect|target",
        r"attempt|outreach",
        r"engag|contact|connect|appointment|reached",
        r"qualif|mql\b|sql\b|bant\b",
        r"needs?\b|discover|develop|scop|assess|requirement",
        r"value prop",
        r"(?:id\W+)?decision",
        r"perception",
        r"demo|present|meeting|visit|trial|pilot|poc\b|proof of|evaluat",
        r"bought.?in|solution",
        r"propos(?!ition)|quot|offer|pric|estimat|tender|rfp\b|bid\b",
        r"negotiat|review|contract|legal|procure|commit|verbal|approv",
        r"clos|sign|order\b",
    )
)
_POST_SALE: Final = re.compile(
    r"post.?(?:sales?|purchase)\b|after.?sales?\b|onboarding\b", re.IGNORECASE
)
_OUTCOME: Final = re.compile(
    r"(?:(?:deal|opportunity|order)[\W_]*)?(?:closed?[\W_]*(?:as[\W_]*)?)?(?P<how>won|lost)\b"
    r"(?:[\W_]*(?:deals?|opportunity|business|to\b.*|\(.*\)|-.*)?)?",
    re.IGNORECASE,
)
_STATUS_WORDS: Final = {
    word: status
    for status, words in {
        "open": "open|active|in progress|new|ongoing|pending|working|current"
        "|offen|ouvert|ouverte|abierto|abierta",
        "won": "won|win|closed won|close won|success|successful|gewonnen|gagné|gagnée|ganado|ganada|vinto",
        "lost": "lost|closed lost|close lost|cancelled|canceled|abandoned|disqualified|dead"
        "|rejected|verloren|perdu|perdue|perdido|perdida|perso",
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
    return _POST_SALE.search(name) is not None


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
    match = _OUTCOME.fullmatch(stage.strip())
    return Status(match["how"].casefold()) if match else None


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
    return max((place for place, words in enumerate(_ORDER) if words.search(name)), default=_OTHERS)
