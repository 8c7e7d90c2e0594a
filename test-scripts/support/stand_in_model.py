"""A stand-in for llama-server whose replies a test decides, for faults that a healthy server never shows."""
import json
import socket
import threading
import time


class StandInModel:
    """Listens on the loopback; `reply` is called with each chat request and a `Stream` to answer it with."""

    def __init__(self, reply, slots=8, window=8192):
        self.reply = reply
        self.slots = slots
        self.window = window
        self.open_chats = 0
        self.closed_by_client = []
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            with connection, connection.makefile("rb") as reader:
                while self._answer(connection, reader):
                    pass
        except OSError:
            pass

    def _answer(self, connection, reader):
        request = reader.readline()
        if not request:
            return False
        length = 0
        while (line := reader.readline().strip()):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        body = reader.read(length)
        method, path = request.decode().split()[:2]
        return self.route(connection, method, path, body)

    def route(self, connection, method, path, body):
        """Answers one request; False ends the connection."""
        if path == "/v1/models":
            send_json(connection, {"object": "list", "data": [{"id": "stand-in", "owned_by": "llamacpp"}]})
        elif path == "/props":
            settings = {"n_ctx": self.window}
            send_json(connection, {"default_generation_settings": settings, "total_slots": self.slots})
        elif path == "/health":
            send_json(connection, {"status": "ok"})
        elif path == "/v1/chat/completions":
            return self._chat(connection, json.loads(body))
        else:
            send_json(connection, {"error": {"code": 404, "message": "File Not Found"}}, "404 Not Found")
        return True

    def _chat(self, connection, request):
        with self.lock:
            self.open_chats += 1
        stream = Stream(connection)
        try:
            return self.reply(request, stream) is not False
        except OSError:
            self.closed_by_client.append(time.monotonic())
            return False
        finally:
            with self.lock:
                self.open_chats -= 1

    def stop(self):
        self.listener.close()


class Stream:
    """One answer: server-sent events in chunks, as llama.cpp frames them."""

    def __init__(self, connection):
        self.connection = connection
        self.begun = False

    def begin(self):
        if not self.begun:
            self.begun = True
            head = "HTTP/1.1 200 OK\r\nServer: llama.cpp\r\nContent-Type: text/event-stream\r\n"
            self.raw((head + "Transfer-Encoding: chunked\r\n\r\n").encode())

    def raw(self, data):
        self.connection.sendall(data)

    def event(self, value):
        self.begin()
        data = b"data: " + (value if isinstance(value, bytes) else json.dumps(value).encode()) + b"\n\n"
        self.raw(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def text(self, text):
        self.event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]})

    def end(self, finish="stop"):
        self.event({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
        self.event({"choices": [], "usage": usage})
        self.event(b"[DONE]")
        self.raw(b"0\r\n\r\n")

    def say(self, text):
        """A whole answer."""
        self.text(text)
        self.end()

    def wait_for_close(self):
        """Returns when the client has closed the connection; the time stands in the exception's place."""
        if self.connection.recv(1) == b"":
            raise OSError("closed by the client")


def send_json(connection, value, status="200 OK"):
    body = json.dumps(value).encode()
    head = f"HTTP/1.1 {status}\r\nServer: llama.cpp\r\nContent-Type: application/json\r\n"
    connection.sendall((head + f"Content-Length: {len(body)}\r\n\r\n").encode() + body)
