"""Measures the board and `pipeboard due`, and prints the figures beside their limits."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from tests.bench import bare, figures
from tests.bench.figures import Program
from tests.bench.meter import COLUMNS, LINES

FEW, MANY = 200, 100_000
PIPEBOARD = str(Path(sys.executable).with_name("pipeboard"))
CURSOR = "▐"
"""Drawn on a card and nowhere else."""

Row = tuple[str, str, str, str]


def main() -> None:
    """Runs everything."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=11, help="starts of each program (11)")
    parser.add_argument("--data", type=Path, help="a folder that keeps the made-up databases")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pipeboard-bench-") as home:
        data: Path = options.data or Path(home)
        data.mkdir(parents=True, exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "TZ") if name in os.environ}
        environ = {**kept, "HOME": home, "LANG": "C.UTF-8", "LOGNAME": "ann"}
        rows = list(_measured(data, environ, options.runs))
    print(f"At {COLUMNS}x{LINES}. p95: the time or the bytes that 95 of 100 keys did not exceed.")
    rows.insert(0, ("what", "measured", "to bare app", "limit"))
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    for what, *rest in rows:
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        print("  ".join([what.ljust(widths[0]), *cells]))


def _measured(data: Path, environ: Mapping[str, str], runs: int) -> Iterator[Row]:
    least = Program("bare app", [sys.executable, bare.__file__], bare.SHOWN, environ)
    few, many = (_board(data, deals, environ) for deals in (FEW, MANY))
    programs = (least, few, many)
    starts = figures.in_turns(runs, {program.name: program.start for program in programs})
    for program in programs:
        yield _row("start to rows", starts, program, least, "ms", "2.30 x")
    apart = abs(starts[few.name] / starts[many.name] - 1)
    yield "start, the two sizes apart", f"{apart:.0%}", "", "15%"

    used = figures.use(
        many,
        ("", figures.WITHOUT_SCROLLING),
        (figures.TO_SCROLL, figures.SCROLLING),
        ("g", figures.MOVING),
    )
    names = ("cursor key, not scrolling", "cursor key, scrolling", "move to the next stage")
    limits = (("10 ms", "900 bytes"), ("10 ms", "4,000 bytes"), ("25 ms", "12,000 bytes"))
    for name, keys, (most_time, most_size) in zip(names, used.keys, limits, strict=True):
        yield f"{name}, p95", f"{keys.milliseconds:.1f} ms", "", most_time
        yield f"{name}, p95", f"{keys.size:,.0f} bytes", "", most_size

    uses = {least.name: figures.use(least), few.name: figures.use(few), many.name: used}
    memory = {name: one.memory for name, one in uses.items()}
    processor = {name: one.idle_processor for name, one in uses.items()}
    for program in programs:
        yield _row("memory after start", memory, program, least, "MiB", "75 MiB")
    for program in programs:
        yield _row("10 s idle, processor", processor, program, least, "ms", "50 ms")
    yield "10 s idle, written", f"{used.idle_size} bytes", "", "0 bytes"

    opened, before = figures.insights(many, runs)
    yield "insights, until all is there", f"{opened:.0f} ms", "", "1,000 ms"
    yield "the period before, until all is there", f"{before:.0f} ms", "", "1,000 ms"

    commands = {
        "due": [*many.command, "due"],
        "import": [sys.executable, "-c", "import sqlalchemy"],
    }
    took = figures.in_turns(
        2 * runs,
        {name: partial(figures.run, command, environ) for name, command in commands.items()},
    )
    yield "python -c 'import sqlalchemy'", f"{took['import']:.0f} ms", "", ""
    yield f"pipeboard due, {MANY:,} deals", f"{took['due']:.0f} ms", "", ""
    yield "due to that import", f"{took['due'] / took['import']:.2f} x", "", "1.60 x"


def _board(data: Path, deals: int, environ: Mapping[str, str]) -> Program:
    """The board on made-up deals, which are made unless they are there."""
    file = data / f"{deals}-deals.db"
    if not file.exists():
        making = [PIPEBOARD, "demo", "--deals", str(deals), "--into", str(file)]
        subprocess.run(making, env=dict(environ), check=True)
    return Program(f"{deals:,} deals", [PIPEBOARD, "--database", str(file)], CURSOR, environ)


def _row(
    what: str, found: Mapping[str, float], program: Program, least: Program, unit: str, limit: str
) -> Row:
    value, of = found[program.name], found[least.name]
    measured = f"{value:.0f} {unit}"
    if program is least:
        return f"{what}, {program.name}", measured, "", ""
    return f"{what}, {program.name}", measured, f"{value / of:.2f} x", limit


if __name__ == "__main__":
    main()
