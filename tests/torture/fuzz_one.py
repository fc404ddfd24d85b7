"""One reader under atheris, in a process that libFuzzer ends: see `fuzzing.py`. `… fuzz_one READER CORPUS OPTION…`."""

import sys

import atheris

with atheris.instrument_imports(include=["fhir_resources", "seed", "terminology"], enable_loader_override=False):
    from tests.torture.readers import READERS


def main() -> None:
    name, *others = sys.argv[1:]
    atheris.Setup([sys.argv[0], *others], READERS[name].try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
