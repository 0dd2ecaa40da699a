"""Which chronology, which configuration, which cache folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from envoytl.errors import DataError, UsageError

SETTINGS = ("data", "layout", "columns", "ascii")
"""What the configuration file may set; see `envoytl --help`."""


def chronology_path(asked: str | None) -> Path:
    """The file named by `--data`, else by `ENVOYTL_DATA`, else by the configuration file, else the bundled one."""
    if asked == "":
        raise UsageError(
            "--data is empty: name a chronology file, or leave the option out for the one that is installed"
        )
    named = asked or os.environ.get("ENVOYTL_DATA")
    if named:
        return Path(named).expanduser()
    configured = settings().get("data")
    if not configured:
        return bundled_path()
    path = Path(configured).expanduser()
    if not path.exists():
        raise DataError(f"there is no such file, though {settings_path()} names it as data", file=configured)
    return path


def bundled_path() -> Path:
    """The chronology that is installed with envoytl; in a checkout, `data/meetings.json`."""
    package = Path(__file__).parents[1]
    installed = package / "data" / "meetings.json"
    if installed.exists():
        return installed
    checkout = package.parents[1] / "data" / "meetings.json"
    if checkout.exists():
        return checkout
    raise DataError("the chronology that belongs to envoytl is missing; reinstall envoytl", file=str(installed))


def settings_path() -> Path:
    """Where the configuration file is looked for (`ENVOYTL_CONFIG`, else the platform's usual folder)."""
    named = os.environ.get("ENVOYTL_CONFIG")
    if named:
        return Path(named).expanduser()
    return _user_folder("config") / "config.toml"


def settings() -> dict[str, Any]:
    """The configuration file's settings; empty where there is no such file.

    Raises:
        UsageError: the file is not TOML, or sets something that is not a setting.
    """
    path = settings_path()
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    import tomllib

    try:
        found = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: the configuration is not TOML: {error}") from None
    for key, value in found.items():
        if key not in SETTINGS:
            from envoytl.core.names import nearest

            near = nearest(key, SETTINGS, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(SETTINGS)}"
            raise UsageError(f"{path}: there is no setting {key!r}{hint}")
        if not isinstance(value, bool if key == "ascii" else str):
            raise UsageError(f"{path}: {key} must be {'true or false' if key == 'ascii' else 'text'}")
    return found


def cache_folder() -> Path:
    """Where indexes are kept (`ENVOYTL_CACHE`, else the platform's usual folder); it need not exist."""
    named = os.environ.get("ENVOYTL_CACHE")
    if named:
        return Path(named).expanduser()
    return _user_folder("cache")


def _user_folder(kind: str) -> Path:
    """The platform's folder for `config` or `cache`, as platformdirs has it.

    On Linux by hand (XDG Base Directory Specification 0.8): importing platformdirs is a tenth of a command's start.
    """
    if sys.platform == "linux":
        base = os.environ.get(f"XDG_{kind.upper()}_HOME", "")
        return Path(base if base.startswith("/") else os.path.expanduser(f"~/.{kind}")) / "envoytl"
    import platformdirs

    find = platformdirs.user_cache_path if kind == "cache" else platformdirs.user_config_path
    return find("envoytl", appauthor=False)
