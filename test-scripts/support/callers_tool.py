"""The tool that an orchestrator lends for one conversation, as agent_chat takes it."""

CALLERS_TOOL = {
    "name": "run_command",
    "description": "Run a shell command where the caller works.",
    "parameters": {"command": {"type": "string", "description": "shell command", "required": True}},
}
