"""The ideal-customer profile: reading it, and changing parts of it as a person types them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeboard.domain.changes import Step
from pipeboard.domain.currencies import currency_code, is_currency_word
from pipeboard.domain.deals import one_line
from pipeboard.domain.fit import COLUMNS, Profile, ProfilePart, Size
from pipeboard.domain.money import exact, from_decimal, read_number
from pipeboard.errors import BadInput, Conflict, NotAccepted
from pipeboard.service.workspace import Workspace
from pipeboard.store import fits, settings

Parts = Mapping[ProfilePart, tuple[Any, ...]]
"""Parts of a profile with their values."""

_BETWEEN = re.compile(r"\s*;\s*|,\s+")
_RANGE = re.compile(r"(?P<low>.*?)\.\.(?P<high>.*)|(?P<op>[<>]=?)\s*(?P<end>.+)", re.DOTALL)
_ACCEPTED = "a range is needed, such as 10k..50k EUR, 10k.. or ..50k"
_OTHER_NAMES = {
    "industries": ProfilePart.INDUSTRY,
    "sizes": ProfilePart.SIZE,
    "value": ProfilePart.SIZE,
    "sources": ProfilePart.SOURCE,
    "label": ProfilePart.LABELS,
}


def read(ws: Workspace) -> Profile:
    """The profile; an empty one when nobody has made any."""
    with ws.read() as connection:
        return fits.profile(connection)


def named(name: str) -> ProfilePart:
    """The part that a name means; raises BadInput."""
    plain = name.strip().casefold()
    if plain in set(ProfilePart):
        return ProfilePart(plain)
    if plain in _OTHER_NAMES:
        return _OTHER_NAMES[plain]
    raise BadInput("profile", name, f"one of {', '.join(COLUMNS.values())} is needed")


def typed(ws: Workspace, part: ProfilePart, text: str) -> tuple[Any, ...]:
    """The values of a part as typed, nothing for an empty text; raises BadInput.

    Names are parted by commas. A size is ``10k..50k EUR``, ``>=10k``, ``10k..`` or ``..50k``; those
    of several currencies are parted by ``;`` or by a comma and a space.
    """
    if part is ProfilePart.SIZE:
        return _sizes(ws, text)
    if part is ProfilePart.LABELS:
        text = text.replace("#", ",")
    found: dict[str, str] = {}
    for name in map(one_line, text.split(",")):
        found.setdefault(name.casefold(), name)
    return tuple(name for name in found.values() if name)


def text(profile: Profile, part: ProfilePart) -> str:
    """What a part begins with when it is edited; ``typed`` reads it again."""
    if part is ProfilePart.SIZE:
        return "; ".join(_size_text(size) for size in profile.sizes)
    return ", ".join(profile.of(part))


def change(ws: Workspace, before: Parts, after: Parts) -> Step | None:
    """Changes parts of the profile as one step; None when nothing differs.

    ``before`` is what the person saw in the parts of ``after``: raises Conflict when that is no
    longer so.
    """
    with ws.step() as step:
        now = fits.profile(step.connection)
        for part in after:
            if now.of(part) != before[part]:
                raise Conflict(
                    f"somebody else changed the ideal customer's {part} meanwhile, to"
                    f" {now.said(part) or 'nothing'}; nothing was written, look again"
                )
        wanted = replace(now, **{COLUMNS[part]: values for part, values in after.items()})
        if wanted != now:
            settings.put_setting(step, settings.PROFILE, wanted.as_json())
        told = [
            f"{part} {wanted.said(part)}" if wanted.of(part) else f"any {part}"
            for part in after
            if wanted.of(part) != now.of(part)
        ]
        step.title = f"Changed the ideal customer: {'; '.join(told)}"
    return step.step


def _sizes(ws: Workspace, text: str) -> tuple[Size, ...]:
    found: dict[str, Size] = {}
    for part in _BETWEEN.split(text.strip()):
        if part:
            size = _size(ws, part)
            if size.currency in found:
                raise BadInput("size", text, f"one range for {size.currency} is needed, not two")
            found[size.currency] = size
    return tuple(found[code] for code in sorted(found))


def _size(ws: Workspace, text: str) -> Size:
    match = _RANGE.fullmatch(text)
    if match is None:
        raise BadInput("size", text, _ACCEPTED)
    low, high = (match["low"] or "").strip(), (match["high"] or "").strip()
    if match["op"]:
        low, high = (match["end"], "") if match["op"][0] == ">" else ("", match["end"])
    codes: list[str] = []
    ends = [_end(ws, text, end, codes) for end in (low, high)]
    if ends == [None, None]:
        raise BadInput("size", text, _ACCEPTED)
    if len(set(codes)) > 1:
        raise BadInput("size", text, f"one currency is needed, not {' and '.join(codes)}")
    currency = codes[0] if codes else ws.currency
    lowest, highest = (
        None if end is None else from_decimal(end, currency, field="size").minor for end in ends
    )
    if lowest is not None and highest is not None and highest < lowest:
        raise NotAccepted("size", text, "the smaller amount comes first")
    return Size(currency, lowest, highest)


def _end(ws: Workspace, text: str, end: str, codes: list[str]) -> Any:
    """The amount at one end of a range, None for none; a currency it names is added to ``codes``."""
    if not end:
        return None
    if is_currency_word(end):
        codes.append(currency_code(end, ws.currency))
        return None
    try:
        number, code = read_number(
            end, ws.currency, decimal_mark=ws.locale.decimal_mark, field="size"
        )
    except BadInput as error:
        raise BadInput("size", text, f"'{error.value}': {error.accepted}") from None
    codes += [code] if code else []
    return number


def _size_text(size: Size) -> str:
    ends = ("" if end is None else _plain(end, size.currency) for end in size.ends)
    return f"{'..'.join(ends)} {size.currency}"


def _plain(minor: int, currency: str) -> str:
    whole, mark, part = exact(minor, currency).partition(".")
    return whole if not part.strip("0") else whole + mark + part
