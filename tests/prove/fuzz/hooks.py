"""Replaces, in requests that are to be valid, values whose meaning a schema cannot express.

A filter takes words of the vocabulary, a run exists, a list has each word once, a cursor comes from the page before, a range ends after it begins, a
text for reconciliation is JSON and comes alone, and the form of an override depends on its field. Only values that match their schema are replaced, so that invalid requests stay invalid.
"""

import json
import os
import re

import requests
import schemathesis

ASKED_FOR = {
    "platform": ["pc", "ps2", "PlayStation 3"],
    "genre": ["puzzle", "action", "RPG"],
    "company": ["Nintendo", "valve", "Electronic Arts"],
}
EXCLUDED = {"platform": ["wii", "Dreamcast"], "genre": ["racing"], "company": ["Ubisoft"]}
SOURCES = ["vgsales", "metacritic", "steamspy"]
CURSOR = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{16}")
# The spaces of JavaScript, whose patterns the document has: those of Python are others.
SPACES = r" \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
WORD = rf"[^,\x00-\x1f\ufffd{SPACES}][^,\x00-\x1f\ufffd]{{0,99}}"
ONE_WORD = re.compile(WORD)
WORDS = re.compile(rf"{WORD}(,{WORD}){{0,49}}")
LISTS = ("genres", "companies", "series", "related", "alternativeNames", "ratings", "releases.")
HEADERS = {"Authorization": os.environ["FUZZ_AUTHORIZATION"]}
GAME = re.compile(r"[^/\x00-\x1f\ufffd]{1,300}")
FILLED = {"title": "Tetris", "kind": "game"}
BATCHES = {
    "queries": json.dumps({"q0": {"query": "Portal 2"}}),
    "extend": json.dumps({"ids": ["0196a3c2-7d1e-7b3a-9c44-5f0e8d2b6a11"], "properties": [{"id": "year"}]}),
}


def words_of(name):
    """Returns the words that a parameter may take, or None if it is no parameter of words."""
    if name == "source":
        return SOURCES
    kind = re.sub(r"(All|Not)$", "", name)
    return EXCLUDED.get(kind) if name.endswith("Not") else ASKED_FOR.get(kind)


def with_known_words(query):
    for name, value in query.items():
        if name == "run" and str(value).isdecimal() and len(str(value)) <= 15:
            query[name] = 1
        if name == "game" and isinstance(value, str) and GAME.fullmatch(value):
            query[name] = "portal-2"
        words = words_of(name)
        if words and isinstance(value, str) and len(value) <= 2000 and WORDS.fullmatch(value):
            query[name] = words[len(value) % len(words)]


def with_each_word_once(query):
    for name in ("fields", "facets", "kind", "status", "reason", "event", "band", "evidence"):
        words = str(query.get(name)).split(",")
        if name in query and len(words) <= 50:
            query[name] = ",".join(dict.fromkeys(words))


def in_order(query):
    for low, high in (("yearFrom", "yearTo"), ("scoreMin", "scoreMax")):
        first, last = query.get(low), query.get(high)
        if str(first).isdecimal() and str(last).isdecimal() and int(first) > int(last):
            query[low], query[high] = last, first


def with_real_cursor(case, query):
    """Asks for the page before, as a client does, and takes its cursor; without a next page, or without such a list, the cursor is left out."""
    cursor = query.get("cursor")
    if not isinstance(cursor, str) or not CURSOR.fullmatch(cursor):
        return
    rest = {name: value for name, value in query.items() if name not in ("cursor", "limit")}
    url = case.operation.base_url.rstrip("/") + case.formatted_path
    page = requests.get(url, params={**rest, "limit": 1}, headers=HEADERS, timeout=10)
    following = page.json().get("next") if page.ok else None
    if following is None:
        del query["cursor"]
    else:
        query["cursor"] = following


def with_known_sources(case):
    where = case.body.get("where") if isinstance(case.body, dict) else None
    sources = where.get("source") if isinstance(where, dict) else None
    if not isinstance(sources, list) or not 1 <= len(sources) <= 50:
        return
    if all(isinstance(source, str) and ONE_WORD.fullmatch(source) for source in sources):
        where["source"] = SOURCES[:1]


def with_one_batch(case, fields, forbidden):
    """Replaces the texts by JSON that asks for something, and keeps one of them if the request is to be valid."""
    named = [name for name in BATCHES if isinstance(fields.get(name), str) and not re.search(forbidden, fields[name])]
    for name in named:
        fields[name] = BATCHES[name]
    if len(named) == len(BATCHES) and case.meta is not None and case.meta.generation.mode.is_positive:
        del fields["extend"]


def with_value_of_field(case):
    if not isinstance(case.body, dict) or "value" not in case.body:
        return
    field = str(case.path_parameters.get("field"))
    case.body["value"] = [] if field.startswith(LISTS) else FILLED.get(field)


def with_known_meaning(case):
    """Replaces what is to be in the vocabulary and the catalogue, if the request is to be valid."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    case.body.update(kind="genre", slug="adventure", word="Open World")
    if case.body.get("source") is not None:
        case.body["source"] = SOURCES[0]


@schemathesis.hook
def before_call(context, case, kwargs):
    if hasattr(case.query, "items"):
        with_known_words(case.query)
        with_each_word_once(case.query)
        in_order(case.query)
        with_real_cursor(case, case.query)
    if case.operation.path.endswith(("/overrides/{field}", "/overrides/{field}/preview")) and case.method.upper() != "DELETE":
        with_value_of_field(case)
    if case.operation.path == "/v1/review" and case.method.upper() == "POST":
        with_known_sources(case)
    if case.operation.path == "/v1/words":
        with_known_meaning(case)
    if case.operation.path == "/v1/reconcile" and case.method.upper() == "POST" and isinstance(case.body, dict):
        with_one_batch(case, case.body, "\0")
    elif case.operation.path == "/v1/reconcile" and hasattr(case.query, "items"):
        with_one_batch(case, case.query, "[\0\ufffd]")
