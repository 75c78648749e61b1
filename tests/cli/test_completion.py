"""What the shell is offered on tab."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import CompletionItem

from pipeboard.cli.completion import _QuotingBash
from tests.cli.conftest import Pipeboard, call


@pytest.fixture
def some(pipeboard: Pipeboard) -> Pipeboard:
    """Two open deals, one of them with a follow-up, and a won one."""
    pipeboard("add", "Acme renewal call tomorrow")
    pipeboard("add", "Acme extension")
    pipeboard("add", "Acme pilot")
    pipeboard("win", "pilot")
    return pipeboard


def offered(complete: Pipeboard, line: str) -> list[str]:
    """What is offered for the last word of a line."""
    words = re.split(r"(?<!\\) ", line)
    env = {
        "_PIPEBOARD_COMPLETE": "zsh_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = complete(env=env)
    lines = done.out.splitlines()
    return lines[1::3]


def test_commands_and_flags(some: Pipeboard) -> None:
    """Each command with what it does, flags after two dashes."""
    assert offered(some, "pipeboard und") == ["undo"]
    assert offered(some, "pipeboard --pipe") == ["--pipeline"]
    assert offered(some, "pipeboard win --r") == ["--reason"]


def test_deals_that_the_command_can_act_on(some: Pipeboard) -> None:
    """Whatever the case; only what begins so."""
    assert offered(some, "pipeboard win acme") == ["Acme extension", "Acme renewal"]
    assert offered(some, "pipeboard reopen Ac") == ["Acme pilot"]
    assert offered(some, "pipeboard done A") == ["Acme renewal"]
    assert len(offered(some, "pipeboard show A")) == 3
    assert offered(some, "pipeboard show renewal") == []


def test_checklist_items_of_the_deal(some: Pipeboard) -> None:
    """Those of its own stage before the others of its pipeline."""
    some("move", "1", "Negotiation")
    own, other = "Terms agreed in writing", "Proposal sent and its receipt confirmed"
    assert offered(some, "pipeboard tick 1 ") == [own, other]
    assert offered(some, "pipeboard tick 1 Prop") == [other]


def test_stages_of_the_deal(some: Pipeboard) -> None:
    """Only those that a move leads to."""
    assert offered(some, "pipeboard move 1 P") == ["Prospecting", "Proposal"]
    assert offered(some, "pipeboard move acme\\ renewal neg") == ["Negotiation and Closing"]


def test_stages_pipelines_and_templates_to_change(some: Pipeboard) -> None:
    """Stages of the pipeline that is meant, those for won deals too."""
    assert offered(some, "pipeboard stages show P") == [
        *("Prospecting", "Proposal", "Post-Sale Follow-up"),
    ]
    assert offered(some, "pipeboard stages remove prop --to neg") == ["Negotiation and Closing"]
    assert offered(some, "pipeboard stages set prop sta") == ["stale-after="]
    assert offered(some, "pipeboard pipelines use s") == ["Sales"]
    assert offered(some, "pipeboard pipelines add New --template s") == ["small-business", "short"]


def test_fields_and_pipelines(some: Pipeboard) -> None:
    """A field comes with its equals sign."""
    assert offered(some, "pipeboard edit 1 exp") == ["expected_close="]
    assert offered(some, "pipeboard --pipeline s") == ["Sales"]


def test_contacts_and_companies(some: Pipeboard) -> None:
    """Of the kind that a command or an option before is about."""
    some("contacts", "add", "Lena Moss", "--company", "Lendal")
    assert offered(some, "pipeboard contacts show le") == ["Lena Moss"]
    assert offered(some, "pipeboard left le") == ["Lena Moss"]
    assert offered(some, "pipeboard merge --contacts le") == ["Lena Moss"]
    assert offered(some, "pipeboard merge --companies le") == ["Lendal"]


def test_reasons_of_the_list(some: Pipeboard) -> None:
    """Of won or of lost, whichever the command is for."""
    found = offered(some, "pipeboard lose acme --reason no")
    assert found == ["no budget", "no decision", "not a fit", "no answer"]
    assert offered(some, "pipeboard win acme --reason b") == ["best fit"]


def test_what_goes_wrong_offers_nothing(no_database: Path, tmp_path: Path) -> None:
    """No message in the middle of somebody's line, and no database made."""
    assert offered(lambda **kw: call(str(no_database), **kw), "pipeboard show A") == []
    assert not no_database.parent.exists()
    broken = tmp_path / "broken.db"
    broken.write_text("no database " * 100)
    assert offered(lambda **kw: call(str(broken), **kw), "pipeboard show A") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("pipeboard show Ac", r"plain,Bob\\'s\\ \\$5"),
        ('pipeboard show "Ac', r"plain,Bob's \\$5"),
    ],
)
def test_bash_is_given_words_that_it_reads_as_one(
    monkeypatch: pytest.MonkeyPatch, line: str, expected: str
) -> None:
    """Spaces and signs are escaped, inside quotes only what is special there."""
    monkeypatch.setenv("COMP_WORDS", line)
    made = _QuotingBash(None, {}, "pipeboard", "_PIPEBOARD_COMPLETE")  # type: ignore[arg-type]  # none is asked
    assert made.format_completion(CompletionItem("Bob's $5")) == expected


def test_in_a_real_bash(sqlite_file: Path, tmp_path: Path) -> None:
    """The line from the help makes bash complete a title to one word."""
    call(str(sqlite_file), "add", "Acme renewal")
    program = tmp_path / "pipeboard"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m pipeboard "$@"\n')
    program.chmod(0o755)
    script = """
eval "$(_PIPEBOARD_COMPLETE=bash_source pipeboard)"
COMP_WORDS=(pipeboard show A); COMP_CWORD=2
_pipeboard_completion pipeboard
printf '%s|' "${COMPREPLY[@]}"
"""
    done = subprocess.run(
        ["bash", "-c", script],
        env={
            **os.environ,
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "PIPEBOARD_DATABASE": str(sqlite_file),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "Acme\\ renewal|"


def test_bash_puts_no_space_after_an_equals_sign(tmp_path: Path) -> None:
    """What a field is to become is typed right after it."""
    program = tmp_path / "pipeboard"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m pipeboard "$@"\n')
    program.chmod(0o755)
    script = """
compopt() { echo "compopt $1 $2"; }
eval "$(_PIPEBOARD_COMPLETE=bash_source pipeboard)"
COMP_WORDS=(pipeboard edit 1 fore); COMP_CWORD=3
_pipeboard_completion pipeboard
printf '%s|' "${COMPREPLY[@]}"
"""
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "compopt -o nospace\nforecast_category=|"
