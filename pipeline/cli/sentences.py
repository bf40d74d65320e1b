"""What all commands have in common: exit codes, arguments, and answers in sentences."""

import json
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.model.errors import Fault
from pipeline.model.outcome import CONTROL, plain
from pipeline.report import completion
from pipeline.run.settings import CHOICES

if TYPE_CHECKING:
    from typing import NamedTuple

DONE, SOME_FAILED, USAGE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 70, 75
COLOURS = {"+": "green", "-": "red", "@": "cyan"}
"""Of the lines of a diff, by their first character."""

clean_folder = click.argument("clean", type=click.Path(path_type=Path))
source_path = click.argument("path", shell_complete=completion.complete_paths)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line, for machines."
)


class _Choice(click.Choice[str]):
    """Some words, told in the help; the options judge them, on the command line and elsewhere."""

    def convert(self, value: Any, *_: Any) -> str:
        return str(value)


def one_of(name: str) -> click.Choice[str]:
    """The values of an option of a run."""
    return _Choice(CHOICES[name])


def in_sentences(command: Callable[..., int]) -> Callable[..., None]:
    """The command as a process: with an exit code, and known errors in one sentence."""

    @wraps(command)
    def told(*args: Any, **options: Any) -> None:
        try:
            code = command(*args, **options)
        except Fault as fault:
            click.echo(f"article-pipeline: {plain(str(fault))}", err=True)
            code = fault.code
        except KeyboardInterrupt:
            click.echo(
                "article-pipeline: interrupted; the same command goes on from here", err=True
            )
            code = INTERRUPTED
        except BrokenPipeError:
            sys.stderr.close()  # The reader of our output has gone, as `head` does.
            code = DONE
        except click.ClickException:
            raise
        except Exception:
            # Without this Python would say 1, which is our word for "some inputs failed".
            traceback.print_exc()
            code = OUR_FAULT
        sys.exit(code)

    return told


def as_json_line(row: "NamedTuple") -> str:
    r"""A row as one JSON object without a character that a terminal would obey.

    >>> from collections import namedtuple
    >>> print(as_json_line(namedtuple("Row", "text")("\u202e\x9b2J")))
    {"text":"\u202e\u009b2J"}
    """
    said = json.dumps(row._asdict(), ensure_ascii=False, separators=(",", ":"))
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", said)
