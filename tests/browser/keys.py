"""What the keys of a text field do, wherever people type: one table for all browsers."""

import re
from typing import Any

# What is typed into an empty field, <keys> in angles, and what stands in it then.
TABLE = {
    "Enter breaks the line": ("un<Enter>deux", "un\ndeux"),
    "Enter twice leaves an empty line": ("un<Enter><Enter>deux", "un\n\ndeux"),
    "Shift+Enter breaks the line and runs nothing": ("un<Shift+Enter>deux", "un\ndeux"),
    "Alt+Enter inserts no cell": ("un<Alt+Enter>", "un"),
    "undo brings back what was deleted": ("un deux<Control+a><Delete><Control+z>", "un deux"),
    "redo does it again": ("un<Control+a><Delete><Control+z><Control+y>", ""),
    "redo by the other keys": ("un<Control+a><Delete><Control+z><Control+Shift+Z>", ""),
    "undo takes a line break back": ("<Enter><Control+z>", ""),
    "all is selected and replaced": ("un<Control+a>deux", "deux"),
    "cut and pasted twice": ("un <Control+a><Control+x><Control+v><Control+v>", "un un "),
    "copied and pasted at the end": ("un <Control+a><Control+c><End><Control+v>", "un un "),
    "lines are pasted as lines": ("un<Enter><Control+a><Control+x><Control+v><Control+v>", "un\nun\n"),
    "Backspace takes the letter before": ("unn<Backspace>", "un"),
    "Delete takes the letter behind": ("aXb<ArrowLeft><ArrowLeft><Delete>", "ab"),
    "Ctrl+Backspace takes the word before": ("un deux<Control+Backspace>", "un "),
    "arrows go letter by letter": ("ac<ArrowLeft>b<ArrowRight>d", "abcd"),
    "arrows go line by line": ("un<Enter>deux<ArrowUp>!<ArrowDown>!", "un!\ndeu!x"),
    "Home and End go to the ends of the line": ("deux<Home>un <End>!", "un deux!"),
    "Home stays in its line": ("un<Enter>deux<Home>!", "un\n!deux"),
    "Ctrl+arrows go word by word": ("un deux<Control+ArrowLeft>X", "un Xdeux"),
    "Shift+arrows select": ("abc<Shift+ArrowLeft><Shift+ArrowLeft>d", "ad"),
    "the letters that are commands of notebooks": ("abxcvdmyzr00dd", "abxcvdmyzr00dd"),
    "Escape changes nothing": ("un<Escape>", "un"),
    "after Escape the next letters are still text": ("un<Escape>dd", "undd"),
    "brackets and quotation marks stay single": ("([{\"'`", "([{\"'`"),
    "accents and signs of other keyboards": ("àéîœß€–«»’😀", "àéîœß€–«»’😀"),
}
LEFT = "un<Tab>"  # the next field has the focus
# Of the notebook around: what no key in a text field may change.
AROUND = """() => {
  const { content } = jupyterapp.shell.currentWidget;
  return [content.activeCellIndex, content.mode, ...content.model.sharedModel.cells.map((cell) => cell.source)];
}"""


def play(keyboard: Any, keys: str) -> None:
    """Type and press, as the table has it."""
    for text, pressed in re.findall(r"([^<]+)|<([^>]+)>", keys):
        keyboard.type(text) if text else keyboard.press(pressed)
