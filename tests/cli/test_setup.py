"""`where`, `config` and `keys`, and what beats what."""

from pathlib import Path

import pytest

from pipeboard.keys import COMMANDS
from tests.cli.conftest import Called, Pipeboard, call


@pytest.fixture
def config(home: Path) -> Path:
    """Where the config file is by default."""
    path = home / ".config" / "pipeboard" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def bare(*arguments: str, **environ: str) -> Called:
    """Calls pipeboard without naming a database in the environment."""
    return call("", *arguments, env=environ)


def test_where_names_every_path(home: Path) -> None:
    """By default in the home directory; nothing is made."""
    paths = bare("where", "--json").json
    assert paths == {
        "database": str(home / ".local/share/pipeboard/pipeboard.db"),
        "config": str(home / ".config/pipeboard/config.toml"),
        "backups": str(home / ".local/share/pipeboard/backups"),
        "log": str(home / ".local/state/pipeboard/log/pipeboard.log"),
    }
    assert bare("where").out.splitlines()[0].split() == ["database", paths["database"]]
    assert list(home.iterdir()) == []


def test_a_flag_beats_the_environment_beats_the_file(config: Path, tmp_path: Path) -> None:
    """For the database: each is where the deals are, when nothing stronger is said."""
    in_file, in_environ, by_flag = (tmp_path / name for name in ("a.db", "b.db", "c.db"))
    config.write_text(f'database = "{in_file}"\n')
    assert bare("where", "--json").json["database"] == str(in_file)
    assert bare("where", "--json", PIPEBOARD_DATABASE=str(in_environ)).json["database"] == str(
        in_environ
    )
    flagged = bare(
        "--database", str(by_flag), "where", "--json", PIPEBOARD_DATABASE=str(in_environ)
    )
    assert flagged.json["database"] == str(by_flag)
    assert flagged.json["backups"] == str(tmp_path / "backups")


def test_a_path_and_a_url_of_one_file_mean_the_same(tmp_path: Path) -> None:
    """Its backups are beside it, however it is named."""
    file = tmp_path / "team" / "deals.db"
    by_path = bare("--database", str(file), "where", "--json").json
    assert bare("--database", f"sqlite:///{file}", "where", "--json").json == by_path
    assert by_path["backups"] == str(tmp_path / "team" / "backups")
    relative = bare("--database", "sqlite:///deals.db", "where", "--json").json
    assert relative["database"] == str(Path("deals.db").absolute())


def test_who_i_am(config: Path, sqlite_file: Path) -> None:
    """Flag, environment, config, login name."""
    config.write_text('user = "from-config"\n')

    def actor(*flags: str, **environ: str) -> str:
        environ = {"PIPEBOARD_DATABASE": str(sqlite_file), "PIPEBOARD_USER": "", **environ}
        bare(*flags, "add", "Acme", **environ)
        name: str = bare("history", "--limit", "1", "--json", **environ).json[0]["actor"]
        return name

    assert actor("--as", "flag", PIPEBOARD_USER="environ") == "flag"
    assert actor(PIPEBOARD_USER="environ") == "environ"
    assert actor() == "from-config"
    config.unlink()
    assert actor() == "ann"


@pytest.mark.parametrize("name", ["a\x1b[31mb", "a\nb", "a\tb"])
def test_a_name_with_a_control_character_is_refused(on_sqlite: Pipeboard, name: str) -> None:
    """Wherever it comes from, which the message says."""
    for done, source in (
        (on_sqlite("--as", name, "add", "Acme"), "--as"),
        (on_sqlite("add", "Acme", env={"PIPEBOARD_USER": name}), "PIPEBOARD_USER"),
    ):
        assert done.code == 2
        assert done.err.startswith(f"pipeboard: {source}: ")
    assert on_sqlite("deals", "--json").json == []


def test_the_currency_of_a_country_is_the_locales(sqlite_file: Path) -> None:
    """A locale without a country names none."""
    rows = call(str(sqlite_file), "config", "--json", env={"LANG": "de_CH.UTF-8"}).json
    assert [(row["value"], row["from"]) for row in rows if row["setting"] == "currency"] == [
        ("CHF", "the locale")
    ]


def test_config_says_where_each_setting_comes_from(config: Path, sqlite_file: Path) -> None:
    """One line for each, with what it is for."""
    config.write_text('theme = "dark"\n[dates]\norder = "month-first"\n')
    rows = call(str(sqlite_file), "--ascii", "config", "--json").json
    found = {row["setting"]: (row["value"], row["from"]) for row in rows}
    assert found == {
        "database": (str(sqlite_file), "PIPEBOARD_DATABASE"),
        "user": ("ann", "PIPEBOARD_USER"),
        "currency": ("EUR", "the default"),
        "theme": ("dark", "the config file"),
        "ascii": (True, "a flag"),
        "mouse": (True, "the default"),
        "dates.order": ("month-first", "the config file"),
        "dates.skip_weekends": (False, "the default"),
        "reminder": ("none", "the default"),
        "reminders.day-at": ("9:00", "the default"),
        "reminders.quiet": ("none", "the default"),
        "notifications": ("auto", "the default"),
        "day_limit": (None, "the default"),
    }
    assert "Where the deals are kept." in call(str(sqlite_file), "config").out


def test_the_date_order_of_the_config_holds(config: Path, on_sqlite: Pipeboard) -> None:
    """Also over the locale."""
    config.write_text('dates.order = "month-first"\n')
    read = on_sqlite("add", "--dry-run", "--json", "Acme call 4/3/2027", env={"LANG": "de_DE"})
    assert read.json["follow_up"]["due"] == "2027-04-03"


def test_config_lists_the_keys_that_the_file_gives(config: Path) -> None:
    """What has no key any more too."""
    config.write_text('[keys]\n"deal.move_right" = "L, ctrl+right"\n"deal.delete" = ""\n')
    rows = {row["setting"]: row for row in bare("config", "--json").json}
    assert rows["keys.deal.move_right"]["value"] == "L, ctrl+right"
    assert rows["keys.deal.move_right"]["from"] == "the config file"
    assert rows["keys.deal.delete"]["value"] == ""
    assert "keys.deal.won" not in rows


def test_keys_lists_every_command(config: Path) -> None:
    """With the keys that are in use here."""
    config.write_text('[keys]\n"deal.move_right" = "ctrl+right"\n')
    rows = bare("keys", "--json").json
    assert [row["command"] for row in rows] == [command.name for command in COMMANDS]
    assert next(row for row in rows if row["command"] == "deal.move_right")["keys"] == [
        "ctrl+right"
    ]
    lines = bare("keys").out.splitlines()
    assert any(line.split()[:2] == ["ctrl+right", "deal.move_right"] for line in lines)


@pytest.mark.parametrize("command", ["keys", "config"])
@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("databse = 'x'\n", "did you mean database?"),
        ("theme = 'pink'\n", "dark"),
        ("theme = \n", "cannot be understood"),
        ('[keys]\n"deal.fly" = "F"\n', "there is no command 'deal.fly'"),
    ],
)
def test_a_config_that_cannot_be_used(config: Path, content: str, says: str, command: str) -> None:
    """Names the file and the setting; exit 2, no traceback."""
    config.write_text(content)
    done = bare(command)
    assert done.code == 2
    assert says in done.err
    assert str(config) in done.err


def test_a_config_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    """The default one need not."""
    done = bare("--config", str(tmp_path / "none.toml"), "keys")
    assert done.code == 2
    assert "there is no config file" in done.err
