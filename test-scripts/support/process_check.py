"""What deputy does as a process: start, end, signals, children, faults of the model server and of tools.

    process_check.py --deputy PATH

The model server is a stand-in whose faults are scripted; commands run for real under DEPUTY_POLICY=full.
"""
import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time
import unittest
import uuid

from server_process import ServerProcess, processes_with
from stand_in_model import StandInModel, send_json

DEPUTY = ""


def call(command, **more):
    """The text of a call of bash_command."""
    return json.dumps({"tool": "bash_command", "arguments": {"command": command, **more}})


def task_of(request):
    return next(m["content"] for m in request["messages"] if m["role"] == "user")


def results_in(request):
    return sum(m["content"].startswith("Tool result") for m in request["messages"])


class ProcessTest(unittest.TestCase):
    def start(self, reply=lambda request, stream: stream.say("done"), slots=8, over="pipe", **environment):
        self.model = StandInModel(reply, slots)
        self.addCleanup(self.model.stop)
        environment = {"LLAMA_SERVER_URL": self.model.url, "DEPUTY_POLICY": "full"} | environment
        server = ServerProcess(DEPUTY, environment, over)
        self.addCleanup(server.stop)
        return server

    def start_command(self, command, marker=None, **environment):
        """A server with a call whose command runs; also the text by which its processes are found."""
        marker = marker or f"deputy-check-{uuid.uuid4().hex}"
        text = command.replace("MARK", marker)
        server = self.start(lambda request, stream: stream.say(call(text) if not results_in(request) else "over"),
                            **environment)
        server.initialize()
        request = server.agent_chat("work")
        self.until(lambda: processes_with(marker), "the command runs")
        return server, request, marker

    def until(self, condition, what, limit=5):
        end = time.monotonic() + limit
        while not condition():
            if time.monotonic() > end:
                self.fail(f"not within {limit} s: {what}")
            time.sleep(0.005)
        return limit - (end - time.monotonic())


class StartAndEnd(ProcessTest):
    def test_the_probe_of_claude_code_is_answered_at_once(self):
        for over in ("pipe", "socketpair"):
            server = self.start(over=over)
            meta = {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
                    "io.modelcontextprotocol/clientCapabilities": {}}
            answer = server.answer(server.send("server/discover", {"_meta": meta}))
            self.assertIn("2026-07-28", answer["result"]["supportedVersions"])
            self.assertLess(time.monotonic() - server.started, 1)

    def test_end_of_input_ends_the_process_with_status_0(self):
        for over in ("pipe", "socketpair"):
            server = self.start(over=over)
            server.initialize()
            server.close_input()
            seconds, status = server.seconds_to_exit()
            self.assertEqual(status, 0)
            self.assertLess(seconds, 1)

    def test_dev_null_as_input_ends_at_once(self):
        done = subprocess.run([DEPUTY], stdin=subprocess.DEVNULL, capture_output=True, timeout=5)
        self.assertEqual((done.returncode, done.stdout), (0, b""))

    def test_signals_and_end_of_input_during_a_call_leave_nobody_behind(self):
        def end_of_input(server):
            server.close_input()

        signals = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]
        ends = [lambda s, number=number: os.kill(s.pid, number) for number in signals] + [end_of_input]
        commands = ["sleep 77; : MARK", "trap '' TERM INT HUP; echo MARK; while :; do sleep 1; done",
                    "(setsid sleep 77 &) ; sh -c 'sleep 77; : MARK' & wait"]
        for end in ends:
            for command in commands:
                server, _, marker = self.start_command(command)
                end(server)
                seconds, status = server.seconds_to_exit()
                self.assertEqual(status, 0, command)
                self.assertLess(seconds, 0.5, command)
                self.until(lambda m=marker: not processes_with(m), "the children are gone", 1)

    def test_within_100_ms_it_is_gone_with_its_children(self):
        ends = {"SIGTERM": lambda s: os.kill(s.pid, signal.SIGTERM), "end of input": ServerProcess.close_input}
        for how, end in ends.items():
            took = []
            for _ in range(5):
                server, _, marker = self.start_command("exec sleep MARK", f"77.{uuid.uuid4().int % 10**9:09d}")
                begin = time.monotonic()
                end(server)
                self.assertEqual(server.seconds_to_exit()[1], 0)
                self.until(lambda m=marker: not processes_with(m), "the child is gone")
                took.append(time.monotonic() - begin)
            # The least of several: a machine that does other work too adds to some of them, and not to all.
            self.assertLess(min(took), 0.1, how)

    def test_a_broken_output_ends_the_process(self):
        server = self.start()
        server.initialize()
        server.child.stdout.close()
        server.send("ping")
        _, status = server.seconds_to_exit()
        self.assertEqual(status, 0)

    def test_a_call_and_a_bad_option_say_so(self):
        done = subprocess.run([DEPUTY, "--fast"], capture_output=True, text=True, timeout=5)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr, 'deputy has no option "--fast". Try deputy --help.\n')


class Run(ProcessTest):
    """deputy run: the loop in a terminal."""

    def run_task(self, reply, **how):
        self.model = StandInModel(reply)
        self.addCleanup(self.model.stop)
        environment = {"PATH": os.environ["PATH"], "HOME": "/", "LLAMA_SERVER_URL": self.model.url,
                       "DEPUTY_POLICY": "full"}
        child = subprocess.Popen([DEPUTY, "run", "work"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 env=environment, **how)
        self.addCleanup(child.stdout.close)
        return child

    def test_a_signal_ends_the_children_and_is_the_status(self):
        for number in [signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM]:
            marker = f"deputy-check-{uuid.uuid4().hex}"
            child = self.run_task(lambda request, stream: stream.say(call(f"sleep 77; : {marker}")),
                                  stderr=subprocess.DEVNULL)
            self.until(lambda m=marker: len(processes_with(m)) > 0, "the command runs")
            child.send_signal(number)
            self.assertEqual(child.wait(5), 128 + number)
            self.until(lambda m=marker: not processes_with(m), "the children are gone", 1)

    def test_nobody_who_reads_the_progress_costs_no_answer(self):
        reading, writing = os.pipe()
        os.close(reading)
        child = self.run_task(lambda request, stream: stream.say("the answer"), stderr=writing)
        os.close(writing)
        self.assertEqual(child.stdout.read(), b"the answer\n")
        self.assertEqual(child.wait(5), 0)


class Calls(ProcessTest):
    def test_ping_is_answered_while_calls_run(self):
        server, _, _ = self.start_command("sleep 77; : MARK")
        for _ in range(20):
            begin = time.monotonic()
            server.answer(server.send("ping"))
            self.assertLess(time.monotonic() - begin, 0.5)

    def test_a_cancel_ends_the_children_and_is_not_answered(self):
        server, request, marker = self.start_command("sleep 77; : MARK")
        server.send("notifications/cancelled", {"requestId": request, "reason": "test"}, is_notification=True)
        self.until(lambda: not processes_with(marker), "the command is gone", 1)
        server.answer(server.send("ping"))
        self.assertFalse([m for m in server.seen if m.get("id") == request])
        server.agent_chat("again")
        self.until(lambda: processes_with(marker), "the next call runs its command")

    def test_a_cancel_closes_the_model_stream_and_the_conversation_goes_on(self):
        hang = threading.Event()

        def reply(request, stream):
            if "hang" in request["messages"][-1]["content"]:
                stream.text("thinking")
                hang.set()
                stream.wait_for_close()
            stream.say("fine")

        server = self.start(reply)
        server.initialize()
        first = server.result(server.agent_chat("hello"))
        request = server.agent_chat("hang", conversation_id=first["conversation_id"])
        self.assertTrue(hang.wait(5))
        begin = time.monotonic()
        server.send("notifications/cancelled", {"requestId": request}, is_notification=True)
        self.until(lambda: self.model.closed_by_client, "the model server sees the close", 1)
        self.assertLess(self.model.closed_by_client[0] - begin, 0.2)
        again = server.result(server.agent_chat("hello", conversation_id=first["conversation_id"]))
        self.assertEqual((again["type"], again["content"]), ("final_answer", "fine"))

    def test_a_thousand_calls_at_once_are_all_answered(self):
        server = self.start(slots=16)
        server.initialize()
        threading.Thread(target=lambda: [server.agent_chat(f"task {i}") for i in range(1000)], daemon=True).start()
        answers = 0
        while answers < 1000:
            message = server.message(30)
            if "id" in message and "method" not in message:
                answers += 1
                text = json.dumps(message)
                self.assertTrue("final_answer" in text or "at once" in text, text[:300])

    def test_a_storm_of_cancels_leaks_no_descriptor(self):
        server = self.start(lambda request, stream: (stream.text("x"), stream.wait_for_close()), slots=64)
        server.initialize()
        server.answer(server.send("ping"))
        before = server.descriptors()
        for _ in range(10):
            requests = [server.agent_chat("hang") for _ in range(30)]
            self.until(lambda: self.model.open_chats >= 10, "calls reach the model server")
            for request in requests:
                server.send("notifications/cancelled", {"requestId": request}, is_notification=True)
            self.until(lambda: self.model.open_chats == 0, "all streams are closed")
        server.answer(server.send("ping"))
        self.until(lambda: server.descriptors() <= before + 4, f"{before} descriptors again")

    def test_no_child_sees_the_secrets_of_the_environment(self):
        secrets = {"ANTHROPIC_API_KEY": "k1", "CLAUDE_CODE_MESSAGING_TOKEN": "k2", "GPG_PASSPHRASE": "k3",
                   "LLAMA_API_KEY": "k4", "SOME_TOKEN": "k5"}
        seen = []

        def reply(request, stream):
            if results_in(request):
                seen.append(request["messages"][-1]["content"])
                return stream.say("over")
            return stream.say(call("env; cat /proc/$$/environ | tr '\\0' '\\n'"))

        server = self.start(reply, **{name: f"secret-{value}" for name, value in secrets.items()})
        server.initialize()
        server.result(server.agent_chat("show"))
        self.assertTrue(seen)
        for name in secrets:
            self.assertNotIn(name, seen[0])
        self.assertNotIn("secret-k", seen[0])


class ModelFaults(ProcessTest):
    def fault(self, reply, expected, **environment):
        """A call that fails says so with `expected`, and the same conversation goes on when the server is well."""
        state = {"ill": False}

        def scripted(request, stream):
            return reply(request, stream) if state["ill"] else stream.say("well")

        server = self.start(scripted, **environment)
        server.initialize()
        first = server.result(server.agent_chat("hello"))
        self.assertEqual(first["content"], "well")
        state["ill"] = True
        failed = server.result(server.agent_chat("more", conversation_id=first["conversation_id"]))
        self.assertEqual(failed["type"], "error", failed)
        self.assertRegex(failed["content"], expected)
        state["ill"] = False
        again = server.result(server.agent_chat("more", conversation_id=first["conversation_id"]))
        self.assertEqual((again["type"], again["content"]), ("final_answer", "well"))

    def test_killed_in_mid_stream(self):
        self.fault(lambda request, stream: (stream.text("half an ans"), False)[1], "broke off")

    def test_killed_in_mid_prompt(self):
        def reply(request, stream):
            stream.event({"choices": [], "prompt_progress": {"total": 100, "cache": 0, "processed": 10, "time_ms": 1}})
            return False
        self.fault(reply, "broke off")

    def test_garbage_instead(self):
        self.fault(lambda request, stream: (stream.raw(b"SSH-2.0-OpenSSH_9.2\r\n" + os.urandom(64)), False)[1],
                   "did not answer as")

    def test_html_instead(self):
        def reply(request, stream):
            page = b"<html><body>It works!</body></html>"
            stream.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page) + page)
        self.fault(reply, "did not answer as.*HTML")

    def test_an_error_event_in_mid_stream(self):
        def reply(request, stream):
            stream.text("half")
            stream.event({"error": {"code": 500, "message": "the context is full", "type": "server_error"}})
            stream.raw(b"0\r\n\r\n")
        self.fault(reply, "the context is full")

    def test_server_errors_and_keys(self):
        def status(line, message):
            return lambda request, stream: send_json(
                stream.connection, {"error": {"code": int(line[:3]), "message": message}}, line)
        self.fault(status("500 Internal Server Error", "boom"), "HTTP 500.*boom")
        self.fault(status("401 Unauthorized", "Invalid API Key"), "LLAMA_API_KEY")
        self.fault(status("400 Bad Request", "odd request"), "HTTP 400.*odd request")

    def test_nobody_listens(self):
        server = self.start(LLAMA_SERVER_URL="http://127.0.0.1:9")
        server.initialize()
        answer = server.result(server.agent_chat("hello"))
        self.assertEqual(answer["type"], "error")
        self.assertIn("Cannot reach the model server at http://127.0.0.1:9", answer["content"])

    def test_a_wrong_address_is_named(self):
        server = self.start(LLAMA_SERVER_URL="localhost:8080")
        _, status = server.seconds_to_exit()
        self.assertEqual(status, 2)

    def test_loading_is_waited_for(self):
        begin = time.monotonic()

        def reply(request, stream):
            if time.monotonic() - begin < 1:
                send_json(stream.connection, {"error": {"message": "Loading model", "type": "unavailable_error",
                                                        "code": 503}}, "503 Service Unavailable")
            else:
                stream.say("loaded")

        server = self.start(reply)
        server.initialize()
        self.assertEqual(server.result(server.agent_chat("hello"))["content"], "loaded")


class ToolFaults(ProcessTest):
    def run_command(self, command, **more):
        """The text that the model gets of a command, and the time until the answer."""
        seen = []

        def reply(request, stream):
            if results_in(request):
                seen.append(request["messages"][-1]["content"])
                return stream.say("over")
            return stream.say(call(command, **more))

        server = self.start(reply)
        server.initialize()
        begin = time.monotonic()
        answer = server.result(server.agent_chat("work"), 60)
        self.assertEqual(answer["type"], "final_answer", answer)
        with open(f"/proc/{server.pid}/status") as file:
            peak = next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
        return seen[0], time.monotonic() - begin, peak

    def test_a_flood_of_a_gigabyte_is_cut_and_said(self):
        text, seconds, peak = self.run_command("head -c 1000000000 /dev/zero | tr '\\0' 'x'")
        self.assertLess(seconds, 30)
        self.assertLess(peak, 200_000)
        self.assertLess(len(text), 40_000)

    def test_a_hanging_command_is_ended_and_its_output_kept(self):
        text, seconds, _ = self.run_command("echo before; sleep 60", timeout=1)
        self.assertIn("before", text)
        self.assertLess(seconds, 8)

    def test_a_command_that_ignores_sigterm_is_killed(self):
        text, seconds, _ = self.run_command("trap '' TERM; echo stubborn; while :; do sleep 1; done", timeout=1)
        self.assertIn("stubborn", text)
        self.assertLess(seconds, 10)

    def test_a_grandchild_that_holds_the_pipe_delays_nothing(self):
        text, seconds, _ = self.run_command("(sleep 30 &) ; echo parent is done")
        self.assertIn("parent is done", text)
        self.assertLess(seconds, 5)

    def test_exit_code_and_both_streams_are_kept(self):
        text, _, _ = self.run_command("echo out; echo err >&2; exit 3")
        self.assertRegex(text.splitlines()[0], r"^Tool result \[1\] bash_command, exit 3, ")
        self.assertIn("out", text)
        self.assertIn("err", text)


def main():
    global DEPUTY
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deputy", required=True)
    options, rest = parser.parse_known_args()
    DEPUTY = os.path.abspath(options.deputy)
    unittest.main(argv=[sys.argv[0], *rest], verbosity=1)


if __name__ == "__main__":
    main()
