"""CMS's HCPCS releases next to the project, each read once for all processes of a test run."""

import os
import pickle
from functools import cache
from hashlib import sha256
from pathlib import Path

from seed.hcpcs.releases import load_hcpcs
from seed.release import Release

BASE = "https://terminology.example.org/fhir"
_shared: list[Path] = []


def share_in(folder: Path) -> None:
    """From now on, parsed releases are shared with the other processes in this folder."""
    _shared[:] = [folder]


@cache
def read_release(path: Path) -> Release:
    """The one release of a file."""
    file = _shared[0] / f"{sha256(str(path).encode()).hexdigest()}.release" if _shared else None
    if file and file.exists():
        found: Release = pickle.loads(file.read_bytes())  # what a process of the same run wrote
        return found
    (release,) = load_hcpcs([(str(path), path.read_bytes())], canonical_base=BASE).releases
    if file:
        part = file.with_suffix(f".{os.getpid()}")
        part.write_bytes(pickle.dumps(release, pickle.HIGHEST_PROTOCOL))
        part.replace(file)
    return release
