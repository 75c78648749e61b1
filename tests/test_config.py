"""The config file: typed values, and errors that name what is wrong and what is accepted."""

import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest

from pipeboard.config import SETTINGS, Config, load, locale_currency, locale_day_first
from pipeboard.domain.reminderrules import Quiet, ReminderRules
from pipeboard.errors import ConfigError
from pipeboard.paths import default_paths


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_a_missing_file_gives_the_defaults(file: Path) -> None:
    """Nobody needs a config file."""
    assert load(file, {}) == Config()


def test_a_file_that_was_asked_for_must_be_there(file: Path) -> None:
    """A path that somebody typed is not silently ignored."""
    with pytest.raises(ConfigError, match=r"there is no config file .*config\.toml"):
        load(file, {}, must_exist=True)


def test_every_setting_is_read(file: Path) -> None:
    """The file says all there is to say."""
    file.write_text(
        """
database = "/data/deals.db"
user = "ann"
currency = "usd"
theme = "light"
ascii = true
mouse = false
reminder = "15m"
notifications = "osc9"
day_limit = 8
[dates]
order = "month-first"
[reminders]
day-at = "7:30"
quiet = "18:00-8:00"
[keys]
"deal.move_right" = "L, shift+right"
deal.move_left = ["H"]
undo = ""
"""
    )
    assert load(file, {}) == Config(
        database="/data/deals.db",
        user="ann",
        currency="USD",
        theme="light",
        ascii=True,
        mouse=False,
        day_first=False,
        reminders=ReminderRules(15, time(7, 30), Quiet(time(18), time(8))),
        notifications="osc9",
        day_limit=8,
        keys={"deal.move_right": ("L", "shift+right"), "deal.move_left": ("H",), "undo": ()},
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("themes = 'dark'", "there is no setting 'themes'; did you mean theme?"),
        ("[date]\norder = 'auto'", "there is no setting 'date.order'; did you mean dates.order?"),
        ("[dates]\nordre = 'auto'", "there is no setting 'dates.ordre'; did you mean dates.order?"),
        ("zzz = 1", "there is no setting 'zzz'; known are database, user"),
        ("mouse = 'no'", 'mouse = "no" is not accepted; it takes true or false'),
        ("ascii = 1", "ascii = 1 is not accepted; it takes true or false"),
        (
            "theme = 'blue'",
            'theme = "blue" is not accepted; it takes "dark", "light" or "terminal"',
        ),
        ("currency = 'EURO'", 'currency = "EURO" is not accepted; it takes a code of ISO 4217'),
        ("user = ''", 'user = "" is not accepted; it takes a name'),
        ("day_limit = 0", "day_limit = 0 is not accepted; it takes a whole number from 1 on"),
        ("day_limit = true", "day_limit = true is not accepted; it takes a whole number"),
        ("database = 5", "database = 5 is not accepted; it takes a path or a URL"),
        ("[keys]\nundo = 5", "keys.undo = 5 is not accepted; it takes keys in quotes"),
        ("reminder = 'soon'", 'reminder = "soon" is not accepted; it takes a time such as "15m"'),
        ("reminder = 15", "reminder = 15 is not accepted; it takes a time such as"),
        (
            "[reminders]\nquiet = '8:00'",
            'reminders.quiet = "8:00" is not accepted; it takes hours such as "18:00-8:00"',
        ),
        (
            "[reminders]\nday-at = '25:00'",
            'reminders.day-at = "25:00" is not accepted; it takes a time such as "9:00"',
        ),
        ("notifications = 'loud'", 'notifications = "loud" is not accepted; it takes "auto"'),
        ("keys = 3", "keys = 3 is not accepted; it takes a table: a line [keys], and below it"),
        ("dates = 'auto'", "there is no setting 'dates'; did you mean dates.order?"),
        ("ascii = true\ntheme = \n", "cannot be understood: Invalid value (at line 2"),
    ],
)
def test_what_is_wrong_is_named(file: Path, written: str, told: str) -> None:
    """An error names the file, the setting and its value, and what would do."""
    file.write_text(written)
    with pytest.raises(ConfigError) as error:
        load(file, {})
    assert told in str(error.value)
    assert str(file) in str(error.value)


def test_text_in_another_encoding_is_refused(file: Path) -> None:
    """Not a traceback about bytes."""
    file.write_bytes(b"user = '\xff'")
    with pytest.raises(ConfigError, match="it is not UTF-8 text"):
        load(file, {})


def test_a_byte_order_mark_is_no_part_of_the_text(file: Path) -> None:
    """Some editors write one."""
    file.write_bytes(b"\xef\xbb\xbfuser = 'ann'")
    assert load(file, {}).user == "ann"


def test_a_folder_in_its_place_is_refused(file: Path) -> None:
    """What cannot be read is said, with the path."""
    file.mkdir()
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        load(file, {})


@pytest.mark.parametrize(
    ("environ", "currency", "day_first"),
    [
        ({}, None, True),
        ({"LANG": "C.UTF-8"}, None, True),
        ({"LANG": "en_US.UTF-8"}, "USD", False),
        ({"LANG": "en_GB.UTF-8"}, "GBP", True),
        ({"LANG": "de_DE@euro"}, "EUR", True),
        ({"LANG": "ja_JP.UTF-8"}, "JPY", False),
        ({"LANG": "en_US.UTF-8", "LC_TIME": "de_CH", "LC_MONETARY": "de_CH"}, "CHF", True),
        ({"LANG": "de_CH", "LC_ALL": "en_US"}, "USD", False),
    ],
)
def test_the_locale_tells_currency_and_date_order(
    environ: dict[str, str], currency: str | None, day_first: bool
) -> None:
    """LC_ALL before the category before LANG, as everywhere."""
    assert locale_currency(environ) == currency
    assert locale_day_first(environ) is day_first


def test_the_file_beats_the_locale(file: Path) -> None:
    """What a person wrote down counts more than where they are."""
    file.write_text('currency = "SEK"\ndates.order = "day-first"\n')
    config = load(file, {"LANG": "en_US.UTF-8"})
    assert (config.currency, config.day_first) == ("SEK", True)


def test_every_setting_is_explained() -> None:
    """`pipeboard config` can say what each is for."""
    assert all(setting.help.endswith(".") and setting.accepted for setting in SETTINGS)


def test_the_paths_follow_the_xdg_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Linux; every path is one of pipeboard's own, and backups lie beside the database."""
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", f"/x/{name.lower()}")
    paths = default_paths()
    assert paths.config == Path("/x/config/pipeboard/config.toml")
    assert paths.database == Path("/x/data/pipeboard/pipeboard.db")
    assert paths.backups == Path("/x/data/pipeboard/backups")
    assert paths.state == Path("/x/state/pipeboard")
    assert paths.log.is_relative_to("/x/state/pipeboard")


def test_reading_the_config_loads_nothing_heavy(tmp_path: Path) -> None:
    """`pipeboard due` in a prompt reads the config and the keys each time."""
    code = (
        "import sys, pathlib, pipeboard.config, pipeboard.keys, pipeboard.paths;"
        f"pipeboard.config.load(pathlib.Path({str(tmp_path / 'none')!r}), {{}});"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert not {"textual", "rich", "sqlalchemy", "alembic", "tomllib"} & set(done.stdout.split())


def test_weekends_are_skipped_only_when_asked_for(file: Path) -> None:
    """Most reps mean the day that they count to."""
    assert not load(file, {}).skip_weekends
    file.write_text("[dates]\nskip_weekends = true\n")
    assert load(file, {}).skip_weekends
    file.write_text("[dates]\nskip_weekends = 'yes'\n")
    with pytest.raises(ConfigError, match=r'dates\.skip_weekends = "yes".*true or false'):
        load(file, {})
