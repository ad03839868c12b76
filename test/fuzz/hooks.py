"""Hooks of schemathesis: requests that can succeed, by who may make them, and a count of what was answered.

Random ids are hardly ever those of something that is there, and random members hardly ever those who may. So of the
requests that fit the document, most are given the things of a request that is known to succeed; the rest stay random.
"""

import atexit
import collections
import json
import os
import random

import schemathesis

with open(os.environ["SUNLEDGER_FUZZ_SAMPLES"], encoding="utf-8") as file:
    SAMPLES = json.load(file)
SHARE = float(os.environ.get("SUNLEDGER_FUZZ_SHARE", "0.9"))
chance = random.Random(int(os.environ.get("SUNLEDGER_FUZZ_SEED", "1")))
answers = collections.Counter()
operations = collections.defaultdict(collections.Counter)


def operation_id(case):
    return case.operation.definition.raw.get("operationId", "")


@schemathesis.hook
def before_call(context, case, kwargs):
    known = SAMPLES["operations"].get(operation_id(case))
    mode = case.meta.generation.mode.name if case.meta else ""
    headers = case.headers or {}
    if operation_id(case) == "endSession":
        # Else every request behind this one would be refused.
        if "Authorization" in headers:
            headers["Authorization"] = f"Bearer {SAMPLES['spare'].pop() if SAMPLES['spare'] else 'spent'}"
        return
    # Requests without the token, or with another one, are there to be refused.
    if not known or mode != "POSITIVE" or chance.random() > SHARE:
        return
    if known[0]["token"] and headers.get("Authorization") != f"Bearer {SAMPLES['token']}":
        return
    sample = chance.choice(known)
    case.path_parameters = dict(sample["path"])
    case.query = dict(sample["query"])
    if sample["body"] is not None:
        case.body = sample["body"]
        case.media_type = "application/json"
    if sample["token"]:
        headers["Authorization"] = f"Bearer {sample['token']}"


@schemathesis.hook
def after_call(context, case, response):
    answers[response.status_code] += 1
    operations[operation_id(case)][response.status_code // 100] += 1


@atexit.register
def write_down():
    with open(os.environ["SUNLEDGER_FUZZ_FIGURES"], "w", encoding="utf-8") as out:
        json.dump({"answers": answers, "operations": operations}, out)
