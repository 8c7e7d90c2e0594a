"""The window, the cache, cancelling and the guards of the loop, against the real llama.cpp server.

    window_check.py --deputy PATH [--full] [--megabytes 50] [--gigabyte] [NAME OF A TEST…]

The server counts, refuses, caches and cancels for real; what the model says is scripted where the test needs a model
that pages. Each test prints its figures. Without --full the dearest cases are left out, and limits of time are wide: they
tell right from wrong on a machine that does other work too.
"""
import argparse
import json
import os
import random
import re
import socket
import sys
import threading
import time
import unittest
import uuid

# The classes of loop_check are found here by unittest.
from loop_check import Asking, Digesting, Guarding, Keeping  # noqa: F401
from scripted_readers import Cast, by_halving, by_pattern, call, reading, write_log
from server_process import processes_with
from ssh_server import SSHServer
from window_test import SayingResult, WindowTest, figures, settings


def turns_of(answer):
    return answer["result"]["_meta"]["deputy/statistics"]["turns"]


class Paging(WindowTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planted, cls.key = write_log(cls.log, settings.megabytes << 20)

    def check(self, window, scripts=(by_pattern, by_halving)):
        real = self.real(window)
        for script in scripts:
            with self.subTest(window=window, script=script.__name__):
                begin = time.monotonic()
                proxy = self.proxy(real, Cast({"find": script(self.log, self.key)}))
                deputy = self.deputy(proxy.url)
                request = deputy.agent_chat("find the line about the answer", max_iterations=80)
                message = deputy.answer(request, 600)
                result = message["result"]["structuredContent"]
                self.assertEqual(result["type"], "final_answer", result)
                self.assertIn(self.planted, result["content"])
                self.assertEqual(result["quotes"]["verified"], 1)
                self.assertEqual(proxy.refusals, [])
                self.judge(proxy, window)
                statistics = message["result"]["_meta"]["deputy/statistics"]
                self.assertGreater(statistics["tool_output_bytes"], (settings.megabytes << 20) * 0.45)
                figures(f"{window} tokens, {script.__name__}", turns=len(proxy.turns),
                        output_MB=statistics["tool_output_bytes"] / 1e6,
                        largest_prompt=max(turn["prompt"] for turn in proxy.turns),
                        reused=sum(t["cached"] for t in proxy.turns) / sum(t["prompt"] for t in proxy.turns),
                        seconds=time.monotonic() - begin)
                deputy.stop()

    def judge(self, proxy, window):
        """Every prompt fits with its reply, and every result says how many of its lines are not shown."""
        for turn in proxy.turns:
            self.assertLessEqual(turn["prompt"] + turn["max_tokens"], window)
            for message in turn["messages"][1:]:
                for heading in re.finditer(r"Tool result \[\d+\] (\w+)(?:, exit 0)?, (\d+) lines?:\n", message["content"]):
                    body = message["content"][heading.end():].split("\n\nTool result [")[0]
                    shown = len(re.findall(r"^\d{7} ", body, re.M))
                    left_out = sum(int(n.replace(",", "")) for n in re.findall(r"^\[… ([\d,]+) lines? left out", body, re.M))
                    self.assertEqual(shown + left_out, int(heading[2]), f"{heading[0]}{body[:2000]}")

    def test_the_planted_line_is_found_in_a_window_of_4096_tokens(self):
        self.check(4096)

    def test_the_planted_line_is_found_in_a_window_of_8192_tokens(self):
        self.check(8192, (by_pattern, by_halving) if settings.full else (by_pattern,))

    def test_the_planted_line_is_found_in_a_window_of_32768_tokens(self):
        if not settings.full:
            self.skipTest("only with --full: minutes of reading for what the smaller windows show")
        self.check(32768)


class Cache(WindowTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        write_log(cls.log, 1 << 20)

    def test_ten_turns_only_append(self):
        for slots in (1, 4):
            real = self.real(8192, slots)
            # A model that rambles would fill the window, and then the history has to shrink.
            deputy = self.deputy(self.proxy(real, alter=lambda request: request | {"max_tokens": 60}).url)
            message = deputy.answer(deputy.agent_chat("Say hello.", max_iterations=1, temperature=0), 120)
            conversation = message["result"]["structuredContent"]["conversation_id"]
            turns = turns_of(message)
            while len(turns) < 10:
                request = deputy.agent_chat(f"Say it again, number {len(turns)}.", conversation_id=conversation,
                                            max_iterations=1, temperature=0)
                turns += turns_of(deputy.answer(request, 120))
            for before, after in zip(turns, turns[1:]):
                # The last token of a reply is sampled and never evaluated, so it is not in the cache.
                kept = before["prompt"] + before["generated"] - 1
                self.assertGreaterEqual(after["cached"], kept - 1, turns)
            figures(f"{slots} slot(s)", turns=len(turns), prompt=sum(t["prompt"] for t in turns),
                    cached=sum(t["cached"] for t in turns))
            deputy.stop()
            real.stop()

    def test_stepped_shrinking_keeps_three_quarters_of_the_cache(self):
        for window, lines in ((4096, 4), (8192, 12)) if settings.full else ((4096, 4),):
            real = self.real(window)
            proxy = self.proxy(real, Cast({"read": reading(self.log, 29, lines)}))
            deputy = self.deputy(proxy.url)
            message = deputy.answer(deputy.agent_chat("read on", max_iterations=40), 300)
            self.assertEqual(message["result"]["structuredContent"]["type"], "final_answer", message)
            turns = turns_of(message)
            reused = sum(t["cached"] for t in turns) / sum(t["prompt"] for t in turns)
            steps = sum(after["cached"] < before["prompt"] - 8 for before, after in zip(turns, turns[1:]))
            figures(f"{window} tokens", turns=len(turns), shrunk=steps, reused=reused,
                    prompt=sum(t["prompt"] for t in turns))
            self.assertEqual(len(turns), 30)
            self.assertEqual(proxy.refusals, [])
            self.assertGreaterEqual(reused, 0.75 if settings.full else 0.7)
            deputy.stop()
            real.stop()

    def test_twelve_conversations_on_four_slots_evaluate_nothing_twice(self):
        names = [f"reader{i}" for i in range(12)]
        real = self.real(8192, 4)
        turns = 5 if settings.full else 3
        scripts = {name: reading(self.log, turns, 4 + i % 4) for i, name in enumerate(names)}
        proxy = self.proxy(real, Cast(scripts))
        deputy = self.deputy(proxy.url)
        begin = time.monotonic()
        requests = {deputy.agent_chat(f"{name} reads", context=f"Conversation {name}.", token=name) for name in names}
        queued = set()
        while requests:
            message = deputy.message(300)
            if message.get("method") == "notifications/progress" and "place" in message["params"]["message"]:
                queued.add(message["params"]["progressToken"])
            elif message.get("id") in requests:
                requests.remove(message["id"])
                self.assertEqual(message["result"]["structuredContent"]["type"], "final_answer", message)
        wall = time.monotonic() - begin
        deputy.stop()
        real.stop()
        evaluated = sum(turn["prompt"] - turn["cached"] for turn in proxy.turns)
        needed = {}
        for turn in proxy.turns:
            task = turn["messages"][1]["content"]
            needed[task] = max(needed.get(task, 0), turn["prompt"])
        ideal = self.seconds_of_four_clients(proxy.turns)
        figures("12 conversations on 4 slots", requests=len(proxy.turns), queued=len(queued), evaluated=evaluated,
                over_needed=evaluated / sum(needed.values()), seconds=wall, over_ideal=wall / ideal)
        self.assertEqual(len(queued), 8)
        self.assertLessEqual(self.most_at_once(proxy.turns), 4)
        # Which idle slot a new conversation gets is the server's choice; without the queue it would read twice as much.
        self.assertLessEqual(evaluated / sum(needed.values()), 1.05 if settings.full else 1.3)
        if settings.full:
            # The two are measured one after the other, so a build beside the first of them would be in the figure.
            self.assertLessEqual(wall / ideal, 1.4)

    @staticmethod
    def most_at_once(turns):
        edges = sorted([(t["begin"], 1) for t in turns] + [(t["end"], -1) for t in turns])
        most = now = 0
        for _, step in edges:
            now += step
            most = max(most, now)
        return most

    def seconds_of_four_clients(self, turns):
        """The same requests from four clients that do nothing between them: what the server itself needs."""
        real = self.real(8192, 4)
        waiting = {}
        for turn in turns:
            waiting.setdefault(turn["messages"][1]["content"], []).append(turn["messages"])
        queue = list(waiting.values())

        def client():
            while queue:
                for messages in queue.pop(0):
                    real.ask("/v1/chat/completions", {"messages": messages, "max_tokens": 1}, 600)

        begin = time.monotonic()
        clients = [threading.Thread(target=client) for _ in range(4)]
        for thread in clients:
            thread.start()
        for thread in clients:
            thread.join()
        return time.monotonic() - begin


def fine(messages):
    """What the model says to a greeting; other tasks are the real model's."""
    return "Hello." if messages[-1]["content"].endswith("Say hello.") else None


class Cancelling(WindowTest):
    """What the cancelled model would have said does not matter, but that it says it for long: no clock ends a task here."""

    def conversation(self, deputy):
        result = deputy.result(deputy.agent_chat("Say hello.", max_iterations=1), 120)
        self.assertEqual((result["type"], result["content"]), ("final_answer", "Hello."))
        return result["conversation_id"]

    def goes_on(self, deputy, conversation):
        result = deputy.result(deputy.agent_chat("Say hello.", conversation_id=conversation, max_iterations=1), 120)
        self.assertEqual((result["type"], result["content"]), ("final_answer", "Hello."))

    def cancel(self, deputy, request):
        begin = time.monotonic()
        deputy.send("notifications/cancelled", {"requestId": request}, is_notification=True)
        return begin

    def progress(self, deputy, request, text, limit=60):
        """Waits for a progress message that holds `text`."""
        while True:
            message = deputy.message(limit)
            if message.get("id") == request:
                self.fail(f"answered before it was cancelled: {json.dumps(message)[:500]}")
            if message.get("method") == "notifications/progress" and text in message["params"]["message"]:
                return

    def test_the_slot_is_free_at_once_while_the_model_writes(self):
        real = self.real(32768)

        def endless(request):
            # Under a grammar nothing may follow a call, and ignoring the end would be an error of the server.
            return request | {"ignore_eos": True, "max_tokens": 30_000}

        deputy = self.deputy(self.proxy(real, fine, endless).url, DEPUTY_GRAMMAR="off")
        conversation = self.conversation(deputy)
        times, floor = [], []
        for _ in range(5):
            request = deputy.agent_chat("An endless story.", token="t", conversation_id=conversation, max_iterations=1)
            self.progress(deputy, request, "the model writes")
            times.append(real.seconds_until_idle(self.cancel(deputy, request), 5) * 1000)
            floor.append(self.seconds_of_a_closed_socket(real) * 1000)
        self.goes_on(deputy, conversation)
        figures("cancelled while streaming", median_ms=sorted(times)[2], worst_ms=max(times),
                a_closed_socket_ms=sorted(floor)[2])
        # Unnoticed, the model would write for seconds.
        self.assertLess(min(times), max(50, 2 * min(floor)))
        self.assertLess(max(times), 1000)

    @staticmethod
    def seconds_of_a_closed_socket(real):
        """The least that a cancel can take: a client that does nothing but close its connection."""
        body = json.dumps({"messages": [{"role": "user", "content": "An endless story."}], "stream": True,
                           "ignore_eos": True, "max_tokens": 30_000}).encode()
        with socket.create_connection(real.address) as client:
            head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
            client.sendall(head.encode() + body)
            for _ in range(5):
                client.recv(1 << 16)
        return real.seconds_until_idle(time.monotonic(), 5)

    def test_the_server_stops_reading_a_few_batches_after_the_cancel(self):
        batch = 512
        real = self.real(32768, 1, "--set", f"n_batch={batch}", "--set", f"n_ubatch={batch}")
        proxy = self.proxy(real, fine)
        deputy = self.deputy(proxy.url)
        conversation = self.conversation(deputy)

        def begin(task, batches):
            """Starts a call and waits until so many batches are read; what the server said last."""
            proxy.progress.clear()
            request = deputy.agent_chat(task, conversation_id=conversation, max_iterations=1)
            self.until(lambda: len(proxy.progress) > batches, "the prompt is being read", 60)
            return request, proxy.progress[-1]

        for attempt in range(3):
            task = " ".join(f"word{attempt}{i}" for i in range(2000))
            request, progress = begin(task, 2)
            idle = real.seconds_until_idle(self.cancel(deputy, request), 30)
            # Asked again, the server says how far it had come: as far as its cache reaches.
            request, again = begin(task, 0)
            self.cancel(deputy, request)
            self.assertLess(real.seconds_until_idle(time.monotonic(), 30), 30)
            late = (again["cache"] - progress["processed"]) / batch
            figures("cancelled while reading", idle_ms=idle * 1000, batches_read_after=late,
                    of=(progress["total"] - progress["processed"]) / batch)
            # The server finds out at the end of its batch, when it may have begun the next one (a client that only
            # closes its socket waits as long); a busy machine may add one. Unnoticed, it would read all of them.
            self.assertLessEqual(late, 3)
        self.goes_on(deputy, conversation)

    def test_local_children_are_gone_and_the_conversation_goes_on(self):
        real = self.real(8192)
        marker = f"deputy-window-{uuid.uuid4().hex}"

        def script(messages):
            return fine(messages) or call("bash_command", command=f"sleep 77; : {marker}")

        deputy = self.deputy(self.proxy(real, script).url, DEPUTY_POLICY="full")
        conversation = self.conversation(deputy)
        times = []
        for _ in range(5):
            request = deputy.agent_chat("work", conversation_id=conversation)
            self.until(lambda: processes_with(marker), "the command runs")
            begin = self.cancel(deputy, request)
            self.until(lambda: not processes_with(marker), "the command is gone", 5)
            times.append((time.monotonic() - begin) * 1000)
        self.goes_on(deputy, conversation)
        figures("cancelled while a command runs", median_ms=sorted(times)[2], worst_ms=max(times))
        self.assertLess(min(times), 200)
        self.assertLess(max(times), 1500)

    def test_remote_children_are_gone_and_the_conversation_goes_on(self):
        sshd = SSHServer()
        self.addCleanup(sshd.stop)
        if "config" not in sshd.facts:
            self.skipTest(sshd.facts.get("skip", "sshd said nothing"))
        real = self.real(8192)
        mark = f"77.{random.randrange(10**9):09d}"
        hosts = ["h01", "h02", "h03"]

        def script(messages):
            return fine(messages) or call("ssh_exec", host="web", command=f"sleep {mark} & sleep {mark}")

        deputy = self.deputy(self.proxy(real, script).url, DEPUTY_SSH_CONFIG=sshd.facts["config"],
                             DEPUTY_HOST_POLICY="h0*=full", DEPUTY_HOST_GROUPS=f"web={','.join(hosts)}")
        conversation = self.conversation(deputy)
        times = []
        for _ in range(5):
            request = deputy.agent_chat("work", conversation_id=conversation)
            self.until(lambda: self.sleepers(mark) == 2 * len(hosts), "the commands run on every host of the group")
            begin = self.cancel(deputy, request)
            self.until(lambda: self.sleepers(mark) == 0, "the commands are gone", 10)
            times.append((time.monotonic() - begin) * 1000)
        self.goes_on(deputy, conversation)
        figures("cancelled while commands run on three hosts", median_ms=sorted(times)[2], worst_ms=max(times))
        self.assertLess(min(times), 200)
        self.assertLess(max(times), 200 if settings.full else 1500)

    @staticmethod
    def sleepers(mark):
        """The `sleep` processes themselves, not the shells that were asked for them."""
        count = 0
        for process in processes_with(mark):
            try:
                with open(f"/proc/{process}/comm") as file:
                    count += file.read() == "sleep\n"
            except OSError:
                pass
        return count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deputy", required=True, type=os.path.abspath)
    parser.add_argument("--full", action="store_true", help="the dearest cases too, and the promised limits of time")
    parser.add_argument("--megabytes", type=int, default=50, help="size of the log that is paged through (default 50)")
    parser.add_argument("--gigabyte", action="store_true", help="digest a log of 1 GB instead of 24 MB")
    _, rest = parser.parse_known_args(namespace=settings)
    unittest.main(argv=[sys.argv[0], *rest], testRunner=unittest.TextTestRunner(resultclass=SayingResult))


if __name__ == "__main__":
    main()
