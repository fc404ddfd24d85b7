"""Shared by the tests of commands: a runner, and the release that most of them import."""

import subprocess
from collections.abc import Callable

from click.testing import Result

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
EXCERPT = "HCPC2025_OCT_excerpt.csv"

Run = Callable[..., Result]  # in this process
Start = Callable[..., subprocess.CompletedProcess[str]]  # in a process of its own
