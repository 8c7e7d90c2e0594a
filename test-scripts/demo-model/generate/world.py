"""What conversations have in common that share one system message: the tools on offer, their names, the hosts."""

from .chance import Chance

# In the order in which Deputy lists them.
BUILT_IN = [
    "ssh_exec",
    "bash_command",
    "read_file",
    "list_directory",
    "glob_search",
    "grep_search",
    "write_file",
    "edit_file",
    "read_output",
]
WRITING = {"write_file", "edit_file"}
COMMAND_TOOLS = "run_command execute shell exec_command terminal run_shell local_exec cmd run sh".split()


class World:
    """Tools and hosts. In most worlds all tools of Deputy are there, with or without those that write."""

    def __init__(self, chance: Chance):
        self.hosts: list[str] = []
        for _ in range(chance.one(0, 1, 2, 2, 3, 3, 4)):
            host = chance.host()
            if host not in self.hosts:
                self.hosts.append(host)
        writes = chance.happens(0.3)
        self.tools = [tool for tool in BUILT_IN if writes or tool not in WRITING]
        if chance.happens(0.22):
            self.tools = [tool for tool in self.tools if chance.happens(0.6)]
        self.command_tool = "bash_command"
        if chance.happens(0.15):
            self.command_tool = chance.one("run_command", chance.random.choice(COMMAND_TOOLS))
            if chance.happens(0.3):
                self.tools = [tool for tool in self.tools if tool != "bash_command"]
        for tool in ("ssh_exec", self.command_tool):
            if tool not in self.tools:
                self.tools.append(tool)
        if chance.happens(0.1):
            self.tools.insert(0, chance.word() + "_" + chance.word())
