#!/usr/bin/env python3
"""The real llama.cpp HTTP server, started through the Python package xllamacpp.

xllamacpp holds llama.cpp's own server code with its own listener in one library; this file only translates
command-line options into its parameters. One line "READY <address> pid=<pid> load=<seconds>s" goes to standard
output when the model is loaded; llama.cpp's log goes to standard error. SIGTERM and SIGINT end the process.
"""

import argparse
import os
import signal
import threading
import time


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="llama-server", description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("-m", "--model", required=True, help="GGUF file")
    add("--host", default="127.0.0.1")
    add("--port", type=int, default=8080, help="0 takes a free one, which the READY line names")
    add("-c", "--ctx-size", type=int, default=8192, help="tokens, shared by the slots (default 8192)")
    add("-np", "--parallel", type=int, default=1, help="slots: requests served at once (default 1)")
    add("-t", "--threads", type=int, default=1, help="more than 1 only on idle cores: llama.cpp's threads spin")
    add("--alias", default="", help="name of the model in /v1/models")
    add("--api-key", action="append", default=[], help="demand this key (repeatable)")
    add("--chat-template-file", help="a Jinja chat template instead of the model's own")
    add("--metrics", action="store_true", help="serve /metrics")
    add("-v", "--verbosity", type=int, default=2)
    add("--set", action="append", default=[], metavar="NAME=VALUE",
        help="any other attribute of llama.cpp's CommonParams")
    return parser.parse_args()


def converted(text: str, like):
    """`text` as a value of the type of `like`, the attribute's present value."""
    if isinstance(like, bool):
        return text.lower() in ("1", "true", "on")
    return type(like)(text)


def parameters(options: argparse.Namespace, xllamacpp):
    """llama.cpp's parameters for these options: offline, no web page, jinja templates on."""
    params = xllamacpp.CommonParams()
    params.model.path = options.model
    params.hostnames = [options.host]
    params.port = options.port
    params.n_ctx = options.ctx_size
    params.n_parallel = options.parallel
    params.cpuparams.n_threads = options.threads
    params.cpuparams_batch.n_threads = options.threads
    if options.alias:
        params.model_alias = {options.alias}
    params.api_keys = options.api_key
    if options.chat_template_file:
        with open(options.chat_template_file, encoding="utf-8") as file:
            params.chat_template = file.read()
    params.use_jinja = True
    params.endpoint_metrics = options.metrics
    params.endpoint_slots = True
    params.verbosity = options.verbosity
    params.ui = False
    params.offline = True
    params.fit_params = False
    for assignment in options.set:
        name, _, value = assignment.partition("=")
        setattr(params, name, converted(value, getattr(params, name)))
    return params


def main() -> None:
    options = parse_arguments()
    if not os.path.isfile(options.model):
        raise SystemExit(f"llama-server: there is no model file {options.model}")
    started = time.monotonic()
    import xllamacpp  # late: --help and a missing file need no 100 MB library

    # C++ holds the main thread while the model loads, so Python's handlers could not run: die at once instead.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    server = xllamacpp.Server(parameters(options, xllamacpp))
    seconds = time.monotonic() - started
    print(f"READY {server.listening_address} pid={os.getpid()} load={seconds:.2f}s", flush=True)

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    os._exit(0)  # the destructor would wait for the listener's thread; there is nothing to save


if __name__ == "__main__":
    main()
