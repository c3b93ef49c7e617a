"""The command line for teachers: ``python -m kvi_widgets new my-class --from en``."""

import argparse
import io
import signal
import sys
from functools import partial
from pathlib import Path

from kvi_widgets.classes import class_folder, class_update, words_file
from kvi_widgets.classes.class_inbox import handed_in, prepare_place
from kvi_widgets.classes.commands import RefusedError, command_language, command_words
from kvi_widgets.classes.menu_language import MENU_FILE, menu_locale, menu_package
from kvi_widgets.classes.pack_report import check_and_report
from kvi_widgets.classes.site_lite import make_site
from kvi_widgets.classes.starter_file import starter_of_file
from kvi_widgets.classes.trusted_lessons import trust_lessons
from kvi_widgets.model.data_package import AnswerFileError
from kvi_widgets.pages.class_grid import SHEETS, read_grid
from kvi_widgets.pages.class_page import open_class, reason
from kvi_widgets.pages.class_report import TakenAway, report_class
from kvi_widgets.pages.hand_back import hand_back
from kvi_widgets.pages.printables import content_named, save_printables
from kvi_widgets.pages.welcome import welcome_page
from kvi_widgets.words.content import ContentError, languages, pack_language
from kvi_widgets.words.shapes import Texts

# Of what the system says in its own language: where a command can say more.
SAID_OF_DISK: dict[type[OSError], str] = {
    FileNotFoundError: "not_there",
    FileExistsError: "there_already",
    PermissionError: "forbidden",
}


def new(options: argparse.Namespace, words: Texts) -> int:
    """Make a class folder, whose lessons open by themselves here, and say what to do with it."""
    folder = class_folder.new_class(
        options.folder,
        options.source or command_language(options.lang),
        options.repository,
        all_words=options.all_words,
    )
    trust_lessons(folder)
    print(words["new"]["done"].format(folder=folder))
    return 0


def check(options: argparse.Namespace, words: Texts) -> int:
    """Tell all that is wrong in a class or a content pack; the lessons of a sound class open by themselves here."""
    say = partial(print, flush=True)  # notebook by notebook
    language = command_language(options.lang, options.folder)
    if not check_and_report(options.folder, language, say, notebooks=options.notebooks):
        return 1
    if options.notebooks and (options.folder / "notebooks").is_dir():  # they have just been run
        trust_lessons(options.folder)
    return 0


def print_sheets(options: argparse.Namespace, words: Texts) -> int:
    """Write the sheets to print and say where they are."""
    content = content_named(options.folder)
    file = save_printables(
        content,
        options.output or Path("slides.html" if options.slides else "printables.html"),
        large=options.large,
        fillable=options.fillable,
        slides=options.slides,
    )
    said = "slides" if options.slides else "fillable" if options.fillable else "done"
    print(words["print"][said].format(file=file.resolve()))
    return 0


def show_class(options: argparse.Namespace, words: Texts) -> int:
    """Write a page about all that a class has handed in, wherever it meets, and its tables if asked for."""
    language = command_language(options.lang)
    if options.prepare:
        print(words["place"]["prepared"].format(place=prepare_place(options.folder, language).shown))
        return 0
    with handed_in(options.folder, language) as folder:
        return write_class(folder, options)


def write_class(folder: Path, options: argparse.Namespace) -> int:
    """Write a page about what lies in a folder or a zip, or what else is asked for."""
    content = content_named(options.words or command_language(options.lang))
    said = content.words("desk")
    page = options.output or (None if options.counts else Path(said["file_name"]))
    to = TakenAway(
        page, options.tables, options.excel, options.parquet, options.counts, options.grid, options.without_text
    )
    desk = report_class(
        folder, content, to, pseudonyms=options.pseudonyms, on_progress=partial(_say_progress, said["reading"])
    )
    print(desk, *desk.alike, sep="\n")
    for left in desk.left_out:
        print(f"- {left.place}\n  {reason(left, desk)}")
    for key, path in zip(
        ("written", "tables_written", "excel_written", "parquet_written", "counts_written"), to[:5], strict=True
    ):
        if path:
            print(said[key].format(file=path.resolve(), folder=path.resolve()))
    if to.grid:
        is_sheet = to.grid.suffix.lower() in SHEETS
        print(said["grid"]["printed" if is_sheet else "written"].format(file=to.grid))
    return 0 if desk.read else 1


def give_back(options: argparse.Namespace, words: Texts) -> int:
    """Write everybody's page of feedback, and say of whom there is none."""
    content = content_named(options.words or command_language(options.lang))
    with handed_in(options.folder, command_language(options.lang)) as folder:
        desk = open_class(folder, content, pseudonyms=options.pseudonyms)
    handed = hand_back(desk, read_grid(options.grid, content), options.zip)
    said = content.words("desk")["feedback"]
    print(said["written"].format(count=len(handed.pages), file=options.zip.resolve()))
    for key, names in (("unmarked", handed.unmarked), ("unknown", handed.unknown)):
        if names:
            print(said[key].format(names=", ".join(names)))
    return 1 if handed.unknown or not handed.pages else 0


def _say_progress(sentence: str, done: int, of_all: int) -> None:
    """Say how far it is, on a line of its own; where nobody looks, say nothing."""
    if sys.stderr.isatty():
        print(
            f"\r{sentence.format(done=done, all=of_all)}",
            end="\n" if done == of_all else "",
            file=sys.stderr,
            flush=True,
        )


def make_starter(options: argparse.Namespace, words: Texts) -> int:
    """Write a starter file and say what to do with it."""
    language = command_language(options.lang)
    file = starter_of_file(options.folder, options.file, language, whole=options.whole)
    print(words["starter"]["done"].format(file=file.resolve()))
    return 0


def update(options: argparse.Namespace, words: Texts) -> int:
    """Bring the kit's news into a class and say what came and what stayed."""
    news, before = class_update.update_class(options.folder, show=options.show)
    text = class_update.update_report(news, before, words["update"])
    print(text)
    if before:
        class_folder.write(before / "report.txt", f"{text}\n".encode())
    return 0


def words_for_translators(options: argparse.Namespace, words: Texts) -> int:
    """Write the words of a class for translators, or bring them in again, and say what is left."""
    said = words["words"]
    if options.back:
        files, left, too_long = words_file.read_words(options.folder, options.file, options.source, said)
        if files or not too_long:
            print(said["read" if files else "same"].format(files=", ".join(files), left=left))
        if any(name.endswith(".toml") for name in files):
            print(said["comments"])
        if MENU_FILE in files:
            print(said["menus"].format(package=menu_package(menu_locale(pack_language(options.folder / "pack")))))
        if too_long:
            print(said["left_out"], *too_long, sep="\n", file=sys.stderr)
            return 1
    else:
        counts = words_file.write_words(options.folder, options.file, options.source, said)
        print(said["written"].format(file=options.file.resolve(), **counts))
    return 0


def trust(options: argparse.Namespace, words: Texts) -> int:
    """Let the lessons of a folder start themselves on this machine."""
    names = trust_lessons(options.folder, everyone=options.everyone, idle=options.idle)
    print(words["trust"]["done"].format(lessons=", ".join(names)))
    return 0


def site(options: argparse.Namespace, words: Texts) -> int:
    """Write a site that gives the workshop in the browser alone, and say what to do with it."""
    here = Path() if Path("pack/pack.toml").is_file() else None
    doors = make_site(options.folder, options.pyodide, options.source or here)
    class_folder.write(options.folder / "index.html", welcome_page(doors).encode())
    print(words["site"]["done"].format(folder=options.folder))
    return 0


def parser(words: Texts) -> argparse.ArgumentParser:
    """Commands and their options; each command is one function here that calls one of its own module."""
    helps = words["help"]
    whole = argparse.ArgumentParser("python -m kvi_widgets", description=helps["about"])
    commands = whole.add_subparsers(required=True, metavar=helps["command"])

    def add(name: str, run: object, metavar: str | None = None) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=helps[name], description=helps[name])
        command.set_defaults(run=run)
        command.add_argument(
            "folder",
            type=str if name in {"class", "hand-back"} else Path,
            metavar=metavar,
            help=helps[f"{name}_folder"],
        )
        command.add_argument("--lang", choices=languages(), help=helps["lang"])
        return command

    command = add("new", new)
    command.add_argument("--from", dest="source", metavar=helps["source_name"], help=helps["source"])
    command.add_argument("--repository", metavar=helps["repository_name"], help=helps["repository"])
    command.add_argument("--all-words", action="store_true", help=helps["all_words"])
    command = add("check", check)
    command.add_argument("--no-notebooks", dest="notebooks", action="store_false", help=helps["no_notebooks"])
    command = add("print", print_sheets)
    command.add_argument("--output", "-o", type=Path, metavar=helps["file"], help=helps["output"])
    command.add_argument("--large", action="store_true", help=helps["large"])
    command.add_argument("--fillable", action="store_true", help=helps["fillable"])
    command.add_argument("--slides", action="store_true", help=helps["slides"])
    command = add("class", show_class)
    command.add_argument("--words", metavar=helps["source_name"], help=helps["class_words"])
    command.add_argument("--output", "-o", type=Path, metavar=helps["file"], help=helps["output"])
    command.add_argument("--tables", type=Path, metavar=helps["class_tables_name"], help=helps["class_tables"])
    command.add_argument("--excel", type=Path, metavar=helps["file"], help=helps["class_excel"])
    command.add_argument("--parquet", type=Path, metavar=helps["class_tables_name"], help=helps["class_parquet"])
    command.add_argument("--counts", type=Path, metavar=helps["file"], help=helps["class_counts"])
    command.add_argument("--grid", type=Path, metavar=helps["file"], help=helps["class_grid"])
    command.add_argument("--pseudonyms", action="store_true", help=helps["pseudonyms"])
    command.add_argument("--prepare", action="store_true", help=helps["prepare"])
    command.add_argument("--without-text", action="store_true", help=helps["without_text"])
    command = add("hand-back", give_back)
    command.add_argument("grid", type=Path, metavar=helps["hand_back_grid_name"], help=helps["hand_back_grid"])
    command.add_argument("zip", type=Path, metavar=helps["hand_back_zip_name"], help=helps["hand_back_zip"])
    command.add_argument("--words", metavar=helps["source_name"], help=helps["class_words"])
    command.add_argument("--pseudonyms", action="store_true", help=helps["pseudonyms"])
    command = add("starter", make_starter, helps["starter_name"])
    command.add_argument("file", type=Path, metavar=helps["starter_file_name"], help=helps["starter_file"])
    command.add_argument("--whole", action="store_true", help=helps["whole"])
    command = add("site", site)
    command.add_argument(
        "--from", dest="source", type=Path, metavar=helps["site_source_name"], help=helps["site_source"]
    )
    command.add_argument(
        "--pyodide", type=Path, default="pyodide", metavar=helps["site_source_name"], help=helps["pyodide"]
    )
    command = add("words", words_for_translators)
    command.add_argument("file", type=Path, metavar=helps["file"], help=helps["words_file"])
    command.add_argument("--from", dest="source", metavar=helps["source_name"], help=helps["words_source"])
    command.add_argument("--back", action="store_true", help=helps["words_back"])
    command = add("trust", trust)
    command.add_argument("--everyone", action="store_true", help=helps["everyone"])
    command.add_argument("--idle", type=float, default=0, metavar=helps["minutes"], help=helps["idle"])
    add("update", update).add_argument("--show", action="store_true", help=helps["show"])
    return whole


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, 1 when not.

    >>> main(["new", __file__, "--lang", "en"])
    1
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console of Windows may lack a letter
            stream.reconfigure(errors="replace")
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--lang")
    asked = early.parse_known_args(arguments)[0].lang
    options = parser(command_words(command_language(asked))).parse_args(arguments)
    words = command_words(command_language(options.lang, Path(options.folder)))
    try:
        return options.run(options, words)
    except RefusedError as refusal:
        problem = words["refusals"][refusal.reason].format(**refusal.details)
    except ContentError as error:
        problem = error
    except AnswerFileError as error:
        content = content_named(command_language(options.lang))
        problem = content.messages[error.reason].format(**error.details)
    except KeyboardInterrupt:
        problem = words["interrupted"]
    except BrokenPipeError:  # who listened has heard enough, as after "| head"
        return 1
    except OSError as error:
        sentence = SAID_OF_DISK.get(type(error), "disk")
        problem = words[sentence].format(detail=error.strerror or error, path=error.filename or options.folder)
    print(problem, file=sys.stderr)
    return 1


if __name__ == "__main__":
    # As Ctrl-C, so that what was begun is cleared away; who ends us hears the usual number.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    sys.exit(main())
