"""Stands between deputy and a real llama.cpp server: real counting, a real window and a real cache, scripted replies."""
import http.client
import json
import re
import select
import socket
import time
import urllib.parse

from stand_in_model import StandInModel, Stream


class ModelProxy(StandInModel):
    """Forwards everything; `script(messages)` may decide what the model says.

    A request whose reply is scripted goes to the real server all the same, with a reply of one token, so that the
    server proves that the prompt fits and reports what it found in its cache. Where the script returns None, the real
    reply is passed on, after `alter` has changed the request; `progress` has what it said of reading.
    """

    def __init__(self, upstream, script=lambda messages: None, alter=lambda request: request):
        self.upstream = urllib.parse.urlparse(upstream)
        self.script = script
        self.alter = alter
        self.turns = []
        self.refusals = []
        self.progress = []
        super().__init__(reply=None)

    def route(self, connection, method, path, body):
        if path == "/v1/chat/completions":
            request = json.loads(body)
            reply = self.script(request["messages"])
            if reply is None:
                return self._pass_on(connection, self.alter(request))
            return self._answer_for(connection, request, reply)
        client = self._client()
        client.request(method, path, body or None, {"Content-Type": "application/json"})
        answer = client.getresponse()
        self._relay(connection, answer, answer.read())
        client.close()
        return True

    def _client(self):
        client = http.client.HTTPConnection(self.upstream.hostname, self.upstream.port, timeout=600)
        client.connect()
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return client

    @staticmethod
    def _relay(connection, answer, body):
        head = f"HTTP/1.1 {answer.status} {answer.reason}\r\nServer: llama.cpp\r\nContent-Type: application/json\r\n"
        connection.sendall((head + f"Content-Length: {len(body)}\r\n\r\n").encode() + body)

    def _answer_for(self, connection, request, reply):
        started = time.monotonic()
        client = self._client()
        body = json.dumps(request | {"max_tokens": 1}).encode()
        client.request("POST", "/v1/chat/completions", body, {"Content-Type": "application/json"})
        answer = client.getresponse()
        if answer.status != 200:
            text = answer.read()
            self.refusals.append(text.decode())
            self._relay(connection, answer, text)
            return True
        stream, last = Stream(connection), {}
        for line in answer:
            if not line.startswith(b"data: {"):
                continue
            event = json.loads(line[6:])
            if "prompt_progress" in event:
                stream.event(event)
            last = event if "timings" in event else last
        client.close()
        timings = last["timings"]
        prompt = timings["cache_n"] + timings["prompt_n"]
        self.turns.append({
            "messages": request["messages"], "prompt": prompt, "cached": timings["cache_n"], "reply": reply,
            "max_tokens": request["max_tokens"], "begin": started, "end": time.monotonic()})
        stream.text(reply)
        stream.event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        stream.event({"choices": [], "timings": timings,
                      "usage": {"prompt_tokens": prompt, "completion_tokens": 1, "total_tokens": prompt + 1,
                                "prompt_tokens_details": {"cached_tokens": timings["cache_n"]}}})
        stream.event(b"[DONE]")
        stream.raw(b"0\r\n\r\n")
        return True

    def _pass_on(self, connection, request):
        """Byte for byte in both directions; whoever closes first closes the other side too."""
        body = json.dumps(request).encode()
        head = (f"POST /v1/chat/completions HTTP/1.1\r\nHost: {self.upstream.netloc}\r\nConnection: close\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n")
        with socket.create_connection((self.upstream.hostname, self.upstream.port)) as server:
            server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            server.sendall(head.encode() + body)
            while True:
                ready = select.select([connection, server], [], [])[0]
                if connection in ready:
                    return False
                data = server.recv(1 << 16)
                if not data:
                    return False
                self.progress += map(json.loads, re.findall(rb'"prompt_progress":({[^}]*})', data))
                connection.sendall(data)
