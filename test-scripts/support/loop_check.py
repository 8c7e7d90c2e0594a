"""Tests of the loop without a real model server: its guards, the digest, and what many conversations cost."""
import json
import os
import re
import shutil
import subprocess
import time
import urllib.request

from scripted_readers import call
from stand_in_model import StandInModel
from window_test import WindowTest, figures, settings

REPEAT = call("bash_command", command="echo the same")
PANIC = "panic: out of memory on web2"


class Guarding(WindowTest):
    """Models that get nowhere: each ends within its bound, says something useful, and the conversation goes on."""

    def run_model(self, say, bound, **more):
        """The answer to a task whose model says `say(n)` on its n-th request; `bound` is the most requests."""
        state = {"requests": [], "well": False}

        def reply(request, stream):
            if state["well"]:
                return stream.say("I am well.")
            state["requests"].append(request["messages"])
            return say(len(state["requests"]), stream)

        model = StandInModel(reply)
        self.addCleanup(model.stop)
        deputy = self.deputy(model.url)
        result = deputy.result(deputy.agent_chat("Find out.", **more), 60)
        self.assertLessEqual(len(state["requests"]), bound)
        state["well"] = True
        again = deputy.result(deputy.agent_chat("And now?", conversation_id=result["conversation_id"]), 60)
        self.assertEqual((again["type"], again["content"]), ("final_answer", "I am well."))
        return result, state["requests"]

    def test_a_model_that_repeats_a_call_is_told_and_then_ended_with_what_is_known(self):
        result, requests = self.run_model(lambda n, stream: stream.say(REPEAT), 4)
        self.assertEqual(result["type"], "max_iterations")
        self.assertIn("asked for the same things again and again", result["content"])
        self.assertIn("the same", result["content"])
        self.assertIn("the same call gave the same result as result 1", requests[2][-1]["content"])

    def test_a_model_that_alternates_is_ended(self):
        say = lambda n, stream: stream.say(call("bash_command", command=f"echo {n % 2}"))
        result, _ = self.run_model(say, 5)
        self.assertEqual(result["type"], "max_iterations")
        self.assertIn("echo", json.dumps(result["tools_executed"]))

    def test_a_model_that_reads_the_same_lines_again_is_ended(self):
        path = os.path.join(self.folder, "notes.txt")
        with open(path, "w") as file:
            file.write("".join(f"line {i}\n" for i in range(40)))
        ranges = [(1, 40), (3, 20), (5, 9), (2, 8), (1, 7), (4, 6)]

        def say(n, stream):
            first, last = ranges[(n - 1) % len(ranges)]
            stream.say(call("read_file", file_path=path, start_line=first, end_line=last))

        result, requests = self.run_model(say, 4)
        self.assertEqual(result["type"], "max_iterations")
        self.assertIn("were shown before", requests[2][-1]["content"])

    def test_a_model_that_never_answers_ends_with_its_iterations(self):
        say = lambda n, stream: stream.say(call("bash_command", command=f"echo step {n}"))
        result, requests = self.run_model(say, 10)
        self.assertEqual((result["type"], len(requests)), ("max_iterations", 10))
        self.assertIn("all 10 iterations", result["content"])
        self.assertIn("\n\n[10] bash_command echo step 10, exit 0, 1 line:\nstep 10", result["content"])
        self.assertIn("This is your last step", requests[-1][-1]["content"])

    def test_a_model_that_sees_reason_gives_its_answer(self):
        say = lambda n, stream: stream.say(REPEAT if n < 4 else "It says: the same.")
        result, requests = self.run_model(say, 4)
        self.assertEqual((result["type"], result["content"]), ("final_answer", "It says: the same."))
        self.assertIn("answer now with what you know", requests[3][-1]["content"])

    def test_a_model_that_only_announces_is_nudged_once(self):
        result, requests = self.run_model(lambda n, stream: stream.say("I will now run df -h on web1."), 2)
        self.assertEqual((result["type"], len(requests)), ("final_answer", 2))
        self.assertIn("only announced a step", json.dumps(result.get("notes")))

    def test_a_model_that_falls_silent_is_asked_once_more(self):
        result, _ = self.run_model(lambda n, stream: stream.say(""), 2)
        self.assertEqual(result["type"], "error")
        self.assertIn("empty reply twice", result["content"])

    def test_reasoning_that_uses_up_the_reply_is_an_honest_error(self):
        def say(n, stream):
            stream.event({"choices": [{"index": 0, "delta": {"reasoning_content": "hm"}, "finish_reason": None}]})
            stream.end("length")

        result, _ = self.run_model(say, 2)
        self.assertEqual(result["type"], "error")
        self.assertIn("reasoning used up", result["content"])

    def test_three_broken_calls_end_with_the_parsers_sentence(self):
        broken = ['{"tool": "bash_command", "arguments": {"command": "echo', '{"tool": "rm_rf", "arguments": {}}',
                  '{"tool": "read_file", "arguments": {"start_line": 7}}']
        for text in broken:
            result, _ = self.run_model(lambda n, stream, t=text: stream.say(t), 3)
            self.assertEqual(result["type"], "error", text)
            self.assertIn("3 broken tool calls in a row", result["content"])


class Asking(WindowTest):
    def test_while_a_human_thinks_others_use_the_slot(self):
        def reply(request, stream):
            last = request["messages"][-1]["content"]
            if "Tidy up." in last:
                return stream.say(call("bash_command", command="rm -f notes.old"))
            stream.say("Tidied." if last.startswith("Tool result") else "Hello.")

        model = StandInModel(reply, slots=1)
        self.addCleanup(model.stop)
        deputy = self.deputy(model.url, {"elicitation": {}}, DEPUTY_POLICY="ask")
        path = os.path.join(self.folder, "notes.old")
        open(path, "w").close()
        request = deputy.agent_chat("Tidy up.")
        question = deputy.message()
        self.assertEqual(question["method"], "elicitation/create")
        self.assertIn("rm -f notes.old", question["params"]["message"])
        for _ in range(3):
            self.assertEqual(deputy.result(deputy.agent_chat("Say hello."))["content"], "Hello.")
        self.assertTrue(os.path.exists(path))
        answer = {"action": "accept", "content": {"decision": "run once"}}
        deputy.write(json.dumps({"jsonrpc": "2.0", "id": question["id"], "result": answer}).encode() + b"\n")
        self.assertEqual(deputy.result(request)["content"], "Tidied.")
        self.assertFalse(os.path.exists(path))


class Keeping(WindowTest):
    def test_conversations_cost_little_beyond_their_text(self):
        model = StandInModel(lambda request, stream: stream.say("fine"))
        self.addCleanup(model.stop)
        deputy = self.deputy(model.url)
        task = "x" * 200

        def hold(count):
            for _ in range(count):
                deputy.result(deputy.agent_chat(task))
            with open(f"/proc/{deputy.pid}/status") as file:
                return next(int(line.split()[1]) * 1024 for line in file if line.startswith("RssAnon"))

        more = 9_700 if settings.full else 700
        before, after = hold(300), hold(more)
        # Each holds its task and its answer; the system message is one for all.
        each = (after - before) / more - len(task) - len("fine")
        figures("a conversation beyond its text", conversations=300 + more, bytes=each)
        self.assertLess(each, 4096)
        hold(5)
        listed = deputy.answer(deputy.send("tools/call", {"name": "list_conversations", "arguments": {}}))
        self.assertEqual(listed["result"]["structuredContent"]["total"], min(305 + more, 10_000))

    def test_a_step_with_a_megabyte_of_history_costs_little_beyond_sending_it(self):
        bodies = []

        def reply(request, stream):
            bodies.append(request)
            steps = len([m for m in request["messages"] if m["role"] == "assistant"])
            stream.say(call("bash_command", command=f"echo {steps}") if steps < 9 else "over")

        model = StandInModel(reply, window=4 << 20)
        self.addCleanup(model.stop)
        deputy = self.deputy(model.url)
        line = '2026-11-21T00:00:07Z host7 app[%d]: level=warn msg="slow request" took=%dms\n'
        history = "".join(line % (i, i % 997) for i in range(14_000))
        # Processor time, since a wall clock on a busy machine measures the others.
        cost = {}
        for name, context in (("short", "x"), ("long", history)) * 3:
            begin = self.processor_seconds(deputy)
            result = deputy.result(deputy.agent_chat("Go.", context=context), 120)
            self.assertEqual((result["type"], len(result["tools_executed"])), ("final_answer", 9))
            cost[name] = cost.get(name, 0) + (self.processor_seconds(deputy) - begin) / 30
        begin = time.thread_time()
        for _ in range(10):
            sent = json.dumps(bodies[-1]).encode()
            urllib.request.urlopen(model.url + "/v1/chat/completions", sent).read()
        bare = (time.thread_time() - begin) / 10
        figures("processor time of a step", history_MB=len(history) / 1e6, short_ms=cost["short"] * 1000,
                long_ms=cost["long"] * 1000, a_bare_client_ms=bare * 1000,
                over_bare_client=(cost["long"] - cost["short"]) / bare)
        self.assertLess((cost["long"] - cost["short"]) / bare, 2.5)

    @staticmethod
    def processor_seconds(deputy):
        with open(f"/proc/{deputy.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Digesting(WindowTest):
    """Counts that grep, sort and uniq agree with, little memory, and about the speed of grep."""

    def write(self, path, size):
        """A log of `size` bytes: one block again and again, each time in another hour."""
        sentences = ["INFO request {} took {} ms", "INFO cache {} was hit {} times", "WARN disk {} is {} % full",
                     "ERROR connection {} lost after {} ms", "DEBUG poll {} found {}"]
        lines = []
        for i in range(200_000):
            text = sentences[i * i % 23 % 5].format(i * 7919 % 100_000, i % 997)
            lines.append(f"2026-11-20T00:{i // 60 % 60:02d}:{i % 60:02d}Z web1 app[{4000 + i % 9}]: {text}\n")
        block = "".join(lines).encode()
        with open(path, "wb") as file:
            for hour in range(max(size // len(block), 1)):
                file.write(block.replace(b"T00:", b"T%02d:" % (hour % 24)))
            file.write(b"2026-11-21T00:00:00Z web2 kernel: " + PANIC.encode() + b"\n")

    def test_the_counts_are_those_of_grep_sort_and_uniq(self):
        size = (1 << 30) if settings.gigabyte else (24 << 20)
        if shutil.disk_usage(self.folder).free < 5 * size:
            self.skipTest("not enough room for the log")
        path = os.path.join(self.folder, "generated.log")
        self.write(path, size)
        text, seconds, peak = self.timed([settings.deputy, "digest", path])
        _, newline, _ = self.timed(["grep", "-c", "", path])
        errors, error, _ = self.timed(["grep", "-c", "ERROR", path])
        figures("digest", MB=os.path.getsize(path) / 1e6, seconds=seconds, peak_MiB=peak / 2**20,
                grep_c_all_seconds=newline, grep_c_ERROR_seconds=error, speed_of_grep_all=newline / seconds,
                speed_of_grep_ERROR=error / seconds)
        self.assertLess(peak, 64 << 20)
        self.assertIn(f"{int(errors):,} error", text)
        self.assertIn(PANIC, text)
        self.assertIn("from 2026-11-20T00:00:00 to 2026-11-21T00:00:00", text)
        self.assertEqual(self.digested(text), self.counted(path))
        lines = int(subprocess.check_output(["wc", "-l", path]).split()[0])
        self.assertTrue(text.startswith(f"{lines:,} lines, {os.path.getsize(path):,} bytes"), text[:200])
        os.remove(path)

    @staticmethod
    def timed(command):
        """Output, wall seconds and peak memory of a command; the second run counts, when the file is in memory."""
        for _ in range(2):
            begin, peak = time.monotonic(), 0
            child = subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"LC_ALL": "C"})
            # The peak of rusage would be this process's own, which the child had before it became the command.
            while child.poll() is None:
                with open(f"/proc/{child.pid}/status") as file:
                    peak = max([peak, *(int(line.split()[1]) for line in file if line.startswith("VmHWM"))])
                time.sleep(0.002)
            seconds = time.monotonic() - begin
            output = child.stdout.read().decode()
            child.stdout.close()
        return output, seconds, peak * 1024

    @staticmethod
    def digested(text):
        counts = re.findall(r"^  ([\d,]+)× app\[<\*>\]: (\w+ \w+).* \(lines", text, re.M)
        return {message: int(count.replace(",", "")) for count, message in counts}

    @staticmethod
    def counted(path):
        script = r"sed -nE 's/.*app\[[0-9]+\]: ([A-Z]+ [a-z]+) .*/\1/p' " + path + " | LC_ALL=C sort | uniq -c"
        output = subprocess.check_output(["sh", "-c", script]).decode()
        return {message: int(count) for count, message in re.findall(r"(\d+) (\w+ \w+)", output)}
