"""One person's config file: where their data is, and how they want to see and type it.

What a team shares (stages, reasons, targets) is in the database instead. A flag or an environment
variable beats the file; that is for the caller, who gets plain typed values from :func:`load`.
"""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, cast

from pipeboard.domain.reminderrules import ReminderRules
from pipeboard.errors import BadInput, ConfigError

if TYPE_CHECKING:
    from datetime import time

    from pipeboard.domain.reminderrules import Quiet

DEFAULT_CURRENCY = "EUR"
"""Of amounts typed without one, where nothing else says which."""

ThemeName = Literal["dark", "light", "terminal"]
Notifications = Literal["auto", "bell", "osc9", "osc99", "osc777", "off"]
DateOrder = Literal["day-first", "month-first", "auto"]

_CURRENCIES = """
AE AED AR ARS AU AUD BD BDT BR BRL CA CAD CH CHF CL CLP CN CNY CO COP CZ CZK DK DKK EG EGP GB GBP
GH GHS HK HKD HU HUF ID IDR IL ILS IN INR IS ISK JO JOD JP JPY KE KES KR KRW KW KWD KZ KZT LI CHF
LK LKR MA MAD MX MXN MY MYR NG NGN NO NOK NZ NZD PE PEN PH PHP PK PKR PL PLN PR USD QA QAR RO RON
RS RSD RU RUB SA SAR SE SEK SG SGD TH THB TR TRY TW TWD TZ TZS UA UAH US USD UY UYU VN VND ZA ZAR
"""
_MONTH_FIRST = "AS FM GU MH MP PH PR PW UM US VI"
_MONTH_FIRST_LANGUAGES = frozenset(("hu", "ja", "ko", "zh"))


@dataclass(frozen=True, slots=True)
class Config:
    """What the config file says, with the defaults for what it leaves out."""

    database: str | None = None
    """Path or URL of the database; None is the person's own."""
    user: str | None = None
    """The name that the history shows; None is the login name."""
    currency: str | None = None
    """Of amounts typed without one: an ISO 4217 code; None is the database's, else the locale's."""
    theme: ThemeName = "dark"
    ascii: bool = False
    mouse: bool = True
    day_first: bool = True
    """Whether 3/4 is the third of April."""
    skip_weekends: bool = False
    """Whether a due date that was counted, such as tomorrow, is on no weekend."""
    reminders: ReminderRules = field(default_factory=ReminderRules)
    notifications: Notifications = "auto"
    """How a reminder is told besides the message on the board."""
    day_limit: int | None = None
    """So many follow-ups a day are enough; None is any number."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Name of a command -> the keys it is to have instead of its own; read by `pipeboard.keys`."""
    written: frozenset[str] = field(default=frozenset(), compare=False)
    """The names of the settings that the file has."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that the config file can say."""

    name: str
    accepted: str
    help: str
    read: Callable[[object], object]
    """Returns the value to use, or raises TypeError or ValueError."""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    if not value.strip():
        raise ValueError
    return value.strip()


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    if value < 1:
        raise ValueError
    return value


def _one_of(*accepted: str) -> Callable[[object], object]:
    def read(value: object) -> object:
        if value not in accepted:
            raise ValueError
        return value

    return read


def _reminder(value: object) -> object:
    from pipeboard.domain.reminders import parse_reminder

    try:
        return parse_reminder(_text(value))
    except BadInput:
        raise ValueError from None


def _clock(value: object) -> object:
    from pipeboard.domain.reminders import parse_clock

    return parse_clock(_text(value))


def _quiet(value: object) -> object:
    from pipeboard.domain.reminders import parse_quiet

    return parse_quiet(_text(value))


def _currency(value: object) -> str:
    from pipeboard.domain.currencies import DIGITS

    code = _text(value).upper()
    if code not in DIGITS:
        raise ValueError
    return code


SETTINGS: tuple[Setting, ...] = (
    Setting("database", "a path or a URL, in quotes", "Where the deals are kept.", _text),
    Setting("user", "a name, in quotes", "Your name in the history.", _text),
    Setting(
        "currency",
        'a code of ISO 4217, such as "EUR"',
        "The currency of amounts typed without one.",
        _currency,
    ),
    Setting(
        "theme",
        '"dark", "light" or "terminal"',
        "The colours; terminal uses the terminal's own 16.",
        _one_of("dark", "light", "terminal"),
    ),
    Setting("ascii", "true or false", "Draw lines and marks with ASCII only.", _switch),
    Setting("mouse", "true or false", "Let the mouse pick and scroll.", _switch),
    Setting(
        "dates.order",
        '"day-first", "month-first" or "auto"',
        "How 3/4 is read; auto goes by the locale.",
        _one_of("day-first", "month-first", "auto"),
    ),
    Setting(
        "dates.skip_weekends",
        "true or false",
        "Whether tomorrow, +3d and what repeats go on to Monday.",
        _switch,
    ),
    Setting(
        "reminder",
        'a time such as "15m", "1h", "1d" or "0", or "none"',
        "How long before a follow-up with a time reminds, unless its line says so.",
        _reminder,
    ),
    Setting(
        "reminders.day-at",
        'a time such as "9:00"',
        "When a follow-up without a time reminds on its day.",
        _clock,
    ),
    Setting(
        "reminders.quiet",
        'hours such as "18:00-8:00"',
        "When nobody is reminded; what is due in between is told at the end.",
        _quiet,
    ),
    Setting(
        "notifications",
        '"auto", "bell", "osc9", "osc99", "osc777" or "off"',
        "How the terminal tells a reminder; auto goes by the terminal.",
        _one_of("auto", "bell", "osc9", "osc99", "osc777", "off"),
    ),
    Setting(
        "day_limit",
        "a whole number from 1 on",
        "How many follow-ups a day are enough; more are pointed out.",
        _count,
    ),
)
"""Every setting but the keys, which go by the names of the commands."""


def load(path: Path, environ: Mapping[str, str], *, must_exist: bool = False) -> Config:
    """Read the config file at ``path``; a missing one is as an empty one unless ``must_exist``.

    ``environ`` tells the locale, from which the order of dates follows where the file does not set
    it. Raises ConfigError naming the file, the setting, its value and what is accepted.
    """
    written = _flat(_read(path, must_exist=must_exist))
    remapped = {name: value for name, value in written.items() if name.startswith("keys.")}
    values = {}
    for name, value in written.items():
        if name not in remapped:
            values[name] = _value(path, name, value)
    skip_weekends = cast("bool", values.pop("dates.skip_weekends", False))
    order = cast("DateOrder", values.pop("dates.order", "auto"))
    reminders = ReminderRules(
        default=cast("int | None", values.pop("reminder", None)),
        day_at=cast("time", values.pop("reminders.day-at", ReminderRules().day_at)),
        quiet=cast("Quiet | None", values.pop("reminders.quiet", None)),
    )
    return Config(
        **cast("dict[str, Any]", values),
        day_first=order == "day-first" or (order == "auto" and locale_day_first(environ)),
        skip_weekends=skip_weekends,
        reminders=reminders,
        keys=MappingProxyType(
            {name.removeprefix("keys."): _keys(path, name, v) for name, v in remapped.items()}
        ),
        written=frozenset(written),
    )


def locale_currency(environ: Mapping[str, str]) -> str | None:
    """Return the currency of the country that the locale names; None where it names none."""
    _, country = _locale(environ, "LC_MONETARY")
    if not country:
        return None
    words = _CURRENCIES.split()
    return dict(zip(words[::2], words[1::2], strict=True)).get(country, DEFAULT_CURRENCY)


def locale_day_first(environ: Mapping[str, str]) -> bool:
    """Return whether people in the locale write the day before the month."""
    language, country = _locale(environ, "LC_TIME")
    return country not in _MONTH_FIRST.split() and language not in _MONTH_FIRST_LANGUAGES


def _locale(environ: Mapping[str, str], category: str) -> tuple[str, str]:
    name = environ.get("LC_ALL") or environ.get(category) or environ.get("LANG") or ""
    language, _, country = name.partition(".")[0].partition("@")[0].partition("_")
    return language, country


def _read(path: Path, *, must_exist: bool) -> dict[str, object]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        if must_exist:
            raise ConfigError(
                f"there is no config file {path}; create it or leave it out"
            ) from None
        return {}
    except OSError as error:
        raise ConfigError(f"the config file {path} cannot be read: {error.strerror}") from None
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
        raise ConfigError(f"the config file {path} cannot be understood: {reason}") from None


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    """Return dotted names and their values; keys may be written quoted or as tables."""
    values: dict[str, object] = {}
    for key, value in table.items():
        name = prefix + key
        if isinstance(value, dict):
            values.update(_flat(value, f"{name}."))
        else:
            values[name] = value
    return values


def _value(path: Path, name: str, value: object) -> object:
    for setting in SETTINGS:
        if setting.name == name:
            try:
                return setting.read(value)
            except (TypeError, ValueError):
                raise _refused(path, name, value, setting.accepted) from None
    if name == "keys":
        accepted = "a table: a line [keys], and below it names of commands with their keys"
        raise _refused(path, name, value, accepted)
    raise _unknown(path, name)


def _keys(path: Path, name: str, value: object) -> tuple[str, ...]:
    keys = value.split(",") if isinstance(value, str) else value
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise _refused(path, name, value, 'keys in quotes, such as "L, shift+right"')
    return tuple(key.strip() for key in keys if key.strip())


def _unknown(path: Path, name: str) -> ConfigError:
    known = [setting.name for setting in SETTINGS] + ["keys"]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    return ConfigError(f"{path}: there is no setting '{name}'; {hint}")


def _refused(path: Path, name: str, value: object, accepted: str) -> ConfigError:
    shown = f'"{value}"' if isinstance(value, str) else str(value).lower()
    return ConfigError(f"{path}: {name} = {shown} is not accepted; it takes {accepted}")
