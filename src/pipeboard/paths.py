"""Where pipeboard keeps its files: what `pipeboard where` prints."""

from dataclasses import dataclass
from pathlib import Path

import platformdirs

NAME = "pipeboard"


@dataclass(frozen=True, slots=True)
class Paths:
    """The files and folders of one person; none of them need exist."""

    config: Path
    database: Path
    log: Path
    state: Path
    """Folder of what may be lost without harm: drafts, the pipeline last looked at."""

    @property
    def backups(self) -> Path:
        """The folder that holds the backups of ``database``, beside it."""
        return backups_of(self.database)


def default_paths() -> Paths:
    """Return where the platform wants these files (on Linux as the XDG variables say)."""
    platform = platformdirs.PlatformDirs(NAME, appauthor=False)
    return Paths(
        config=platform.user_config_path / "config.toml",
        database=platform.user_data_path / f"{NAME}.db",
        log=platform.user_log_path / f"{NAME}.log",
        state=platform.user_state_path,
    )


def backups_of(database: Path) -> Path:
    """Return the folder that holds the backups of a database file."""
    return database.parent / "backups"
