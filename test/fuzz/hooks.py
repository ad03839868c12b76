"""Hooks of schemathesis: requests that can succeed, by who may make them, and a count of what was answered.

Random ids are hardly ever those of something that is there, and random members hardly ever those who may. So of the
requests that fit the document, most are given the things of a request that is known to succeed; the rest stay random.
"""

import ast
import atexit
import collections
import datetime
import json
import os
import random
import re
import threading
import urllib.parse

import schemathesis

with open(os.environ["SUNLEDGER_FUZZ_SAMPLES"], encoding="utf-8") as file:
    SAMPLES = json.load(file)
SHARE = float(os.environ.get("SUNLEDGER_FUZZ_SHARE", "0.9"))
chance = random.Random(int(os.environ.get("SUNLEDGER_FUZZ_SEED", "1")))
answers = collections.Counter()
operations = collections.defaultdict(collections.Counter)
# Of the requests that fit the document, by the class of their answers.
fitting = collections.Counter()

# Python 3.11 counts how deep a parse is for all threads at once, and fails when two parse at the same time.
parsing = threading.Lock()
parse = ast.parse


def parse_alone(*args, **kwargs):
    with parsing:
        return parse(*args, **kwargs)


ast.parse = parse_alone

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def as_documented(value):
    """
    The value with times that there are, for no schema can say which days a month has, and without control characters
    but in PEM: they slip through where a pattern speaks of surrogates.
    """
    if isinstance(value, dict):
        return {name: as_documented(part) for name, part in value.items()}
    if isinstance(value, list):
        return [as_documented(part) for part in value]
    if not isinstance(value, str):
        return value
    if not TIME.fullmatch(value):
        return value if value.startswith("-----BEGIN ") else CONTROL.sub("x", value)
    try:
        datetime.datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ")
        return value
    except ValueError:
        return "2026-06-01T12:00:00Z"


def operation_id(case):
    return case.operation.definition.raw.get("operationId", "")


@schemathesis.auth()
class Session:
    """Every request is somebody's, unless a check takes that away from it."""

    def get(self, case, context):
        return SAMPLES["token"]

    def set(self, case, data, context):
        ask_as(data, case)


def ask_as(token, case):
    headers = case.headers or {}
    headers["Authorization"] = f"Bearer {token}"
    case.headers = headers


@schemathesis.hook
def before_call(context, case, kwargs):
    known = SAMPLES["operations"].get(operation_id(case))
    mode = case.meta.generation.mode.name if case.meta else ""
    is_asked = "Authorization" in (case.headers or {})
    if operation_id(case) == "endSession" and is_asked:
        # Else every request behind this one would be refused.
        ask_as(SAMPLES["spare"].pop() if SAMPLES["spare"] else "spent", case)
        return
    revoked = str((case.path_parameters or {}).get("member", ""))
    if operation_id(case) == "revokeMember" and urllib.parse.unquote(revoked) == SAMPLES["member"]:
        # A member may revoke itself, and would be out for the rest.
        case.path_parameters["member"] = f"not-{SAMPLES['member']}"
    if mode == "POSITIVE":
        for part in ("query", "body"):
            given = getattr(case, part)
            mended = as_documented(given)
            # What is set again is looked at again, and a body that was left out would count as a wrong one.
            if mended != given:
                setattr(case, part, mended)
    # Requests of nobody are there to be refused.
    if not known or mode != "POSITIVE" or chance.random() > SHARE:
        return
    if known[0]["token"] and not is_asked:
        return
    sample = chance.choice(known)
    case.path_parameters = dict(sample["path"])
    case.query = dict(sample["query"])
    if sample["body"] is not None:
        case.body = sample["body"]
        case.media_type = "application/json"
    if sample["token"]:
        ask_as(sample["token"], case)


@schemathesis.hook
def after_call(context, case, response):
    answers[response.status_code] += 1
    operations[operation_id(case)][response.status_code // 100] += 1
    if case.meta and case.meta.generation.mode.name == "POSITIVE":
        fitting[response.status_code // 100] += 1


@atexit.register
def write_down():
    with open(os.environ["SUNLEDGER_FUZZ_FIGURES"], "w", encoding="utf-8") as out:
        json.dump({"answers": answers, "operations": operations, "fitting": fitting}, out)
