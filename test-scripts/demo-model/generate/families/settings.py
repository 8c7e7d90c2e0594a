"""The value of a key in a settings file. A search that finds nothing says that the key is not there."""

from ..conversation import Conversation
from ..wording import quotes, worded
from .recent import shell_word

FORMS = [
    "what is {k} in {f} {at}?",
    "what is {k} in [the (file|config)] {f} {at}?",
    "(look up|find|get|show|read|check|report|tell me|give me) {k} (in|from) {f} {at}",
    "(look up|look for|find) {k} in [the (config|settings|file)] {f} {at}",
    "{k} in {f} {at}",
    "{k} in {f} {at}?",
    "(what|which) (is|value has|value does) {k} [have] (in|according to) {f} {at}?",
    "is there a {k} in {f} {at}?",
    "is {k} (set|configured|in|given) in {f} {at} [and to what]?",
    "(tell|give|show) me {k} (from|of|in) the (config|configuration|settings|settings file) {f} {at}",
    "how is {k} (set|configured|defined) (in|by|according to) [the (file|config)] {f} {at}?",
    "(I need|I want|we need|let me have) the (current |)(value|setting) (of|for) {k}[, it (is|stands|should be)] in {f} {at}",
    "(according to|in) {f} {at}, what is [the (value of|setting)] {k} [set to]?",
    "(has|did) {f} {at} (got|set|define) a value for {k}?",
    "(pull|get|fetch|extract|take|read) the [value of|setting|value for] {k} [setting|value|option] (out of|from|in) {f} {at}",
    "(look up|check|read) (the value of|the setting|what is set for|the option) {k} in {f} {at}",
    "what (have we|do we have|did we|did they) set {k} to in {f} {at}?",
    "which value is (set|given|used|configured) for {k} in {f} {at}?",
    "{f} {at}: (value|setting) of {k}[?]",
    "{k} (setting|value|option) (in|from) {f} {at}",
    "(read|open|look at) (the config|the configuration|the settings file|) {f} {at} and (tell me|report|give me|find|say) {k}",
    "(what|which) (setting|value) (of|for|has) {k} (is in|stands in|does one find in|do we have in) {f} {at}?",
    "does {f} {at} (say|tell|set|contain a value for|have) (anything about|something for|) the setting {k}?",
    (
        "(read|open|<check>) [the (file|config|settings)] {f} {at} and (<say>|find) [the (value of|setting|value "
        "for|entry for)] {k}"
    ),
    "(read|open|<check>) {f} {at} and <say> (what is set for|how it sets|the value of) {k}",
    (
        "<show> (the value of|the setting|the setting of|the option|the entry for|the value for|the key) {k} (in|"
        "from|of) [the (file|config|settings file|configuration)] {f} {at}"
    ),
    "(get|look up|report) {k} from [the (config|configuration)] {f} {at}",
    "what is (the value of|the setting|the value for) {k} (in|according to|inside) [the (file|config)] {f} {at}?",
    "what is {k} [set to] in [the (file|config)] {f} {at}?",
    "what value (has|does) {k} [have] in {f} {at}?",
    "(to what|to which value) is {k} set in {f} {at}?",
    "(which|what) {k} (is configured|is set|do we use|is used|is defined) in {f} {at}?",
    "what does {f} {at} (say for|set for|define as|have for|use for|say about the setting) {k}?",
    "is {k} (set|configured|defined|enabled|there) in {f} {at}?",
    "(value|setting) of {k} in {f} {at}",
    "{k} in {f} {at}, what is it set to?",
    "does {f} {at} (set|define|have a setting|have a value for|configure) {k}?",
    "<check> [the setting|the value of|the option] {k} in {f} {at}",
]
NEW = [
    "Tell me {k} from the config {f} {at}.",
    "How is {k} configured in {f} {at}?",
    "I need the current value of {k}, it is in {f} {at}.",
    "According to {f} {at}, what is {k}?",
    "Has {f} {at} got a value for {k}? Which?",
    "Pull the {k} setting out of {f} {at}.",
]
AGAIN = [
    "And {k}, what is it set to?",
    "How is {k} set?",
    "Then {k}.",
    "Which value has {k}?",
    "I also need {k}.",
    "And {k} in that file?",
    "And {k}?",
    "What about {k}?",
    "And the value of {k}?",
    "Now {k}, please.",
    "Also {k}.",
    "And what is {k} set to?",
    "The setting {k} too.",
]


def write(conversation: Conversation) -> None:
    chance = conversation.chance
    word = chance.word()
    file = chance.one(
        chance.file(".conf", ".ini", ".cfg", ".env", ".toml", ".yaml", ".yml", ".properties", ".json"),
        f"/etc/{chance.name()}.conf",
        f"/etc/{word}/{chance.one(word, chance.word())}.conf",
        "/etc/ssh/sshd_config",
        f"/etc/{word}rc",
        "/etc/hosts",
        f"/etc/default/{word}",
        f"/etc/{word}/config",
        chance.one("./", "./", "", word + "/") + chance.name() + chance.one(".conf", ".ini", ".yaml", ".toml"),
    )
    key = _key(conversation)
    conversation.user(worded(chance, FORMS, NEW, conversation.host, f=file, k=key))
    look_up(conversation, file, key)


def again(conversation: Conversation) -> None:
    key = _key(conversation)
    conversation.user(conversation.chance.random.choice(AGAIN).replace("{k}", key))
    look_up(conversation, conversation.subject["file"], key)


def _key(conversation: Conversation) -> str:
    chance = conversation.chance
    key = chance.word() + chance.one(
        "",
        "",
        "_" + chance.word(),
        "." + chance.word(),
        "-" + chance.word(),
        "_max",
        "_timeout",
        "_port",
        chance.word().capitalize(),
        "_" + chance.word() + "_" + chance.word(),
    )
    return chance.one(key, key, key, key.upper(), key.capitalize())


def look_up(conversation: Conversation, file: str, key: str) -> None:
    """Searches the file for the key, with the same command here and on a host."""
    chance = conversation.chance
    conversation.subject = {"family": "settings", "file": file}
    also = [
        conversation.command_call(f"grep -i {shell_word(key)} {file} | tail -n 3"),
        conversation.command_call(f"cat {file}"),
        {"tool": "read_file", "arguments": {"file_path": file}},
        conversation.command_call(f"grep {shell_word(key)} {file}"),
        {"tool": "grep_search", "arguments": {"pattern": key, "path": file}},
    ]
    also = [call for call in also if call["tool"] in conversation.tools]
    conversation.run(f"grep -i {shell_word(key)} {file}", also)
    searchable = not conversation.host and conversation.offers("grep_search")
    if conversation.failed(file, (lambda: _search_instead(conversation, file, key)) if searchable else None):
        return
    answer(conversation, file, key, False)


def _search_instead(conversation: Conversation, file: str, key: str) -> None:
    """The command was refused: the file tool finds the same lines, numbered."""
    conversation.call("grep_search", pattern=key, path=file)
    answer(conversation, file, key, True)


def answer(conversation: Conversation, file: str, key: str, numbered: bool) -> None:
    chance = conversation.chance
    lines = _matches(conversation, key, chance.one(0, 0, 1, 1, 1, 1, 1, 2, 3))
    if numbered:
        style, number = chance.one(
            "{n}:{l}", "{n}:{l}", "{n}:{l}", "{n}: {l}", "{f}:{n}:{l}", "{l}"
        ), chance.random.randint(1, 40)
        lines = [
            style.replace("{n}", str(number + 3 * i)).replace("{f}", file).replace("{l}", line)
            for i, line in enumerate(lines)
        ]
    shown = lines or (["No line matches."] if numbered and chance.happens(0.7) else [])
    conversation.last_result(shown, 0 if lines else 1)
    if not lines:
        conversation.answer(f"I found no {key} in {file}{conversation.at}.")
        return
    conversation.answer(f"{file}{conversation.at} sets {key}:" + quotes(lines))


def _matches(conversation: Conversation, key: str, how_many: int) -> list[str]:
    """The line that sets the key, and others in which it occurs."""
    chance = conversation.chance
    value = chance.one(
        str(chance.number()),
        chance.address(),
        chance.folder(),
        chance.one("true", "false", "on", "off", "yes", "no", "debug"),
        f"{chance.host()}:{chance.number()}",
        chance.word(),
        chance.words(2, 3),
        f"{chance.random.randint(1, 99)}{chance.one('s', 'M', 'm', 'MB', 'G')}",
        f'"{chance.name()}"',
    )
    sign = chance.one("=", " = ", ": ", " ", ":" + " " * chance.random.randint(2, 14), "\t")
    indent = chance.one("", "", "", "  ", "    ")
    lines = [indent + key + sign + value]
    while len(lines) < how_many:
        lines.append(
            chance.one(
                f"# {chance.words(0, 3)} {key} {chance.words(1, 3)}",
                f"#{key}{sign}{chance.number()}",
                f"{indent}{key}_{chance.word()}{sign}{chance.number()}",
            )
        )
    chance.random.shuffle(lines)
    return lines[:how_many]
