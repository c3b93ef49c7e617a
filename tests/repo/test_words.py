"""No word that a learner reads stands in Python, JavaScript, CSS or a template: words are data."""

import ast
import re
from pathlib import Path

import pytest

from .sources import MODULES, SCRIPTS, STYLES, TEMPLATES

FRENCH = re.compile(r"\w*[à-öø-ÿœÀ-ÖØ-ßŒ]\w*")
SHOWN = {"label", "description", "title", "placeholder", "tooltip"}  # keywords that end before a learner's eyes
# Words that are no words: fonts, positions of a Plotly text, conditions of DataFrame.query, a line of JavaScript.
NO_WORDS = re.compile(r"sans-serif|^export default |^(top|middle|bottom) (left|center|right)$|@\w+")
# Keys, and how Plotly's own package names its documents.
KEYS = {"Enter", "Escape", "Tab", "Space", "Backspace", "Delete", "Home", "End", "Plotly"}
COMMENTS = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
LITERALS = re.compile(r"""(?P<quote>["'`])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)""", re.DOTALL)
# What only a developer's console shows.
FOR_DEVELOPERS = re.compile(r"""(?:new Error|console\.\w+)\(\s*(["'`])(?:\\.|(?!\1).)*\1""")
SHOWN_JS = re.compile(
    r"""(?:\b(?:textContent|innerText|ariaLabel|title|placeholder|label)|["']aria-label["'])\s*[:=]\s*"""
    r"""(["'`])(?=[^"'`$]*[^\W\d_])(?P<text>[^"'`]*)\1"""
)
HTML = re.compile(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write)\b")


def words_in(text: str) -> list[str]:
    """Tokens of a string that look like words of a sentence, not like ``kvi-button`` or ``text/html``."""
    return [token for token in text.split() if re.fullmatch(r"[^\w-]*[^\W\d_]{2,}[^\w-]*", token)]


def is_sentence(text: str) -> bool:
    """Whether a string has a French letter in it, or two words in a row."""
    french = any(len(word) > 2 for word in FRENCH.findall(text))  # single letters are measured by map_text
    return french or (len(words_in(text)) > 1 and not NO_WORDS.search(text))


def documentation(tree: ast.AST) -> set[int]:
    """Strings that document: docstrings and ``property(…, doc="…")``."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            found |= {id(first.value)} if isinstance(first, ast.Expr) else set()
        elif isinstance(node, ast.keyword) and node.arg == "doc":
            found.add(id(node.value))
    return found


def words_in_python(source: str) -> list[str]:
    """Strings in this source that a learner would read."""
    tree = ast.parse(source)
    documents = documentation(tree)
    nodes = [node for node in ast.walk(tree) if id(node) not in documents]
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    shown = [
        node.value.value
        for node in nodes
        if isinstance(node, ast.keyword)
        and node.arg in SHOWN
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]
    return [text for text in texts if is_sentence(text)] + [text for text in shown if words_in(text)]


def words_in_javascript(source: str) -> list[str]:
    """String literals in this source that a learner would read or hear."""
    code = FOR_DEVELOPERS.sub("", COMMENTS.sub("", source))
    texts = [literal["text"] for literal in LITERALS.finditer(code)]
    plain = [re.sub(r"\$\{[^}]*\}", "0", text) for text in texts]
    capital = [text for text in plain if re.match(r"[A-ZÀ-Þ][a-zà-ÿ]+\b(?!-)", text) and text not in KEYS]
    return [text for text in plain if is_sentence(text)] + capital + [m["text"] for m in SHOWN_JS.finditer(code)]


def words_in_css(source: str) -> list[str]:
    """Words that a style sheet would write into the page."""
    return re.findall(r"""content:\s*["']([^"']*[^\W\d_][^"']*)["']""", COMMENTS.sub("", source))


def words_in_template(source: str) -> list[str]:
    """Words between the tags of a template, or in an attribute that is shown or read out."""
    page = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", source, flags=re.DOTALL)
    shown = re.findall(r"""\b(?:title|alt|placeholder|aria-label)=["']([^"']*[^\W\d_][^"']*)["']""", page)
    between = re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", "\n", page, flags=re.DOTALL)
    return shown + [line.strip() for line in between.splitlines() if re.search(r"[^\W\d_]{2,}", line)]


FINDERS = {".py": words_in_python, ".js": words_in_javascript, ".css": words_in_css, ".j2": words_in_template}


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS, *STYLES, *TEMPLATES], ids=lambda path: path.name)
def test_file_holds_no_word_for_learners(path):
    assert FINDERS[path.suffix](path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_text_from_people_never_becomes_html(path):
    assert HTML.findall(COMMENTS.sub("", path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("a.py", 'button = Button(description="Save")'),
        ("a.py", 'status = f"Saved at {time}, well done"'),
        ("a.py", 'kind = "numérique"'),
        ("a.py", 'def f():\n    return "Il manque un KVI"'),
        ("a.js", 'button.textContent = "Save";'),
        ("a.js", "node.ariaLabel = 'remove';"),
        ("a.js", 'element("button", { "aria-label": "remove" });'),
        ("a.js", 'element("textarea", { placeholder: `type`, id });'),
        ("a.js", 'element("p", {}, "Saved");'),
        ("a.js", 'element("p", {}, `saved at ${time}, really`);'),
        ("a.js", 'element("p", {}, "terminé");'),
        ("a.css", '.kvi-done::after { content: "done"; }'),
        ("a.j2", "<p>{{ name }} is missing</p>"),
        ("a.j2", '<td aria-label="empty"></td>'),
    ],
)
def test_the_rule_bites(file, source):
    assert FINDERS[Path(file).suffix](source)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("a.py", '"""Say what is missing."""\nkind = words["numeric"]'),
        ("a.py", 'x = property(f, doc="The links."); y = frame.query("about == @about")'),
        ("a.js", 'element("p", { class: "kvi-row kvi-quiet", role: "status" }, words.saved); // Saved at once'),
        ("a.js", 'if (event.key === "Enter") throw new Error(`no renderer for ${MIME}`);'),
        ("a.js", 'const address = "https://example.org/a b"; node.textContent = step.done ? "✓" : "○";'),
        ("a.css", '.kvi-done::after { content: "✓"; }'),
        ("a.j2", '{% for one in rows %}<p class="kvi-row" title="{{ one.title }}">{{ one.text }} · ✓</p>{% endfor %}'),
    ],
)
def test_the_rule_leaves_code_in_peace(file, source):
    assert FINDERS[Path(file).suffix](source) == []
