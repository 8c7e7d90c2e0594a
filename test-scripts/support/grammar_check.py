#!/usr/bin/env python3
"""Lets a model of random weights speak under deputy's grammar, and checks that every call it makes is a valid one.

A trained model makes valid calls anyway; noise at temperature 1.5 makes none, so what comes out is what the grammar
lets through. Each answer must be read by `deputy parse-calls` as exactly the calls that stand in it, with the same
arguments, valid against the tool's schema by the Python package jsonschema.
"""

import argparse
import http.client
import json
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema

from grammar_tools import ToolSet, tool_sets
from random_model import END, vocabulary

TEMPERATURE = 1.5
MOST_TOKENS = 400
SLOTS = 4
# Noise hardly ever ends a string or a reply; these tokens get likelier, or most replies would be cut.
LIKELIER = {'"': 4, "}": 3, "]": 3, END: 5, "</think>": 5}


@dataclass(frozen=True)
class Form:
    """What the grammar lets a reply consist of."""

    name: str
    options: tuple[str, ...]
    allows_text: bool = False
    reasoning: str = "none"


FORMS = (
    Form("a call", ("--no-text",)),
    Form("a call or text", (), allows_text=True),
    Form("<think>, then a call", ("--no-text", "--reasoning", "optional"), reasoning="optional"),
    Form("…</think>, then a call or text", ("--reasoning", "opened"), allows_text=True, reasoning="opened"),
    Form("several calls", ("--no-text", "--several")),
)


@dataclass
class Case:
    """One question to the model, and what came of it."""

    number: int
    tools: ToolSet
    form: Form
    text: str = ""
    finish: str = ""
    tokens: int = 0
    faults: list[str] = field(default_factory=list)
    kind: str = ""
    left_out: list[str] = field(default_factory=list)


class Grammars:
    """deputy's grammar for each set of tools and form."""

    def __init__(self, deputy: str, sets: list[ToolSet]):
        self.texts = {}
        for tools in sets:
            for form in FORMS:
                done = subprocess.run(
                    [deputy, "grammar", "--tools", "-", *form.options], input=json.dumps(tools.tools),
                    capture_output=True, text=True, check=True, timeout=20)
                self.texts[tools.name, form.name] = done.stdout


def ask(connection: http.client.HTTPConnection, case: Case, grammar: str, bias: list[list[float]]) -> None:
    body = {
        "messages": [{"role": "user", "content": f"Call a tool. ({case.number})"}],
        "grammar": grammar, "temperature": TEMPERATURE, "seed": case.number, "max_tokens": MOST_TOKENS,
        "top_k": 0, "top_p": 1.0, "min_p": 0.0, "reasoning_format": "none", "logit_bias": bias, "cache_prompt": True,
    }
    connection.request("POST", "/v1/chat/completions", json.dumps(body), {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = json.loads(response.read())
    if response.status != 200:
        raise RuntimeError(f"the server refused the grammar of {case.tools.name}, {case.form.name}: {answer}")
    choice = answer["choices"][0]
    case.text, case.finish = choice["message"]["content"] or "", choice["finish_reason"]
    case.tokens = answer["usage"]["completion_tokens"]


def ask_all(cases: list[Case], url: str, grammars: Grammars) -> None:
    """Asks on as many connections as the server has slots."""
    tokens, _ = vocabulary()
    bias = {tokens.index(token): float(value) for token, value in LIKELIER.items()}
    call_bias = [*bias.items()]
    either_bias = [*(bias | {tokens.index('{"'): 8.0}).items()]
    waiting, errors, lock = iter(cases), [], threading.Lock()

    def work() -> None:
        address = urlsplit(url)
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=120)
        try:
            while not errors:
                with lock:
                    case = next(waiting, None)
                if case is None:
                    return
                grammar = grammars.texts[case.tools.name, case.form.name]
                ask(connection, case, grammar, either_bias if case.form.allows_text else call_bias)
        except Exception as error:  # noqa: BLE001: the main thread raises it
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(SLOTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def whole(case: Case) -> str:
    """The reply with the <think> that a template would have written; deputy's loop puts it back as well."""
    return "<think>" + case.text if case.form.reasoning == "opened" else case.text


def parsed_by_deputy(deputy: str, cases: list[Case]) -> list[dict]:
    lines = [
        json.dumps({"text": whole(case), "tools": case.tools.tools, "finish_reason": case.finish}) for case in cases
    ]
    done = subprocess.run([deputy, "parse-calls"], input="\n".join(lines) + "\n", capture_output=True, text=True,
                          check=True, timeout=120)
    return [json.loads(line) for line in done.stdout.splitlines()]


def body_of(case: Case) -> str:
    """The reply behind its reasoning."""
    text = case.text
    if case.form.reasoning == "opened" or case.form.reasoning == "optional" and text.startswith("<think>"):
        text = text.partition("</think>")[2]
    return text.lstrip(" \n") if case.form.reasoning != "none" else text


def judge(case: Case, read: dict) -> None:
    """Compares what stands in the reply with what deputy read in it."""
    body = body_of(case)
    if case.finish == "length":
        case.kind = "cut"
        return
    if not body.startswith("{"):
        case.kind = "text"
        if not case.form.allows_text:
            case.faults.append("text where the grammar allows none")
        if read["kind"] != "final_answer":
            case.faults.append(f"text that is read as {read['kind']}")
        return
    case.kind = "call"
    lines = body.split("\n") if "--several" in case.form.options else [body]
    try:
        calls = [json.loads(line) for line in lines]
    except ValueError as error:
        case.faults.append(f"not JSON: {error}")
        return
    if read["kind"] != "tool_calls":
        case.faults.append(f"read as {read['kind']}: {read.get('error', '')}")
        return
    wanted = [{"name": call["tool"], "arguments": call["arguments"]} for call in calls]
    found = [{"name": call["name"], "arguments": call["arguments"]} for call in read["calls"]]
    if found != wanted:
        case.faults.append(f"read as {json.dumps(found, ensure_ascii=False)[:300]}")
    for call in wanted:
        check_schema(case, call)


def check_schema(case: Case, call: dict) -> None:
    schema = next(tool for tool in case.tools.tools if tool["name"] == call["name"]).get("parameters", {})
    for error in jsonschema.Draft202012Validator(schema).iter_errors(call["arguments"]):
        words = [str(part) for part in error.absolute_schema_path]
        known = next((word for word in words if word in case.tools.left_out), None)
        if known:
            case.left_out.append(known)
        else:
            case.faults.append(f"breaks its schema at {'/'.join(words)}: {error.message[:120]}")


def report(cases: list[Case], seconds: float) -> bool:
    """Prints a row for each set and each form; true where nothing was wrong."""

    def row(name: str, some: list[Case]) -> None:
        kinds = Counter(case.kind for case in some)
        wrong = sum(bool(case.faults) for case in some)
        print(f"   {name:<32}{len(some):>8}{kinds['call']:>8}{kinds['text']:>8}{kinds['cut']:>8}{wrong:>8}")

    print(f"   {'tools':<32}{'answers':>8}{'calls':>8}{'text':>8}{'cut':>8}{'wrong':>8}")
    for name in dict.fromkeys(case.tools.name for case in cases):
        row(name, [case for case in cases if case.tools.name == name])
    print(f"   {'form':<32}")
    for form in FORMS:
        row(form.name, [case for case in cases if case.form is form])
    row("all", cases)
    known = Counter(word for case in cases for word in case.left_out)
    print(f"   left to the check after parsing: {', '.join(f'{n} {w}' for w, n in known.most_common()) or 'nothing'}")
    tokens = sum(case.tokens for case in cases)
    print(f"   {tokens:,} tokens in {seconds:.1f} s; cut means: at {MOST_TOKENS} tokens")
    wrong = [case for case in cases if case.faults]
    for case in wrong[:10]:
        print(f"\n   WRONG [{case.number}] {case.tools.name}, {case.form.name}: {'; '.join(case.faults)}")
        print(f"      {case.text[:600]!r}")
    return not wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--deputy", required=True)
    parser.add_argument("--llama-url", required=True, help="a llama.cpp server with the model of random_model.py")
    parser.add_argument("--count", type=int, default=1300, help="answers to ask for (default 1300)")
    parser.add_argument("--replies", type=Path, help="write every answer to this file, a JSON object a line")
    options = parser.parse_args()

    prompt = subprocess.run([options.deputy, "prompt", "x"], env={"DEPUTY_MODE": "native", "PATH": "/usr/bin:/bin"},
                            capture_output=True, text=True, check=True, timeout=20)
    builtin = [tool["function"] for tool in json.loads(prompt.stdout)["tools"]]
    sets = tool_sets(builtin)
    grammars = Grammars(options.deputy, sets)
    pairs = [(tools, form) for tools in sets for form in FORMS]
    cases = [Case(number, *pairs[number % len(pairs)]) for number in range(options.count)]
    started = time.monotonic()
    ask_all(cases, options.llama_url, grammars)
    seconds = time.monotonic() - started
    for case, read in zip(cases, parsed_by_deputy(options.deputy, cases), strict=True):
        judge(case, read)
    if options.replies:
        options.replies.write_text("".join(
            json.dumps({"tools": case.tools.name, "form": case.form.name, "finish": case.finish, "text": case.text,
                        "faults": case.faults}, ensure_ascii=False) + "\n" for case in cases), encoding="utf-8")
    fine = report(cases, seconds)
    calls = sum(case.kind == "call" for case in cases)
    if calls < options.count // 2:
        print(f"   only {calls} of {options.count} answers were calls: too few to say anything")
        fine = False
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
