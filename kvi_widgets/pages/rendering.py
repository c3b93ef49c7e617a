"""What all pages share: templates that escape what people wrote, colours, and a strict policy.

A page carries its style and its script in itself; its Content-Security-Policy names both by their
hash and forbids all else, so that not even a mistake of ours could load or run anything.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kvi_widgets.pictures.map_figure import THEMES
from kvi_widgets.pictures.shapes import Colours

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATE_FOLDER = Path(__file__).parent
GROUNDS = {"--map-paper", "--map-on_badge", "--map-kpi-0", "--map-kvi-0", "--map-strategy-0", "--map-hover-0"}
CSP_NONE = "'none'"


def render(name: str, style: str = "", **values: object) -> str:
    """Page of a template with the style and the script of the same name.

    Parameters
    ----------
    name
        ``<name>.html.j2``, ``<name>.css`` and, where there is one, ``<name>.js`` in this folder.
    style
        What the style sheet says besides.
    values
        What the template shows; text is escaped.

    Raises
    ------
    jinja2.UndefinedError
        The template names something that is not there.
    """
    style += source(f"{name}.css")
    script = source(f"{name}.js") if (TEMPLATE_FOLDER / f"{name}.js").exists() else ""
    template = templates().get_template(f"{name}.html.j2")
    return template.render(style=markup(style), script=markup(script), policy=_policy(style, script), **values)


@cache
def source(name: str) -> str:
    """Text of a file in this folder."""
    return (TEMPLATE_FOLDER / name).read_text("utf-8")


@cache
def templates() -> "Environment":
    """Templates in this folder; what they are filled with is escaped."""
    # At first use: who takes nothing away and prints nothing does not wait for it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    return Environment(
        loader=FileSystemLoader(TEMPLATE_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def markup(text: str) -> object:
    """Text that is markup already: our own style, script and picture, never what people wrote."""
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(text)  # noqa: S704


def _policy(*inline: str) -> str:
    """Nothing may be loaded; these inline texts may be used.

    >>> _policy("", "")
    "default-src 'none'; style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; \
script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; base-uri 'none'; form-action 'none'"
    """
    style, script = (f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in inline)
    allowed = {
        "default-src": CSP_NONE,
        "style-src": style,
        "script-src": script,
        "base-uri": CSP_NONE,
        "form-action": CSP_NONE,
    }
    return "; ".join(f"{name} {what}" for name, what in allowed.items())


def map_styles() -> str:
    """Style sheet with the colours of a map drawn with the theme ``page``: light, dark, and a person's own.

    >>> map_styles().count(":root")
    3
    """
    return (
        f":root {{ {map_colours('light')} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {map_colours('dark')} }} }}\n"
        f"@media (forced-colors: active) {{ :root {{ {own_colours()} }} }}\n"
    )


def map_colours(theme: str) -> str:
    """Colours of the map as variables of a style sheet, for a map drawn with the theme ``page``.

    >>> map_colours("dark")[:36]
    '--map-paper: #111111; --map-text: #e'
    """
    pairs = zip(_flat(THEMES["page"]), _flat(THEMES[theme]), strict=True)
    return " ".join(f"{variable[4:-1]}: {colour};" for variable, colour in pairs)


def own_colours() -> str:
    """Same variables in the colours that a person has set for all pages; signs and dashes tell the links apart.

    >>> own_colours()[:46]
    '--map-paper: Canvas; --map-text: CanvasText; -'
    """
    names = [variable[4:-1] for variable in _flat(THEMES["page"])]
    return " ".join(f"{name}: {'Canvas' if name in GROUNDS else 'CanvasText'};" for name in names)


def _flat(colours: Colours) -> list[str]:
    return [colour for value in colours.values() for colour in ((value,) if isinstance(value, str) else value)]
