"""How often models get generated tasks right, by family, through the real llama.cpp server at temperature 0.

`python evaluate.py NAME=FILE.gguf [NAME=FILE.gguf …]` asks every model the same held-out tasks: words, hosts, paths,
messages (and, for half of them, wordings) that training never drew. Every turn is asked with the reference
conversation before it, so that one mistake is counted once.

A call is right if it equals the reference call, or another call that the family names as right. An answer is right if
it is no call, holds every number, path and host of the reference answer and quotes every line that it quotes, and
quotes nothing that is not in a tool result.
"""

import argparse
import collections
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generate import FAMILIES, document, is_reply
from serving import Server, serving


def as_call(text: str) -> dict | None:
    """The call that a reply is, as an object."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) and "tool" in value else None


def facts(text: str) -> tuple[set[str], set[str]]:
    """Quoted lines, and the tokens of the prose that hold a digit, a slash or a dot."""
    lines = text.split("\n")
    prose = "\n".join(line for line in lines if not line.startswith("> "))
    return (
        {line for line in lines if line.startswith("> ")},
        {token.rstrip(".:,;") for token in re.findall(r"[\w./*@:-]*[\d/][\w./*@:%-]*", prose)},
    )


def result_lines(messages: list[dict]) -> set[str]:
    results = [m["content"] for m in messages if m["role"] == "user" and m["content"].startswith("Tool result")]
    return {line for result in results for line in result.split("\n")[1:]}


def call_is_right(text: str, message: dict) -> bool:
    return as_call(text) in [json.loads(message["content"]), *message.get("also", [])]


NEGATIVE = re.compile(r"\b(no|not|empty|failed)\b", re.IGNORECASE)


def answer_is_right(text: str, reference: str, before: list[dict]) -> bool:
    if as_call(text) or text.startswith("{"):
        return False
    if reference.startswith("I am the small demo model"):
        return text.startswith("I am the small demo model")
    quoted, tokens = facts(text)
    wanted_quotes, wanted_tokens = facts(reference)
    seen = result_lines(before)
    saying_no = bool(NEGATIVE.search(reference.split("\n")[0])) == bool(NEGATIVE.search(text.split("\n")[0]))
    return (
        wanted_quotes <= quoted
        and wanted_tokens <= tokens
        and all(quote[2:] in seen for quote in quoted)
        and saying_no
        and text.startswith("I am the small") == reference.startswith("I am the small")
    )


class Score:
    """Calls, answers and whole tasks of one family: right and all."""

    def __init__(self):
        self.calls, self.answers, self.tasks = [0, 0], [0, 0], [0, 0]

    def __add__(self, other: "Score") -> "Score":
        total = Score()
        for name in ("calls", "answers", "tasks"):
            setattr(total, name, [a + b for a, b in zip(getattr(self, name), getattr(other, name))])
        return total


def ask(server: Server, task: dict) -> tuple[str, Score, list[dict]]:
    """One task's score and what went wrong in it."""
    score, wrong = Score(), []
    messages = task["messages"]
    for place, message in enumerate(messages):
        if not is_reply(message):
            continue
        text, before = server.reply(messages[:place]), messages[:place]
        is_call = as_call(message["content"]) is not None
        right = call_is_right(text, message) if is_call else answer_is_right(text, message["content"], before)
        count = score.calls if is_call else score.answers
        count[0] += right
        count[1] += 1
        if not right:
            asked = [m["content"] for m in before if m["role"] == "user"][-1]
            wrong.append({"family": task["family"], "asked": asked, "wanted": message["content"], "got": text})
    score.tasks = [int(not wrong), 1]
    return task["family"], score, wrong


def examine(path: Path, tasks: list[dict]) -> tuple[dict[str, Score], list[dict]]:
    """All tasks put to one model."""
    scores, wrong = collections.defaultdict(Score), []
    with serving(path) as server:
        for task in tasks:
            family, score, mistakes = ask(server, task)
            scores[family] += score
            wrong += mistakes
    return scores, wrong


def share(pair: list[int]) -> str:
    return f"{pair[0]}/{pair[1]} {100 * pair[0] / pair[1]:.0f} %" if pair[1] else "none"


def table(title: str, results: dict[str, dict[str, Score]]) -> str:
    """A Markdown table: families down, models across."""
    names = list(results)
    lines = [
        f"| {title} | " + " | ".join(f"calls, {n} | answers, {n} | tasks, {n}" for n in names) + " |",
        "|---|" + "---|" * (3 * len(names)),
    ]
    families = sorted({family for scores in results.values() for family in scores})
    for family in families + ["all"]:
        cells = []
        for name in names:
            score = results[name][family] if family != "all" else sum(results[name].values(), Score())
            cells += [share(score.calls), share(score.answers), share(score.tasks)]
        lines.append(f"| {family} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="+", metavar="NAME=FILE", help="GGUF files, each with a name for the table")
    parser.add_argument(
        "--tasks", type=int, default=160, help="per kind: known wordings, unseen wordings (default 160)"
    )
    parser.add_argument("--seed", default="evaluation")
    parser.add_argument("--family", choices=sorted(FAMILIES))
    parser.add_argument("--mistakes", type=Path, help="write what went wrong to this JSON file")
    options = parser.parse_args()
    models = {name: Path(path) for name, path in (entry.split("=", 1) for entry in options.models)}
    everything = {}
    for title, new in (("known wordings, unseen words", False), ("unseen wordings and words", True)):
        tasks = [document(options.seed, index, True, new, options.family) for index in range(options.tasks)]
        with ThreadPoolExecutor() as pool:
            done = dict(zip(models, pool.map(lambda path: examine(path, tasks), models.values())))
        print(f"\n{table(title, {name: scores for name, (scores, _) in done.items()})}", flush=True)
        everything[title] = {name: wrong for name, (_, wrong) in done.items()}
    if options.mistakes:
        options.mistakes.write_text(json.dumps(everything, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
