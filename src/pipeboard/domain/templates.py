"""The pipelines that a new user can begin with."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeboard.domain.aftersale import Anchor
from pipeboard.domain.criteria import CriterionKind
from pipeboard.domain.followups import CHECK_IN
from pipeboard.domain.stages import StageKind, StageRule


@dataclass(frozen=True, slots=True)
class CriterionTemplate:
    """What should be true before a deal leaves a stage; the fields mean what they do on ``Criterion``."""

    kind: CriterionKind
    subject: str


@dataclass(frozen=True, slots=True)
class FollowUpTemplate:
    """A follow-up to offer for won deals; the fields mean what they do on ``StageFollowUp``."""

    type: str
    subject: str
    days: int
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class StageTemplate:
    """A stage to be made; the fields mean what they mean on ``Stage``."""

    name: str
    probability: int
    stale_after: int
    guidance: str
    criteria: tuple[CriterionTemplate, ...] = ()
    marketing_qualified: bool = False
    qualified: bool = False
    kind: StageKind = StageKind.OPEN
    rule: StageRule = StageRule.SHOW
    follow_ups: tuple[FollowUpTemplate, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A pipeline to begin with."""

    name: str
    description: str
    stages: tuple[StageTemplate, ...]


def _criteria(**kinds: tuple[str, ...]) -> tuple[CriterionTemplate, ...]:
    names = {
        "fields": CriterionKind.FIELD,
        "todo": CriterionKind.CHECKLIST,
        "done": CriterionKind.FOLLOW_UP,
    }
    return tuple(
        CriterionTemplate(names[kind], subject)
        for kind, subjects in kinds.items()
        for subject in subjects
    )


_GUIDANCE = (
    "Check in after delivery, ask how satisfied they are (1-5), and note the date of renewal. "
    "A happy customer can be asked for a referral."
)

AFTER_SALE = (
    FollowUpTemplate(CHECK_IN, "how satisfied are they?", 14, Anchor.CLOSED),
    FollowUpTemplate("referral", "whom do they know?", 30, Anchor.CLOSED),
    FollowUpTemplate("upsell", "what else would help them?", 90, Anchor.CLOSED),
    FollowUpTemplate("renewal", "renew the contract", -60, Anchor.CONTRACT_END),
)
"""What the post-sale stages of the templates offer."""


def _post_sale(name: str) -> StageTemplate:
    return StageTemplate(name, 100, 0, _GUIDANCE, kind=StageKind.POST_SALE, follow_ups=AFTER_SALE)


_CLASSIC = Template(
    "classic",
    "From finding leads to looking after customers, in seven stages",
    (
        StageTemplate(
            "Lead Generation",
            5,
            30,
            "Collect names from events, the website and referrals; note where each came from.",
            _criteria(fields=("source",)),
        ),
        StageTemplate(
            "Prospecting",
            10,
            21,
            "Find out who decides, and whether the company looks like your best customers.",
            _criteria(fields=("company", "contact")),
            marketing_qualified=True,
        ),
        StageTemplate(
            "Lead Qualification",
            25,
            14,
            "Is there a need, a budget, the authority to decide, and a time by which it is wanted?",
            _criteria(fields=("need", "budget", "authority", "timeline")),
            marketing_qualified=True,
        ),
        StageTemplate(
            "Initial Contact",
            40,
            14,
            "Talk to the decision-maker, listen for the problem behind the request.",
            _criteria(fields=("decision-maker",), done=("call",)),
            marketing_qualified=True,
            qualified=True,
        ),
        StageTemplate(
            "Proposal",
            60,
            14,
            "Send a proposal that answers the need in their words, with a price and a date.",
            _criteria(
                fields=("value", "expected_close"),
                todo=("Proposal sent and its receipt confirmed",),
            ),
            marketing_qualified=True,
            qualified=True,
        ),
        StageTemplate(
            "Negotiation and Closing",
            90,
            10,
            "Settle the open points, agree the terms in writing, and ask for the signature.",
            _criteria(fields=("contract_end",), todo=("Terms agreed in writing",)),
            marketing_qualified=True,
            qualified=True,
        ),
        _post_sale("Post-Sale Follow-up"),
    ),
)

_SMALL_BUSINESS = Template(
    "small-business",
    "For a small team that answers incoming requests, in seven stages",
    (
        StageTemplate(
            "Incoming",
            10,
            7,
            "Answer on the same day. Note who asked, what for, and how they found you.",
            _criteria(fields=("source", "contact")),
        ),
        StageTemplate(
            "Contacting",
            20,
            7,
            "Try by phone and by e-mail on different days; stop after five attempts.",
            _criteria(done=("call",)),
            marketing_qualified=True,
        ),
        StageTemplate(
            "Qualifying",
            40,
            14,
            "Ask about need, budget, who decides, and when; say no early when it does not fit.",
            _criteria(fields=("need", "budget", "authority", "timeline")),
            marketing_qualified=True,
        ),
        StageTemplate(
            "Demo or Meeting",
            75,
            21,
            "Show only what solves their problem, with everybody who decides in the room.",
            _criteria(fields=("decision-maker", "value"), done=("demo",)),
            marketing_qualified=True,
            qualified=True,
        ),
        StageTemplate(
            "Negotiation",
            80,
            14,
            "Send the offer, answer objections, and agree what happens next and by when.",
            _criteria(fields=("expected_close",), todo=("Offer sent",)),
            marketing_qualified=True,
            qualified=True,
        ),
        StageTemplate(
            "Closing",
            90,
            7,
            "Get the signature and the first payment; agree the start.",
            _criteria(todo=("Contract signed",)),
            marketing_qualified=True,
            qualified=True,
        ),
        _post_sale("Post-Purchase"),
    ),
)

_SHORT = Template(
    "short",
    "Just enough to see what is where, in five stages",
    (
        StageTemplate(
            "Lead",
            10,
            14,
            "Somebody who may buy. Find out whether they have a need that you can meet.",
            _criteria(fields=("contact",)),
        ),
        StageTemplate(
            "Qualified",
            30,
            14,
            "They have a need, money and a date. Meet the person who decides.",
            _criteria(fields=("need", "value")),
            marketing_qualified=True,
            qualified=True,
        ),
        StageTemplate(
            "Proposal",
            60,
            14,
            "Send the proposal and agree when you talk about it.",
            _criteria(fields=("expected_close",), todo=("Proposal sent",)),
            marketing_qualified=True,
            qualified=True,
        ),
        StageTemplate(
            "Negotiation",
            80,
            10,
            "Settle the terms, and ask for the order.",
            _criteria(todo=("Terms agreed",)),
            marketing_qualified=True,
            qualified=True,
        ),
        _post_sale("Post-Sale"),
    ),
)

TEMPLATES: Mapping[str, Template] = {
    template.name: template for template in (_CLASSIC, _SMALL_BUSINESS, _SHORT)
}
DEFAULT_TEMPLATE = _CLASSIC.name
