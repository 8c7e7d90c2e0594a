"""A model server over TLS on the loopback: tls_server.py CERTIFICATE KEY FIXTURES. Prints its port."""
import socket
import ssl
import sys
import threading

certificate, key, fixtures = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
names = {"/v1/models": "llama.cpp/models", "/props": "llama.cpp/props", "/health": "llama.cpp/health"}
PIECE = b'data: {"choices":[{"delta":{"content":"first"}}]}\n\n'


def fixture(name):
    with open(f"{fixtures}/{name}.http", "rb") as file:
        return file.read()


def request(stream):
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = stream.recv(1)
        if not byte:
            return None, b"", b""
        head += byte
    fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:] if ": " in line)
    body = b""
    while len(body) < int(fields.get("Content-Length", 0)):
        body += stream.recv(65536)
    return head.split(b" ")[1].decode(), fields, body


def serve(connection):
    try:
        with context.wrap_socket(connection, server_side=True) as stream:
            path, fields, body = request(stream)
            if path is None:
                return
            if fields.get("Authorization") != "Bearer se\"sa\\me":
                stream.sendall(fixture("llama.cpp/unauthorized"))
            elif path in names:
                stream.sendall(fixture(names[path]))
            elif b"hang" in body:
                stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + PIECE)
                stream.recv(1)
            elif b"silent" in body:
                stream.recv(1)
            elif b"cut" in body:
                stream.sendall(fixture("llama.cpp/stream-stop")[:2500])
            else:
                # The head alone, one event byte by byte, then the rest: nothing may be held back on the way.
                answer = fixture("llama.cpp/stream-stop")
                for index in range(600):
                    stream.sendall(answer[index : index + 1])
                stream.sendall(answer[600:])
    except (OSError, ssl.SSLError):
        pass


listener = socket.create_server(("127.0.0.1", 0), backlog=64)
print(listener.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
