"""Failed logins by address."""

from ..conversation import Conversation
from ..wording import listing, quotes, worded

FAILED = "(failed logins|failed login attempts|failed SSH logins|failed password attempts|login failures|failed ssh login attempts|failed authentications|wrong passwords|unsuccessful logins)"
FORMS = [
    "(top|worst) (addresses|IPs|sources|attackers|offenders) (with|by|of) (failed logins|login failures|failed passwords) (in|of|from) {f} {at}",
    "(report|list|give me|show|count) [the] (failed login attempts|failed logins|login failures|failed passwords) (by|per|for each) (IP|address|source|IP address|client) (in|of|from) {f} {at}",
    "from (which|what) (addresses|IPs|hosts|sources) (do people|did people|does somebody|do attackers) (guess passwords|try to log in|fail to log in|break in)(, see|, according to| according to| in) {f} {at}",
    "(whose|which) logins (fail|failed) (most|most often|repeatedly) (in|according to) {f} {at}?",
    "(look|check|search) (for|after) (SSH brute force|brute force|password guessing|break-in attempts|attacks) (in|according to) {f} {at}",
    "(is|was) (somebody|anybody|someone) (guessing passwords|trying to break in|attacking us|brute forcing) (in|according to) {f} {at}?",
    "(failed|wrong) (logins|passwords) (by|per) (IP|address) {f} {at}",
    "who (fails|failed|keeps failing) to log in (according to|in) {f} {at}?",
    "(analyse|check) {f} {at} for failed (logins|passwords) (by|per) (address|IP)",
    f"<show> [the|all] {FAILED} <in> {{f}} {{at}} [(by|per) (IP|address|IP address|source|client)]",
    f"(which|what) (addresses|IP addresses|IPs|clients|hosts) (have|had|caused|cause|made|produce) [the most|most] {FAILED} (in|according to) {{f}} {{at}}?",
    f"<check> {{f}} {{at}} for ({FAILED}|break-in attempts|brute force attempts|brute-force attacks|password guessing|intruders|attackers|attacks)",
    f"<count> [the] {FAILED} (per|by) (IP|address|IP address) <in> {{f}} {{at}}",
    f"where do the {FAILED} <in> {{f}} {{at}} come from?",
    "who (tries|tried|attempts|is trying) to (log in|break in|guess passwords|get in) (according to|in) {f} {at}?",
    "(who|which IPs) (attack us|attacks|is attacking|are attacking) (according to|in) {f} {at}?",
    f"how many {FAILED} (are|are there) in {{f}} {{at}} [per IP|by address]?",
    f"(top|most frequent|main) (addresses|IPs|sources) (with|of) {FAILED} in {{f}} {{at}}",
]
NEW = [
    "Top addresses with failed logins in {f} {at}?",
    "Report failed login attempts by IP in {f} {at}.",
    "From which addresses do people guess passwords, see {f} {at}.",
    "Whose logins failed most in {f} {at}? List the IPs.",
    "Look for SSH brute force in {f} {at}, by address.",
]
NO_FILE = [
    f"<show> [the] {FAILED} {{at}} [(by|per) (IP|address)]",
    f"were there {FAILED} {{at}}?",
    "(who|which addresses) (tried to log in|failed to log in|attack|are attacking SSH) {at}?",
    "<check> for (brute force|break-in) attempts {at}",
    f"(which|what) (IPs|addresses) have [the most] {FAILED} {{at}}?",
]
NO_FILE_NEW = ["Is somebody guessing passwords {at}?", "Show me failed logins by address {at}."]


def write(conversation: Conversation) -> None:
    chance = conversation.chance
    if chance.happens(0.25):
        file = "/var/log/auth.log"
        conversation.user(worded(chance, NO_FILE, NO_FILE_NEW, conversation.host))
    else:
        file = chance.one("/var/log/auth.log", "/var/log/auth.log", "/var/log/secure", chance.log(), chance.log())
        conversation.user(worded(chance, FORMS, NEW, conversation.host, f=file))
    conversation.subject = {"family": "logins", "file": file}
    conversation.run(
        f"grep 'Failed password' {file} | grep -oE '[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+' | sort | uniq -c | sort -rn | head -n 5"
    )
    if conversation.failed(file):
        return
    counts = chance.counts(chance.one(0, 1, 2, 3, 3, 3, 4, 5, 5))
    addresses = [chance.address() for _ in counts]
    rows = [f"{count:7} {address}" for count, address in zip(counts, addresses)]
    conversation.last_result(rows)
    if not rows:
        conversation.answer(f"I found no failed login in {file}{conversation.at}.")
        return
    shown = list(zip(counts, addresses))[:3]
    conversation.answer(
        f"The most failed logins in {file}{conversation.at}: {listing([f'{c} from {a}' for c, a in shown])}."
        + quotes(rows[:3])
    )
