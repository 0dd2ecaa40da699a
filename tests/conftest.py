"""What holds for every test: a cache of its own, no settings, no other chronology, no network."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from chronologies import small, write
from complaints import Read
from envoytl.store.index import Index, open_index
from envoytl.store.reading import ChronologyFile

settings.register_profile(
    "envoytl", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("envoytl")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started in the background: the programs under test inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The test's own cache folder, which does not exist yet."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ENVOYTL_CACHE", str(home / "cache"))
    monkeypatch.setenv("ENVOYTL_CONFIG", str(home / "no-such-config.toml"))
    monkeypatch.delenv("ENVOYTL_DATA", raising=False)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a test wants the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield home / "cache"


@pytest.fixture
def cache(surroundings: Path) -> Path:
    return surroundings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The small chronology as a JSON document."""
    return write(tmp_path / "meetings.json", small())


@pytest.fixture
def lines_file(tmp_path: Path) -> Path:
    """The small chronology as JSON Lines."""
    return write(tmp_path / "meetings.jsonl", small())


@pytest.fixture(params=["json", "jsonl"])
def form(request: pytest.FixtureRequest) -> str:
    """Both forms of a file, one after the other."""
    return str(request.param)


@pytest.fixture(params=["load", "index"])
def read(request: pytest.FixtureRequest) -> Read:
    """Both ways into a file: the whole chronology as models, and the index."""
    return open_index if request.param == "index" else lambda path: ChronologyFile(path).load()


@pytest.fixture(scope="session")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The small chronology's index, for tests that only ask."""
    folder = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENVOYTL_CACHE", str(folder / "cache"))
        return open_index(write(folder / "meetings.json", small()), history=True)
