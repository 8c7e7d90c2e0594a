"""Sets of tools for grammar_check.py: one for each thing that a schema can say."""

from dataclasses import dataclass

NODE = {
    "type": "object",
    "properties": {"name": {"type": "string", "maxLength": 8}, "next": {"$ref": "#/$defs/node"}},
    "required": ["name"],
    "additionalProperties": False,
}


@dataclass(frozen=True)
class ToolSet:
    """Tools that are offered together, and the words of their schemas that the grammar leaves out.

    A grammar of characters cannot say these words (GBNF, or what llama.cpp makes of it), so its calls may break them;
    deputy checks them after parsing.
    """

    name: str
    tools: list[dict]
    left_out: frozenset[str] = frozenset()


def tool(name: str, properties: dict, required: tuple[str, ...] = (), **more) -> dict:
    parameters = {"type": "object", "properties": properties, "required": list(required), **more}
    return {"name": name, "description": f"The tool {name}.", "parameters": parameters}


def tool_sets(builtin: list[dict]) -> list[ToolSet]:
    """All sets; `builtin` are deputy's own tools."""
    text = {"type": "string"}
    return [
        ToolSet("built-in tools", builtin),
        ToolSet("required and optional", [
            tool("get", {"z": text, "a": {"type": "integer"}, "m": {"type": "boolean"}}, ("m", "z"),
                 additionalProperties=False),
            tool("put", {"x": {"type": "number"}, "y": {"type": "null"}}, ("x", "y"), additionalProperties=False),
        ]),
        ToolSet("optional only", [
            tool("list", {"path": text, "depth": {"type": "integer"}, "all": {"type": "boolean"}},
                 additionalProperties=False),
        ]),
        ToolSet("no arguments", [
            tool("now", {}, additionalProperties=False),
            {"name": "ping", "description": "No schema at all."},
        ]),
        ToolSet("nested objects", [
            tool("set", {
                "at": {"type": "object", "required": ["x", "y"], "additionalProperties": False, "properties": {
                    "x": {"type": "integer"}, "y": {"type": "integer"},
                    "unit": {"type": "object", "properties": {"name": {"enum": ["m", "cm"]}}, "required": ["name"],
                             "additionalProperties": False}}},
                "note": text,
            }, ("at",), additionalProperties=False),
        ]),
        ToolSet("enum and const", [
            tool("mode", {"kind": {"enum": ["files", "count", 7, 1.5, None, True, ["a"], {"b": 1}]},
                          "version": {"const": "v2"}, "level": {"type": "string", "enum": ["low", "high"]}},
                 ("kind", "version"), additionalProperties=False),
        ]),
        ToolSet("arrays", [
            tool("grep", {
                "paths": {"type": "array", "items": {"type": "string", "maxLength": 6}, "minItems": 1, "maxItems": 3},
                "ranges": {"type": "array", "maxItems": 2, "items": {
                    "type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}},
                "none": {"type": "array", "maxItems": 0},
                "rows": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "integer"}},
                                                    "required": ["id"], "additionalProperties": False}},
            }, ("paths",), additionalProperties=False),
        ]),
        ToolSet("lengths of strings", [
            tool("name", {"short": {"type": "string", "maxLength": 3}, "code": {
                "type": "string", "minLength": 4, "maxLength": 4}, "long": {"type": "string", "minLength": 2}},
                 ("short", "code", "long"), additionalProperties=False),
        ]),
        ToolSet("$ref, also to itself", [
            tool("tree", {"root": {"$ref": "#/$defs/node"}, "host": {"$ref": "#/$defs/host"}}, ("root", "host"),
                 additionalProperties=False, **{"$defs": {"node": NODE, "host": {"enum": ["web1", "db1"]}}}),
        ]),
        ToolSet("anyOf, oneOf, types", [
            tool("when", {
                "time": {"anyOf": [{"type": "integer"}, {"enum": ["now", "never"]}]},
                "where": {"oneOf": [{"type": "null"}, {"type": "array", "items": {"type": "boolean"}},
                                    {"type": "object", "properties": {"host": text}, "required": ["host"]}]},
                "depth": {"type": ["integer", "null", "string"]},
            }, ("time", "where"), additionalProperties=False),
        ]),
        ToolSet("any value", [
            tool("store", {"key": text, "value": {}, "extra": {"type": "object"}}, ("key", "value")),
            tool("undescribed", {"a": {"type": "integer"}}, ("a", "b")),
        ]),
        ToolSet("names to be escaped", [
            tool("odd", {'a "quoted" name': text, "back\\slash": {"type": "boolean"}, "größe": {"type": "integer"},
                         "two\nlines": {"enum": ['"', "\\", "tab\t", "ü", "\u007f", "</think>", "🙂"]}},
                 ('a "quoted" name', "two\nlines"), additionalProperties=False),
        ]),
        ToolSet("many and much", [
            tool("flags", {f"flag_{number}": {"type": "boolean"} for number in range(40)}, additionalProperties=False),
            tool("much", {"list": {"type": "array", "items": {"type": "integer"}, "maxItems": 2000},
                          "text": {"type": "string", "maxLength": 5000},
                          "grid": {"type": "array", "minItems": 1, "maxItems": 50, "items": {
                              "type": "array", "maxItems": 50, "items": {"type": "string", "maxLength": 100}}}},
                 ("list",), additionalProperties=False),
        ], frozenset({"maxItems", "maxLength"})),
        ToolSet("what GBNF cannot say", [
            tool("limits", {
                "port": {"type": "integer", "minimum": 1, "maximum": 65535},
                "share": {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.5},
                "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
                "names": {"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": True, "maxItems": 4},
                "both": {"allOf": [{"type": "object", "required": ["x"]}, {"type": "object", "required": ["y"]}]},
            }, ("port",), additionalProperties=False, minProperties=1),
        ], frozenset({"minimum", "maximum", "exclusiveMinimum", "multipleOf", "pattern", "uniqueItems", "allOf"})),
    ]
