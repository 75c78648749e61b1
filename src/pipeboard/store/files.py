"""Files that are written as a whole or not at all, and that only their owner may read."""

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
    with _draft(target) as draft:
        yield draft
        _sync(draft)
        _publish(draft, target)


@contextmanager
def replaced_file(target: Path, *, begins: bytes) -> Iterator[Path]:
    """A place for the content of ``target``, which takes the place of what is there when the block
    ends; a link stays one.

    Raises Refused when that cannot be, and when the file that is there does not begin as such a
    file does: then it is another one, which is not to be lost.
    """
    target = Path(os.path.realpath(target))
    if target.is_dir():
        raise Refused(f"{target} is a folder; name a file in it")
    if target.exists():
        try:
            with target.open("rb") as stream:
                found = stream.read(len(begins)) if target.is_file() else None
        except OSError as error:
            raise _unusable(target, error) from error
        if found not in (begins, b""):
            raise Refused(f"{target} is there and is another kind of file; name another one")
    with _draft(target) as draft:
        yield draft
        _sync(draft)
        draft.replace(target)
        _sync(target.parent)


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """An empty file beside ``target``, which is gone when the block ends unless it was moved."""
    try:
        room = Path(tempfile.mkdtemp(prefix=".pipeboard-", dir=target.parent))
    except OSError as error:
        raise _unusable(target, error) from error
    draft = room / target.name
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield draft
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
    try:
        target.hardlink_to(draft)
    except FileExistsError:
        _require_free(target)
        raise
    except OSError:  # a file system without hard links
        _require_free(target)
        draft.rename(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    """Waits until a file or a folder is on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _unusable(target: Path, error: OSError) -> Refused:
    return Refused(
        f"{target} cannot be made: {error.strerror}; check that its folder exists, may be written "
        "and has room"
    )
