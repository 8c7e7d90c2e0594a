"""One fact about a machine: uptime, load, memory, kernel, host name, processors, whether a service runs."""

from ..conversation import Conversation
from ..outputs import free, loadavg, uptime
from ..wording import quotes, worded
from ..vocabulary import SERVICES

FORMS = {
    "uptime": [
        "since (when|what time) (is|has) {w} (been up|been running|up|running)?",
        "when (did|was) {w} (last|) (boot|reboot|start|booted|rebooted|started) [and how long is it up]?",
        "(tell me|report|say|find out) how long {w} (is|has been) (up|running|online)",
        "how (long|many days) (is|has) {w} (been|) (up|running|online|alive)?",
        "uptime {w}",
        "(give|show) me the uptime of {w}",
        "how long ago (did {w} boot|was {w} started|was {w} rebooted)?",
        "<show> the uptime of {w}",
        "how long (has {w} been up|is {w} up|has {w} been running|did {w} run without a reboot)?",
        "what is the uptime of {w}?",
        "uptime (of|on|for) {w}?",
        "since when is {w} (running|up)?",
        "when (did {w} boot|was {w} (rebooted|booted|restarted|started) [last])?",
        "<check> how long {w} (is|has been) (up|running)",
        "<check> the uptime of {w}",
    ],
    "load": [
        "(how|is) (hard|much) (is|does) {w} (working|have to do)?",
        "(give|tell|show) me the load (average|) (of|on) {w}",
        "how much load (is|is there|do we have) on {w}?",
        "load {w}",
        "load average {w}",
        "(what|which) load (does {w} have|has {w}|is on {w})?",
        "(how|is) the (CPU|processor) (load|usage) (of|on) {w}?",
        "is {w} (overloaded|swamped|very busy)?",
        "(what is|<show>|<check>) the (load|load average|system load|CPU load) (of|on) {w}",
        "how (busy|loaded) is {w}?",
        "(load|load average|CPU load) (of|on) {w}?",
        "is {w} (busy|under load|overworked|idle)?",
        "how (high|big) is the load (of|on) {w}?",
    ],
    "memory": [
        "how much of the (RAM|memory) (of|on) {w} is (in use|used|free|taken|available)?",
        "(tell|show|give) me the memory (usage|use|situation) (of|on) {w}",
        "does {w} (have|still have) (enough|free) (memory|RAM) [left]?",
        "memory {w}",
        "free memory {w}",
        "RAM {w}",
        "how much (RAM|memory) is (free|left|available|used) (on|of) {w}?",
        "(is|will) {w} (running|run) out of (memory|RAM)?",
        "how (full|big) is the (memory|RAM) (of|on) {w}?",
        (
            "(<show>|<check>) [the] (memory usage|memory|RAM|free memory|memory use|RAM usage|available memory) "
            "(of|on) {w}"
        ),
        "how much (free|used|available) (memory|RAM) (does {w} have|is left on {w}|is on {w}|has {w})?",
        "how much (memory|RAM) (does {w} (have|use)|is (left|free|used|available) on {w}|has {w})?",
        "(memory|RAM|memory usage|free memory) (of|on) {w}?",
        "is there enough (memory|RAM) [left] on {w}?",
        "is {w} (short of|low on|running out of) (memory|RAM)?",
        "what is the memory (usage|situation|state|consumption) (of|on) {w}?",
        "how is the memory on {w}?",
    ],
    "kernel": [
        "(tell|show|give) me the kernel (version|release|) (of|on) {w}",
        "(with|under) (which|what) kernel (does {w} run|was {w} booted|is {w} running|did {w} boot)?",
        "(what|which) Linux (is|runs|is running) on {w}?",
        "kernel {w}",
        "kernel version {w}",
        "uname -r on {w}",
        "how (old|new) is the kernel (of|on) {w}?",
        "(<show>|<check>) the (kernel|kernel version|kernel release|Linux kernel|Linux version) (of|on) {w}",
        (
            "(which|what) (kernel|kernel version|Linux kernel|kernel release|Linux version) (runs on {w}|is "
            "running on {w}|does {w} (have|run|use)|is on {w}|is installed on {w})?"
        ),
        "(kernel|kernel version|uname) (of|on) {w}?",
        "what version is the kernel (of|on) {w}?",
    ],
    "name": [
        "(give|tell) me the (host name|hostname) (of|that) {w} [has|uses]",
        "how (is|does) {w} (called|call itself|named)?",
        "(what|which) is the name of {w}?",
        "hostname {w}",
        "what name (does|has) {w} [have|go by]?",
        "(what is|<show>|<check>) the (hostname|host name) (of|on) {w}",
        "(which|what) (hostname|host name) does {w} (report|have|use)?",
        "(hostname|host name) (of|on) {w}?",
        "what is {w} called?",
        "what does {w} call itself?",
        "under which (hostname|name) does {w} run?",
    ],
    "cpu": [
        "(with|on) how many (cores|CPUs|processors) does {w} (come|run|work)?",
        "(tell|give) me (the number of|how many) (cores|CPUs|processors) (of|on|in) {w} [has|there are]",
        "(number|count) of (processors|CPUs|cores) (on|of|in) {w}",
        "how many (processors|cores|CPUs) (are|do we have|can we use) (on|in) {w}?",
        "cores {w}",
        "nproc on {w}",
        "how (big|strong) is the CPU of {w}, how many cores?",
        (
            "how many (CPUs|CPU cores|cores|processors|cpus|threads) (does {w} have|are in {w}|has {w}|are on "
            "{w}|are there in {w})?"
        ),
        "(CPU count|number of CPUs|number of cores|core count|processors|cores) (of|on|in) {w}?",
        "<count> the (cores|CPUs|processors) (of|on|in) {w}",
        "<show> the number of (CPUs|cores|processors|CPU cores) (of|on|in) {w}",
        "what number of (cores|CPUs) does {w} have?",
    ],
    "service": [
        "(tell me|find out|say|report|look|see) (whether|if) [the service] {s} is (up|running|active|alive|down|stopped) on {w}",
        "(has|did) the [service] {s} [service] (stopped|stop|died|die|crash|crashed|fail|failed) on {w}?",
        "(is|are) [the] {s} (up and running|still up|still alive|OK|healthy) on {w}?",
        "{s} (running|active|up|status) on {w}?",
        "is [the] {s} (stopped|inactive|failed) on {w}?",
        "(service|systemctl) status (of|for|) {s} on {w}",
        "does [the service] {s} (still run|still work|work) on {w}?",
        "(<check>|<say>) (whether|if) [the service|the] {s} (is running|is active|runs|is up|is alive|works) on {w}",
        "is [the service|the] {s} [service|daemon] (running|active|up|alive|started|working) on {w}?",
        "<check> the (service|daemon|unit|state of|status of) {s} on {w}",
        "(what is|<show>) the (status|state) of [the] {s} [service] on {w}?",
        "(does|did) {s} (run|work|start) on {w}?",
        "(status|service status)( of |: ){s} on {w}?",
        "is {s} (down|dead|stopped|broken|still running) on {w}?",
    ],
}
NEW = {
    "uptime": ["Show the uptime of {w}.", "When did {w} boot, how long is it up?", "Since what time has {w} been up?"],
    "load": ["Load of {w}?", "Check the load on {w}.", "How hard is {w} working? Give the load average."],
    "memory": [
        "Show the memory usage on {w}.",
        "Is there enough memory left on {w}?",
        "How much of the RAM of {w} is in use?",
    ],
    "kernel": [
        "Show the kernel release of {w}.",
        "Tell me the kernel version of {w}.",
        "With which kernel was {w} booted?",
    ],
    "name": ["Hostname of {w}?", "How is {w} called?", "Give me the host name that {w} has."],
    "cpu": ["Number of processors on {w}?", "Count the cores of {w}.", "With how many cores does {w} come?"],
    "service": ["Tell me whether {s} is up on {w}.", "Does {s} run on {w}?", "Has the {s} service stopped on {w}?"],
}
HERE = {
    "uptime": ["uptime", "how long (are we|is it|has it been) up?", "since when are we running?"],
    "load": ["load average", "how (busy are we|high is the load)?", "what is the load?"],
    "memory": ["how much (memory|RAM) is (free|left|used|available)?", "memory usage", "do we have enough memory?"],
    "kernel": ["which kernel (is running|do we run|is this)?", "kernel version"],
    "name": ["what is the hostname?", "where am I, which host is this?"],
    "cpu": ["how many (CPUs|cores) (are there|do we have)?", "number of cores"],
    "service": ["is {s} running?", "<check> whether {s} runs", "does {s} run?", "status of the service {s}"],
}
COMMANDS = {
    "uptime": "uptime",
    "load": "cat /proc/loadavg",
    "memory": "free -m",
    "kernel": "uname -r",
    "name": "hostname",
    "cpu": "nproc",
    "service": "systemctl is-active {s}",
}
SHORT = {
    "uptime": ["uptime"],
    "memory": ["memory", "RAM"],
    "kernel": ["kernel", "kernel version"],
    "name": ["hostname", "host name"],
    "cpu": ["CPU count", "number of cores", "cores", "CPUs"],
    "load": ["load", "load average"],
}
AGAIN = [
    "And {i}?",
    "Then the {i}.",
    "What is the {i}?",
    "Tell me the {i} too.",
    "And what about its {i}?",
    "And the {i}?",
    "What about its {i}?",
    "And its {i}?",
    "Now the {i}, please.",
    "Also the {i}?",
    "Its {i}?",
    "And what is its {i}?",
    "The {i} too, please.",
    "{i}?",
    "Show its {i} as well.",
    "I also need the {i}.",
    "What about the {i}?",
]
OTHER_HOST = [
    "And for {h}?",
    "And the same on {h}.",
    "{h} too.",
    "What is it on {h}?",
    "Now for {h}, please.",
    "And on {h}?",
    "And {h}?",
    "What about {h}?",
    "The same for {h}.",
    "Same question for {h}.",
    "Now {h}.",
    "And how is it on {h}?",
    "Do the same on {h}.",
    "{h}?",
    "Ask {h} too.",
    "Also on {h}, please.",
    "How about {h}?",
    "Now the same on {h}.",
]


def capital(text: str) -> str:
    return "This machine" if text == "this machine" else text


def machine_word(conversation: Conversation) -> str:
    """What a task calls the machine."""
    chance = conversation.chance
    if conversation.host:
        lead = (
            chance.one("", "", "", "", "", "host ", "the host ", "server ", "the server ")
            if not chance.new_wordings
            else ""
        )
        return lead + conversation.host
    if chance.new_wordings or chance.happens(0.5):
        return "this machine"
    return chance.one(
        "this computer",
        "the local machine",
        "this host",
        "this server",
        "this system",
        "my machine",
        "our machine",
        "the machine you run on",
        "localhost",
        "this box",
        "the local host",
        "the system",
    )


def write(conversation: Conversation, kind: str | None = None) -> None:
    chance = conversation.chance
    kind = kind or chance.one("uptime", "memory", "kernel", "name", "service", "cpu", "load")
    service = chance.pick(SERVICES) if chance.happens(0.6) else chance.name()
    forms = HERE if not conversation.host and not chance.new_wordings and chance.happens(0.2) else FORMS
    conversation.user(worded(chance, forms[kind], NEW[kind], None, w=machine_word(conversation), s=service))
    finish(conversation, kind, service)


def again(conversation: Conversation, kind: str) -> None:
    """Another fact about the same machine."""
    chance = conversation.chance
    conversation.user(chance.random.choice(AGAIN).replace("{i}", chance.random.choice(SHORT[kind])))
    finish(conversation, kind)


def ask_other_host(conversation: Conversation) -> None:
    """The same question, put to another host."""
    conversation.host = conversation.any_host()
    conversation.user(conversation.chance.random.choice(OTHER_HOST).replace("{h}", conversation.host))


def finish(conversation: Conversation, kind: str, service: str = "") -> None:
    chance, machine = conversation.chance, conversation.machine
    conversation.subject = {"family": "facts", "kind": kind, "service": service}
    also = [conversation.command_call("uptime")] if kind == "load" else None
    conversation.run(COMMANDS[kind].replace("{s}", service), also)
    if conversation.failed():
        return
    if kind == "uptime":
        line, up, loads = uptime(chance)
        conversation.last_result([line])
        conversation.answer(f"{capital(machine)} is up {up}, load average {loads}." + quotes([line]))
        return
    if kind == "load":
        line, loads = loadavg(chance)
        conversation.last_result([line])
        conversation.answer(f"The load average of {machine} is {loads}." + quotes([line]))
        return
    if kind == "memory":
        lines, numbers = free(chance)
        conversation.last_result(lines)
        conversation.answer(
            f"{capital(machine)} uses {numbers[1]} of {numbers[0]} MB of memory, {numbers[5]} MB are available."
            + quotes([lines[1]])
        )
        return
    if kind == "service" and chance.happens(0.12):
        _no_systemd(conversation, service)
        return
    value = _value(conversation, kind)
    conversation.last_result([value], chance.one(3, 4) if value in ("inactive", "failed", "unknown") else 0)
    text = {
        "kernel": f"{capital(machine)} runs kernel {value}.",
        "name": f"The hostname of {machine} is {value}.",
        "cpu": f"{capital(machine)} has {value} CPU cores.",
        "service": f"The service {service} on {machine} is {value}.",
    }[kind]
    conversation.answer(text + quotes([value]))


def _no_systemd(conversation: Conversation, service: str) -> None:
    """In a container systemctl prints two lines about itself and nothing about the service."""
    chance = conversation.chance
    lines = [
        f"System has not been booted with {chance.one('systemd', 'systemd', chance.word())} as init system (PID 1). "
        "Can't operate.",
        f"Failed to connect to {chance.one('bus', 'bus', 'system scope bus', chance.word())}: "
        + chance.one("Host is down", "No such file or directory", "Connection refused", chance.words(1, 3)),
    ][: chance.one(1, 2, 2, 2)]
    conversation.last_result(["[standard error:]", *lines], 1)
    conversation.answer(
        f"I could not tell whether {service} runs{conversation.at}: the command ended with exit 1." + quotes(lines[:1])
    )


def _value(conversation: Conversation, kind: str) -> str:
    chance, draw = conversation.chance, conversation.chance.random.randint
    if kind == "kernel":
        return f"{draw(3, 7)}.{draw(0, 19)}.{draw(0, 200)}" + chance.one(
            "", f"-{draw(0, 200)}-generic", "-" + chance.word(), "-amd64", "+", ".el9.x86_64"
        )
    if kind == "name":
        return chance.one(conversation.host or chance.name(), chance.name(), f"{chance.name()}.{chance.word()}.net")
    if kind == "cpu":
        return str(chance.one(1, 2, 4, 8, 16, 32, 64, 96, draw(1, 256)))
    return chance.one("active", "inactive", "failed", "unknown", "activating")
