"""Tasks that the demo model cannot do: it says so, what it can do, and where a real model is set."""

from ..conversation import Conversation
from ..wording import worded

REFUSAL = (
    "I am the small demo model. I can read logs, count errors, look at disks, memory and load, list "
    "directories, search files, "
    "read settings and count lines. For other work, set LLAMA_SERVER_URL to a server with a larger model."
)

PROGRAM_VERBS = (
    "install|uninstall|remove|update|upgrade|set up|downgrade|reinstall|purge|build|compile|apt install|start|try out"
)
PROGRAMS = "vim|tmux|git|curl|btop|iotop|nmap|docker|python3|nginx|redis|screen|zsh|rsync|jq|top|strace|ncdu|glances"
# Near misses matter most: tasks about the same logs, hosts and files that change something or need judgement.
CHANGES = [
    f"({PROGRAM_VERBS}) ({PROGRAMS}) (on|from) {{h}}",
    f"({PROGRAM_VERBS}) ({PROGRAMS}|{{w}}) (here|for me|now|on this machine|from this machine)",
    f"({PROGRAM_VERBS}) the (package|program|newest version of|latest) ({PROGRAMS}|{{w}}) (on {{h}}|)",
    "restart {s} {at}",
    "(stop|kill|start|reload|disable|enable) [the service|the] {s} {at}",
    "(reboot|shut down|power off) {h}",
    "(install|update|upgrade|remove|uninstall) {w} [on {h}]",
    "(install|update|upgrade|remove|set up) (the package|the newest|) {w} {at}",
    "(delete|remove|erase|clean up) (all files in|everything under|the folder|old files from) {d} {at}",
    "(delete|remove) {f} {at}",
    "(move|rename|copy) {f} to {f2}",
    "(create|make|add) a (user|group|database|folder|cron job|backup|symlink|key) [called|named|for] {w} {at}",
    "(change|set|edit|update|replace) {k} (to|with) {n} in {f} {at}",
    "(write|save|put|append) {w} {w2} (to|into|in) {f}",
    (
        "(configure|set up|open|close) (a|the) (firewall|port {n}|proxy|VPN|load balancer|certificate|cluster|"
        "replication) {at}"
    ),
    "(deploy|roll out|release|ship|publish) {w} to {h}",
    "(migrate|move) {w} from {h} to {h2}",
    "(rotate|compress|truncate|empty) (the log|the file|) {f} {at}",
    "(mount|format|unmount|partition|resize) [the disk] {d} {at}",
    "(kill|stop) [the] process {n} {at}",
    "(chmod|chown) {f} {at}",
    "fix the (permissions|owner) of {f} {at}",
    "upgrade {h} to the newest release",
    "set the (hostname|time zone|password) {at}",
    "free [up] some (memory|disk space|space) {at}",
    "(back up|restore|sync|upload|download) {d} {at}",
    "clear the cache {at}",
    "block the address {n} {at}",
    "(add|remove) a line (to|from) {f}",
    "(commit|push|merge|rebase|pull) [the changes|the branch {w}]",
    "(kill|terminate|restart) everything {at}",
    "(make|let) {w} (administrator|owner|superuser|a member of {w2}) (on|of) {h}",
    "(bump|halve|double|decrease) {k} in {f} [by {n}] {at}",
    "(shorten|trim|blow up|split) {f} {at}",
    "(abort|postpone|cancel) the (job|update|migration|rollout|deployment) (on|of) {h}",
    "(take|get|put) {h} (down|online|offline|out of rotation)",
    "(drain|requeue|flush|reset) the (queue|backlog|table|cache) {w} {at}",
    "(reclaim|make|get back) [some|more] (room|space|memory|disk space) {at}",
    "(set|give) (it|the machine|{h}) a new (name|clock|locale|address|hostname)",
    "set (a|its|another) (hostname|name|time|locale|password|address) {at}",
    "(hand|assign|grant) {w} (the role|the rights|the permissions|a share) (of {w2}|) (on|at) {h}",
    "(exchange|switch|flip) (the|) (lines|users|sections|names) {w} and {w2} in {f} {at}",
    "(lower|raise) the (level|limit|priority|timeout) (of|for) {w} {at} [to {n}]",
]
CODE = [
    "(add|write) (tests|comments|logging|types|error handling) (to|for|in) {p}",
    "(rename|extract|inline|split) the (function|class|method|variable) {w} in {p}",
    "(turn|convert|make) {p} into (a library|a script|async code|a class|{w})",
    "(what is wrong with|is there a bug in|how good is) the code in {p}?",
    "(run|fix|write) the (tests|linter|build|benchmark) (in|of|for) {d}",
    "(create|make|write) a (new|small|simple) (project|app|website|bot|game) (in {d}|for {w}|with {w})",
    "(solve|fix|close) issue {n} (in|of) {w}",
    "refactor {p} [to use async code|for speed]",
    (
        "write a (unit test|test|function|script|program|class|module|parser) (for {p}|that sorts {w}|in Python|"
        "which reads {w})"
    ),
    "(fix|repair|debug) the (failing tests|bug|build|compile error) in {p}",
    (
        "(review|explain|improve|optimise|optimize|clean up|document|rewrite) [the code in|the function in|the "
        "query in] {p}"
    ),
    "(convert|port|translate) {p} to (Rust|Go|Swift|Java|Python)",
    "write [the] documentation for {d}",
    "(design|draw|model) a (database schema|class diagram|data model|REST API|user interface) for {w}",
    "find the bug in {p}",
    "(implement|add) a (feature|login page|cache|retry|button) (in|to) {p}",
    "write a regular expression (for|that matches) {w}",
    "generate (a Dockerfile|a Makefile|test data|SQL) for {w}",
    "what does the function {w} in {p} do?",
    "why does {p} (crash|fail|not compile)?",
    "make {p} faster",
    "write an SQL query (for|that finds) {w}",
    "complete the class {W} in {p}",
]
TALK = [
    "write a (poem|song|story|letter|mail|joke|speech|haiku) about {w}",
    "tell me a (joke|story) [about {w}]",
    "what is the capital of {W}?",
    "(explain|describe) (how {w} works|what {w} is|the difference between {w} and {w2}|recursion|TCP|what a log is)",
    "translate (this|{w} {w2}) into (French|German|Spanish|Latin)",
    "why is the sky blue?",
    "who (are you|is {W}|wrote {W})?",
    "what can you do?",
    "(hello|hi|hey|good day)[,|!] (who are you|what can you do|what are you|how are you|how do you do|nice to meet you|are you there)[?]",
    "(who|what) (are you|am I talking to|is this), (please|then|exactly)?",
    "(hello|hi|hey|good morning|thanks|thank you|bye|goodbye|how are you|ok|yes|no)[!|.]",
    "(solve|what is|calculate|compute) {n} (times|plus|minus|divided by) {n2}",
    "summarise the book {W}",
    "plan a trip to {W}",
    "which {w} should I (buy|choose|use|learn)?",
    "what do you think (about|of) {w}?",
    "is {w} better than {w2}?",
    "(recommend|suggest) a (book|name for {w}|database|film|tool)",
    "help[ me]",
    "what is the meaning of {w}?",
    "what is {w}?",
    "(good|nice) (morning|day|afternoon|night|to see you)",
    "(what|how) (do|would) you (feel|like|want|mean|think|dream of)?",
    "(do you|can you) (speak|understand|know|like|love) (French|German|{w}|me|music|{W})?",
    "(where|when|how) (is|was|did) {W} (found|born|built|invented|discovered|die)?",
    "(name|list) (the planets|three colours|the kings of {W}|the primes below {n}|good films|the months)",
    "(prove|show) that {n} is (prime|odd|even|a square)",
    "what is {n} (plus|minus|times|divided by|percent of) {n2}?",
    "(what|who) (won|scored|invented|discovered|painted|sang) {W}?",
    "(spell|pronounce|define|rhyme|conjugate) {w}",
    "(cook|bake|order|buy|book|bring) (me|us) (a|some|the) {w}",
    "(guess|imagine|pretend|roll a die|flip a coin|count to {n}|say {w})",
    "(what are|tell me) your (rules|instructions|secrets|name|tools|limits)",
    "I (feel|am|like|hate|love) {w}",
    "{w}?",
    "{W} {w} {w2}",
    "(generate|make up|invent) a (password|name|user name) [for {w}]",
    "draw a picture of {w}",
    "what (day|time) is it in {W}?",
    "(how old is|when was) {W} [born]?",
    "will it rain (tomorrow|today)?",
    "what is the weather in {W}?",
    "(sing|dance|play chess) [with me]",
    "{w} {w2} {n}",
    "how do I (learn|cook|use|install) {w}?",
    "can you help me with {w}?",
    "what is the best way to {w}?",
    "give me advice about {w}",
    "teach me {w}",
]
JUDGE = [
    "(compare|diff) {f} (with|and|to) {f2}",
    "(why|how come) (is {h} slow|does {w} crash|did {w} fail|is the load so high)?",
    "(predict|forecast|estimate) the (load|growth|disk usage|traffic) of {h} [for next week]",
    "which database should I choose for {w}?",
    "(send|write|forward|post) (an email|a message|the log|an alert) to {w}",
    "(plot|chart|graph|visualise|visualize) the (load|memory|errors) of {h}",
    "(find|search) {w} on the (web|internet)",
    "(open|browse|fetch|download) https://{w}.com/{w2}",
    "is {h} (secure|safe|hacked|compliant)?",
    "(scan|ping|trace|attack|port-scan) {h}",
    "what should we do about {w}?",
    "how can I (speed up|secure|tune|scale) {w}?",
    "(correlate|match) the (logs|errors) of {h} and {h2}",
    "(monitor|watch|keep an eye on) {h} (all day|until tomorrow|and call me)",
    "(translate|anonymise|encrypt|decrypt|sign) {f}",
    "(wait|sleep) for {n} minutes",
    "(analyse|explain|interpret) the (architecture|design|budget|contract) of {w}",
    "(train|fine-tune) a model on {d}",
    "find the root cause of the outage of {w}",
    "who changed {f} and why?",
    "(query|ask) the database {w} for {w2}",
    "how much does {w} cost?",
    "what will happen if I (restart|delete|stop) {w}?",
    "tune the kernel {at}",
    "schedule a meeting about {w}",
]
# Verbs that change, make, judge or send something; what they are about looks like what the other families ask for.
VERBS = (
    "archive|anonymise|activate|adapt|adjust|allow|append to|apply|approve|assign|attach|automate|ban|boot|"
    "bind|build|burn|buy|bypass|call|chain|chmod|clone|close|colour|combine|commit|compile|compress|configure|"
    "connect|convert|copy|correct|cut|cut down|deactivate|decode|decommission|decrypt|defragment|delete|deny|deploy|"
    "destroy|detach|disable|disconnect|discard|distribute|download|drop|duplicate|dump|edit|eject|email|empty|enable|"
    "enlarge|erase|escalate|expand|export|extend|fix|flush|fork|format|freeze|generate|grant access to|halt|hide|host|"
    "import|improve|initialise|inject|insert|install|invite|join|kill|launch|limit|link|load-balance|lock|log out|"
    "make|migrate|mirror|mock|modify|mount|move|mute|notify|optimise|overwrite|paste|patch|pause|pin|post|"
    "prepare|print on paper|promote|protect|provision|publish|pull|push|quarantine|reboot|rebuild|recompile|"
    "recover|redeploy|redesign|reduce|refresh|register|reinstall|reload|remove|reorder|repair|replicate|reset|"
    "resize|restart|restore|resume|revert|revoke|rewrite|roll back|rotate|sanitise|save|scale|schedule|seal|send|"
    "sell|share|shut down|sign|silence|simplify|simulate|split|squash|start|stop|store|strip|suspend|switch off|"
    "switch on|synchronise|tag|terminate|test|throttle|touch|train on|transfer|transform|translate|truncate|tune|"
    "turn off|turn on|unblock|uninstall|unlock|unmount|unzip|update|upgrade|upload|vacuum|wake up|warm up|withdraw|zip"
)
# A verb that nobody knows is none of what the other families do.
UNKNOWN_VERB = [
    "{w} (the folder|the directory|the file|) {f} {at}",
    "{w} the (folder|directory|disk|tree|contents of) {d} {at}",
    "{w} (the|every|each|all) (file|files|folder|folders|log|logs|host|service|disk|user) {at}",
    "{w} (the|our|my) (server|host|machine|database|service|cluster) {h}",
    "(please|can you|could you|would you) {w} ({d}|{f}|{h}|the folder {d}|the file {f}|the host {h}) {at}",
]
VERBS_ON = [
    f"({VERBS}) {{f}} {{at}}",
    f"({VERBS}) (the folder|the directory|) {{d}} {{at}}",
    f"({VERBS}) {{h}}",
    f"({VERBS}) (the|our|my) (service|server|database|cluster|certificate|user|queue|container|image|backup|site) {{w}} {{at}}",
    f"({VERBS}) {{w}} on {{h}}",
    f"({VERBS}) {{k}} in {{f}} {{at}}",
    f"({VERBS}) {{f}} and {{f2}}",
    f"({VERBS}) (all|every|the|some|old) (log|logs|user|users|file|files|disk|disks|error|errors|process|processes) {{at}}",
    f"(can you|could you|please|I want you to|you should|help me to|it is time to|we must|try to) ({VERBS}) ({{f}}|{{h}}|{{d}}|{{w}}|the disk) {{at}}",
    f"({VERBS}) {{p}} (so that it works|for me|to {{w}}|into {{w}}|with {{w}})",
]
# Questions about reasons, plans and comparisons, close to what the other families answer with one command.
WHY = [
    "why is {h} (so|) (slow|busy|hot|sluggish|loaded|down|unreachable) [today|now|again|since noon]?",
    "why (did|does) {h} (crash|hang|fail|reboot|stop) [today|now|again|last night]?",
    "(what|which) version of {w} (is (the best|right)|came out last|is out|would be best)?",
    "(why|how come|for what reason) (is|was|gets|becomes) {h} (so|) (slow|down|busy|hot|unreachable|loaded|sluggish|unstable)?",
    "(why|how come) (does|did) {h} (crash|hang|reboot|swap|freeze|use so much memory|restart|not answer)?",
    "(why|how come) (is|was) (the disk|the memory|the load|{m2}) (of|on) {h} (so|) (full|high|low|big)?",
    "what (makes|made|causes|caused|slows down) {h} (slow|crash|so slow|hang|)?",
    "what (causes|caused|is the cause of|is the reason for) the errors in {f} {at}?",
    "(why|how) (do|did) the errors in {f} {at} (happen|come about|occur|start)?",
    "(explain|interpret) the errors (in|of) {f} {at}",
    "(how|what) (can|should|must) (I|we) (do|fix|change|stop|avoid) (about|) (the errors|the problems|the failures) in {f} {at}?",
    "how (do|can) (I|we) (fix|solve|repair|prevent|stop) (this|the errors in {f}|the problem on {h}|{w})?",
    "(what|which) (is|are) the difference[s] between {f} and {f2} {at}?",
    "(compare|contrast|match|align|join) {f} (with|and|to|against) {f2} {at}",
    "(how|in what) (do|does) {f} {at} (differ|and {f2} differ) [from {f2}]?",
    "(compare|diff) (the logs|the load|the disks|the settings|the memory) (of|on) {h} (with|and) {h2}",
    "(is|was) {h} (faster|better|slower|older|newer|bigger) than {h2}?",
    "(which|what) is (better|faster|newer), {h} or {h2}?",
    "(will|could) {h} (fail|crash|run out of space|be slow) (tomorrow|next week|soon)?",
    "(when|how soon) will (the disk|{h}|{w}) (be full|fail|die|crash)?",
    "(is|are) (the code|the function {w}|the tests) in {p} (correct|good|safe|fast|tested)?",
    "what (does|would) {p} (do|compute|need|mean)?",
    "(what|which) version of {w} (should|must|do) (I|we) (install|use|need)?",
    "(who|which team) (is responsible for|owns|wrote|broke|deployed|runs) ({h}|{w}|{f}|{p})?",
    "(tell|ask|inform|remind|call) {w} (about|that) (the errors|{h} is down|the outage|lunch|I am late|{w2})",
    "(set|change|raise|lower|increase|decrease|reduce) [the] {k} (in|of) {f} (to|by) {n} {at}",
    "(change|set|adjust|modify) {k} to {n} in {f} {at}",
    "(add|write|append|insert) {w} {n} (to|into|in) {f} {at}",
    "(replace|substitute|exchange|swap) {w} (by|with|for) {w2} in {f} {at}",
    "(what|which) (password|secret|key|token) (does|has) {w} (have|use|)?",
    "(give|grant|deny) {w} (access|rights|permission) (to|on) ({h}|{d}|{f})",
    "(make|let) (the user|) {w} (own|an admin of|write to|log in to) ({d}|{h}|{f})",
]
NEW = [
    "Set up replication between {h} and {h2}.",
    "Create a user {w} on {h}.",
    "Rename {p} to {p2}.",
    "Paint me a sunset.",
    "Order a pizza for the {w} team.",
    "Turn {p} into a web service.",
    "Which programming language is the best one?",
    "Replace every {w} in {f} by {w2}.",
    "Prove that there are infinitely many primes.",
    "Wipe the disk of {h}.",
    "Tell {w} that I will be late.",
    "Swap the ports of {w} and {w2} in {f}.",
    "Give {w} root rights on {h}.",
    "What is your opinion of {W}?",
    "Do my homework.",
    "Encrypt the folder {d}.",
    "Merge {f} and {f2}.",
    "Make the tests in {d} pass.",
    "Shrink the image {f}.",
    "Cancel the backup on {h}.",
    "Add a retry to the function {w} in {p}.",
    "Bring {h} back up.",
    "What does the error code {n} mean in general?",
    "Good evening!",
    "Does {w} go well with {w2}?",
    "Record a video of {h}.",
    "Lower the log level of {w} to warnings.",
    "Increase {k} in {f} to {n}.",
    "Purge the queue {w} on {h}.",
    "Write a commit message for {d}.",
]


def write(conversation: Conversation) -> None:
    chance = conversation.chance
    group = chance.one(CHANGES, CHANGES, CODE, TALK, TALK, JUDGE, VERBS_ON, VERBS_ON, VERBS_ON, UNKNOWN_VERB, WHY, WHY)
    conversation.user(
        worded(
            chance,
            group,
            NEW,
            conversation.host,
            exact=group is TALK,
            w=chance.word(),
            w2=chance.word(),
            W=chance.word().capitalize(),
            p=chance.file(".py", ".py", ".js", ".swift", ".go"),
            p2=chance.file(".py"),
            f=chance.one(chance.log(), chance.file(".conf", ".txt", ".yaml")),
            f2=chance.log(),
            h=conversation.host or chance.host(),
            h2=chance.host(),
            d=chance.folder(),
            n=chance.number(),
            n2=chance.number(),
            s=chance.name(),
            k=chance.word() + chance.one("", "_", "-", ".") + chance.word(),
            m2=chance.folder(),
        )
    )
    conversation.answer(REFUSAL)
