"""Damage to bytes and to structure, the same for the same seed."""

import json
from copy import deepcopy

ODD = [
    *(None, True, 0, -1, 7.5, 10**30, float("inf"), float("nan"), "", " ", "x" * 50_000, "+", "kvi", "kvi-1", "links"),
    *(
        "\u0000",
        "\ud800",
        "\u202e",
        "é" * 300,
        "=1+1",
        "<script>",
        "{0.__class__}",
        "../../x",
        [],
        {},
        [[]],
        [{}],
        {"": ""},
    ),
    *(["id", "text"], {"name": "kvi", "data": 7}, {"id": "kvi-1", "text": ["x"]}, [[[[]]]] * 50),
]
TOKENS = [
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n" * 99,
        b'"',
        b'"""',
        b"'",
        b"\\u",
        b"\\ud800",
        b"[",
        b"]",
        b"{",
        b"}",
    ),
    *(
        b"," * 99,
        b";",
        b"\t",
        b":",
        b"=",
        b"#",
        b"1e999",
        b"NaN",
        b"9" * 5000,
        b"PK\x03\x04",
        b"</script>",
        b"\xe2\x80\x9c",
    ),
    *(
        b"[" * 3000,
        b'{"a":' * 3000,
        b"[[" * 50,
        b"a." * 2000,
        b"\n[a]\n",
        b"\nbase = 1\n",
        b'",\n"',
        b"- [ ",
        b"(" * 200,
    ),
]
DEEP = 40


def damaged_bytes(data, chance):
    """These bytes after one to four accidents."""
    for _ in range(chance.choice([1, 1, 2, 4])):
        data = chance.choice(ACCIDENTS)(bytes(data), chance)
    return data


def _flipped(data, chance):
    place = chance.randrange(len(data) + 1)
    return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]


def _inserted(data, chance):
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(TOKENS) + data[place:]


def _span(data, chance):
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return start, min(end, start + chance.choice([1, 20, 2_000]))


def _cut(data, chance):
    return data[: chance.randrange(len(data) + 1)]


def _without_span(data, chance):
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeated(data, chance):
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice([1, 50]) + data[end:]


def _recoded(data, chance):
    return data.decode("utf-8", "replace").encode(chance.choice(["utf-16", "utf-8-sig", "cp1252", "utf-7"]), "replace")


def _lines_swapped(data, chance):
    lines = data.splitlines(keepends=True) or [b""]
    chance.shuffle(lines)
    return b"".join(lines)


ACCIDENTS = [_flipped, _inserted, _inserted, _cut, _without_span, _repeated, _recoded, _lines_swapped]


def damaged_value(value, chance):
    """This JSON value with something else in one to three places."""
    value = deepcopy(value)
    for _ in range(chance.choice([1, 1, 3])):
        holder, key = chance.choice(list(_places(value)))
        holder[key] = _other(holder[key], chance)
        if isinstance(holder, dict) and chance.random() < 0.3:
            holder[chance.choice(["id", "data", "name", "x", "", "\ud800"])] = _odd(chance)
    return value


def _other(old, chance):
    kind = chance.randrange(6)
    if kind == 0 and isinstance(old, list):
        return old * chance.choice([0, 2, 30])
    if kind == 1 and isinstance(old, list):
        return [*old[::-1], _odd(chance)]
    if kind == 2:
        for _ in range(chance.choice([1, 5, 60])):
            old = [old]
        return old
    return str(old) if kind == 3 else _odd(chance)


def _places(value, depth=0):
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        if depth < DEEP:
            yield from _places(value[key], depth + 1)


def as_json(value):
    """Bytes of a file that holds this, infinite numbers and half characters as Python writes them."""
    return json.dumps(value).encode()


def _odd(chance):
    return deepcopy(chance.choice(ODD))
