"""The Typer application: the commands, and their help in the language asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from rse_maturity import __version__
from rse_maturity.cli.analyze import analyze
from rse_maturity.cli.check import check
from rse_maturity.cli.compare import compare
from rse_maturity.cli.convert import convert
from rse_maturity.cli.explain import explain
from rse_maturity.cli.init import init
from rse_maturity.cli.inspect import inspect
from rse_maturity.cli.simulate import simulate
from rse_maturity.cli.texts import topic
from rse_maturity.cli.track import track

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS: tuple[Callable[..., None], ...] = (analyze, inspect, convert, track, check, compare, explain, simulate, init)


def build(lang: str) -> Any:
    """Return the command group, its help written in `lang`.

    Help is plain text (no Rich markup): it reads the same in a pipe, and costs half the time to load.
    """
    app = typer.Typer(
        name="rse-maturity",
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_root)
    for command in COMMANDS:
        app.command()(command)
    group = typer.main.get_command(app)
    _describe(group, lang=lang)
    return group


def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=lambda asked: _version(asked=asked))
    ] = False,
) -> None:
    pass


def _version(*, asked: bool) -> None:
    if asked:
        typer.echo(f"rse-maturity {__version__}")
        raise typer.Exit


def _describe(group: Any, *, lang: str) -> None:
    """Write the help of the group, of its commands and of their options."""
    texts = topic(lang, "commands")
    group.help = texts["app"]["help"]
    group.params[0].help = texts["app"]["version"]
    root = typer.Context(group, **group.context_settings)
    group.get_help_option(root).help = texts["app"]["show_help"]
    for name, command in group.commands.items():
        own = texts[name]
        command.help = own["help"]
        command.short_help = own["help"].split("\n", maxsplit=1)[0]
        command.get_help_option(typer.Context(command, parent=root)).help = texts["app"]["show_help"]
        for parameter in command.params:
            parameter.help = own.get("options", {}).get(parameter.name) or texts["options"][parameter.name]
