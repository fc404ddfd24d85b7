"""20,000 nearly valid bodies, different ones each day: `make torture`.

    python -m tests.torture.mutations [COUNT [SEED]]

Failures are printed with the seed; the same seed gives the same bodies.
"""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEST = "tests/terminology/http/test_mutations.py"


def main() -> int:
    count, seed = (*sys.argv[1:3], *("20000", date.today().strftime("%Y%m%d"))[len(sys.argv) - 1 :])
    print(f"{count} mutated bodies, seed {seed}")
    asked = os.environ | {"TERMINOLOGY_TEST_MUTATIONS": count, "TERMINOLOGY_TEST_SEED": seed}
    command = (sys.executable, "-m", "pytest", "-q", "-n", "2", TEST)
    return subprocess.run(command, cwd=ROOT, env=asked, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
