"""What is kept of a text that somebody typed or pasted, and when two texts count as the same.

`clean_text` keeps what a person would miss and takes away what nobody sees: what separates words
goes on separating them, what is really nothing goes. `match_key` goes further and is never shown:
it forgets how a keyboard, a word processor or a language writes the same sentence.
``tests/unit/text_cases.json`` shows what is kept of what.
"""

import re
import unicodedata
from functools import lru_cache

# U+000B is what slides put on the clipboard for a line end, U+000C parts pages, the last three parts of files.
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Nobody can type a tab into a form; U+FFFC stands where a picture stood.
SPACE = re.compile("[\t\x1c-\x1f\ufffc]")
# Control characters, half characters (lone surrogates), soft hyphens (of another line's breadth), byte order marks,
# marks that turn the direction of reading round, operators that nobody sees, and what XML cannot hold.
NOTHING = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\xad\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]")
# Signs that join or part their neighbours unseen belong to emoji and to scripts without spaces or with joined letters.
JOINS = "\u0590-\u1fff\u2190-\ud7ff\uf900-\ufefe\U00010000-\U0010ffff"
STRAY_JOINER = re.compile(f"(?<![{JOINS}])[\u200b-\u200d]|[\u200b-\u200d](?![{JOINS}])")
DIRECTION = re.compile("[\u200e\u200f\u061c]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# ’ “ – and their like, where a program took the letters of old Windows for those of the web.
MISREAD = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0) if code != 0x85}  # noqa: PLR2004

# What none of them could find anything in is looked through once instead of six times.
UNUSUAL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffc\ufffe\uffff\ud800-\udfff]"
)

MARKS = str.maketrans(
    dict.fromkeys("’‘‚‛ʼʹʻ′`´＇", "'")
    | dict.fromkeys("“”„‟«»‹›″〝〞「」＂", '"')
    | dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-")
    | {"œ": "oe", "æ": "ae"}
)
BEFORE_MARK = re.compile(r" (?=[.,:;!?%)\]])")
CLOSING = " .,:;!?。؟۔।"


def clean_text(text: str) -> str:
    r"""Text as it is kept: what a person typed, without what nobody sees.

    >>> clean_text("Customers dare\x0bto ask\r\nfor help\x00"), clean_text("l\x92aide"), clean_text("\ufeffTrust\u200b")
    ('Customers dare\nto ask\nfor help', 'l’aide', 'Trust')
    """
    if not UNUSUAL.search(text):
        return text
    text = LINE_END.sub("\n", text).translate(MISREAD)
    text = NOTHING.sub("", SPACE.sub(" ", text))
    text = text if RIGHT_TO_LEFT.search(text) else DIRECTION.sub("", text)
    return STRAY_JOINER.sub("", text)


def one_line(text: str, most: int) -> str:
    r"""A name that others gave, as it is shown: in one line, without what nobody sees, no longer than so many letters.

    >>> one_line("Ana\n\u202eDiaz", 80), one_line("A" * 5000, 3)
    ('Ana Diaz', 'AAA')
    """
    return " ".join(clean_text(text).split())[:most].rstrip()


@lru_cache(maxsize=4096)  # a class's maps ask for the same sentences again and again
def match_key(text: str) -> str:
    r"""Form of a text by which two of them count as the same; for comparing only, never shown.

    Case, spacing, kinds of apostrophe, hyphen and quotation mark, unseen signs and the punctuation
    at the end do not part two sentences.

    >>> match_key("« L’aide\u00a0» est là !") == match_key('"L\'aide" est là')
    True
    >>> match_key("Trust…"), match_key("?")
    ('trust', '?')
    """
    # Marks first: NFKC would make a space and an accent of “´”.
    folded = unicodedata.normalize("NFKD", clean_text(text).translate(MARKS)).casefold()
    folded = unicodedata.normalize("NFKC", folded).casefold().translate(MARKS)
    seen = "".join(char for char in folded if not _unseen(char)).replace('"', " ")
    plain = BEFORE_MARK.sub("", " ".join(unicodedata.normalize("NFC", seen).split()))
    return plain.rstrip(CLOSING) or plain


def _unseen(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f"
