"""Command output: results to stdout, for people and other programs; messages to stderr, for people."""

import sys
from collections.abc import Sequence

import typer

SHOWN_LINES = 20


def result(text: str) -> None:
    typer.echo(text)
    sys.stdout.flush()


def print_message(text: str) -> None:
    typer.echo(text, err=True)


def print_messages(lines: Sequence[str]) -> None:
    """Print the first lines, and how many more there are."""
    for line in lines[:SHOWN_LINES]:
        print_message(f"  {line}")
    if len(lines) > SHOWN_LINES:
        print_message(f"  and {len(lines) - SHOWN_LINES:,} more")
