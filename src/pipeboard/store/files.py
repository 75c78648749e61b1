"""New files that are complete or absent, and that only their owner may read."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeboard.errors import DatabaseError, Refused
from pipeboard.folders import make_private


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """A place for the content of ``target``, which appears there when the block ends.

    Nothing is left when the block fails. Raises Refused when ``target`` exists or cannot be made,
    also for a DatabaseError of the block that is about the new file.
    """
    _require_free(target)
    try:
        room = Path(tempfile.mkdtemp(prefix=".pipeboard-", dir=target.parent))
    except OSError as error:
        raise _unusable(target, error) from error
    draft = room / target.name
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield draft
        _publish(draft, target)
    except DatabaseError as error:
        if str(draft) not in str(error):
            raise
        raise Refused(str(error).replace(str(draft), str(target))) from error
    except OSError as error:
        raise _unusable(target, error) from error
    finally:
        shutil.rmtree(room, ignore_errors=True)


def private_folder(folder: Path) -> Path:
    """A folder that only its owner may enter, made when it is missing; raises Refused."""
    try:
        make_private(folder)
    except OSError as error:
        raise _unusable(folder, error) from error
    return folder


def _require_free(target: Path) -> None:
    if target.is_dir():
        raise Refused(f"{target} is a folder; name a file in it")
    if os.path.lexists(target):
        raise Refused(f"{target} exists already; name a file that does not exist")


def _publish(draft: Path, target: Path) -> None:
    """Gives the finished file its name, never in place of another file."""
    with draft.open("rb") as content:
        os.fsync(content.fileno())
    try:
        target.hardlink_to(draft)
    except FileExistsError:
        _require_free(target)
        raise
    except OSError:  # a file system without hard links
        _require_free(target)
        draft.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _unusable(target: Path, error: OSError) -> Refused:
    return Refused(
        f"{target} cannot be made: {error.strerror}; check that its folder exists, may be written "
        "and has room"
    )
