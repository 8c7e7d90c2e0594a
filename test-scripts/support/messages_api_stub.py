"""A stand-in for the Anthropic Messages API on loopback: a scripted assistant that writes down what it was sent.

It lets the real Claude Code run without an account: the client connects to its MCP servers, sends what its model would
see, and gets the next turn of a script back. Which turn is played follows from the request itself: the number of user
messages with a tool result. Requests that offer no tools (a title for the session, say) get "ok".
"""

import json
import threading
import uuid
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class MessagesAPIStub:
    """The server. `turns` is a list of turns, a turn a list of {"text": …} or {"tool": name, "input": {…}}; or a function
    that makes one of the tool results that the model has seen.

    `requests` holds the body of every request to /v1/messages, in order.
    """

    def __init__(self, turns: list[list[dict] | Callable[[list[dict]], list[dict]]]):
        self.turns = turns
        self.requests: list[dict] = []
        self.lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"stub": self})
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"

    def __enter__(self) -> "MessagesAPIStub":
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.http.shutdown()
        self.http.server_close()

    def next_turn(self, body: dict) -> list[dict]:
        if not body.get("tools"):
            return [{"text": "ok"}]
        results = [tool_results(message) for message in body.get("messages", [])]
        played = sum(1 for found in results if found)
        turn = self.turns[played] if played < len(self.turns) else [{"text": "Done."}]
        return turn([result for found in results for result in found]) if callable(turn) else turn

    def conversation(self) -> list[dict]:
        """The messages of the longest request: what the model has seen in the end."""
        with_tools = [body for body in self.requests if body.get("tools")]
        return max((body["messages"] for body in with_tools), key=len, default=[])

    def seen_results(self) -> list[dict]:
        """The tool results as the model saw them, in order."""
        return [result for message in self.conversation() for result in tool_results(message)]


def tool_results(message: dict) -> list[dict]:
    content = message.get("content")
    if message.get("role") != "user" or not isinstance(content, list):
        return []
    return [block for block in content if isinstance(block, dict) and block.get("type") == "tool_result"]


def text_of(result: dict) -> str:
    """The text of a tool result, which the API allows as a string or as a list of blocks."""
    content = result.get("content", "")
    if isinstance(content, str):
        return content
    return "".join(block.get("text", "") for block in content)


def content_blocks(turn: list[dict]) -> list[dict]:
    blocks = []
    for part in turn:
        if "text" in part:
            blocks.append({"type": "text", "text": part["text"]})
        else:
            blocks.append({"type": "tool_use", "id": f"toolu_{uuid.uuid4().hex[:20]}",
                           "name": part["tool"], "input": part.get("input", {})})
    return blocks


class _Handler(BaseHTTPRequestHandler):
    stub: MessagesAPIStub
    protocol_version = "HTTP/1.1"

    def log_message(self, *_) -> None:
        pass

    def send_json(self, value) -> None:
        data = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        self.send_json({})

    def do_HEAD(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        if "count_tokens" in self.path:
            self.send_json({"input_tokens": max(1, len(raw) // 4)})
            return
        if not self.path.startswith("/v1/messages"):
            self.send_json({})
            return
        body = json.loads(raw)
        with self.stub.lock:
            self.stub.requests.append(body)
        blocks = content_blocks(self.stub.next_turn(body))
        message = {
            "id": f"msg_{uuid.uuid4().hex[:20]}", "type": "message", "role": "assistant",
            "model": body.get("model", "stub"), "content": blocks, "stop_sequence": None,
            "stop_reason": "tool_use" if any(block["type"] == "tool_use" for block in blocks) else "end_turn",
            "usage": {"input_tokens": len(raw) // 4, "output_tokens": 10,
                      "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0},
        }
        if body.get("stream"):
            self.stream(message)
        else:
            self.send_json(message)

    def stream(self, message: dict) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            for event in stream_events(message):
                self.wfile.write(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode())
        except OSError:
            pass  # the client has gone, which it may


def stream_events(message: dict):
    """The events of a streamed answer, each block in one delta."""
    yield {"type": "message_start", "message": {**message, "content": [], "stop_reason": None}}
    for index, block in enumerate(message["content"]):
        if block["type"] == "text":
            start, delta = {"type": "text", "text": ""}, {"type": "text_delta", "text": block["text"]}
        else:
            start = {**block, "input": {}}
            delta = {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
        yield {"type": "content_block_start", "index": index, "content_block": start}
        yield {"type": "content_block_delta", "index": index, "delta": delta}
        yield {"type": "content_block_stop", "index": index}
    yield {"type": "message_delta", "delta": {"stop_reason": message["stop_reason"], "stop_sequence": None},
           "usage": {"output_tokens": 10}}
    yield {"type": "message_stop"}
