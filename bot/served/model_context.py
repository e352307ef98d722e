"""The Model Context Protocol on standard input and output. The only import of its SDK.

Four tools that only read, and every case as a resource. What goes wrong in a tool is a result marked as an error, so
that the model that called sees what to mend; it never ends the connection.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import quote, unquote

import mcp_types as types
from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from bot.failures import explain
from bot.render.json import answer_object, line, report_object
from bot.running.health import own_version
from bot.served import words
from bot.served.asked import AT_ONCE, PLACES, BadRequest, Wanted, asked, mapping, text_to_check, wanted, whole
from bot.served.service import Service
from bot.words import Word
from data.types import Case
from data.values import dataclass

A_PAGE = 50
"""Cases of one call of `cases` where nothing is said: a model reads them all."""
RESOURCES = 500
"""Resources of one page of the list."""
SCHEME = "case://"
TEMPLATE = "case://{collection}/{number}"
JSON = "application/json"
Context = Any  # the SDK's, generic in what a server keeps, which is nothing here


@dataclass(frozen=True, slots=True)
class Given:
    """What a tool gives: the object for programs, and the texts for a model."""

    structured: Mapping[str, object]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tool:
    """One row of the table: what a model is told of it, and what it does on a thread."""

    name: str
    help: Word
    takes: dict[str, dict[str, object]]
    needs: tuple[str, ...]
    run: Callable[[Service, object], Given]


def serve(service: Service, debug: bool = False) -> None:
    """Answer until standard input ends."""
    if not debug:
        logging.getLogger("mcp").setLevel(logging.CRITICAL + 1)  # its log lines are tracebacks
    threading.Thread(target=_warm, args=(service,), daemon=True).start()
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(server(service)))


async def _serve(made: Server[Any]) -> None:
    async with stdio_server() as (read, write):
        await made.run(read, write, made.create_initialization_options())


def _warm(service: Service) -> None:
    with suppress(Exception):  # whoever asks is told
        service.warm()
    gc.freeze()  # what is loaded stays; `bot.cli` did not have it looked through while it was made
    gc.enable()


def server(service: Service) -> Server[Any]:
    """The server, whatever it is connected to."""
    say = service.say

    async def list_tools(_: Context, params: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(tool) for tool in TOOLS.values()])

    async def call_tool(_: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        tool = TOOLS.get(params.name)
        try:
            if tool is None:
                raise BadRequest(say(words.UNKNOWN_TOOL, name=params.name))
            given = await asyncio.to_thread(tool.run, service, params.arguments or {})
        except Exception as error:  # the model's to mend, or to tell
            return types.CallToolResult(content=[_text(explain(error, say.lang))], is_error=True)
        return types.CallToolResult(
            content=[_text(text) for text in given.texts], structured_content=given.structured
        )

    async def list_resources(_: Context, params: Any) -> types.ListResourcesResult:
        offset = _offset(params.cursor if params else None, service)
        shelf = await asyncio.to_thread(service.cases, Wanted((), offset, RESOURCES))
        after = None if shelf.next is None else str(shelf.next)
        return types.ListResourcesResult(resources=[_resource(c) for c in shelf.cases], next_cursor=after)

    async def list_templates(_: Context, params: object) -> types.ListResourceTemplatesResult:
        template = types.ResourceTemplate(
            name="case",
            title=words.R_CASES.both,
            uri_template=TEMPLATE,
            description=words.R_CASE.both,
            mime_type=JSON,
        )
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def read_resource(_: Context, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        collection, number = _place(params.uri, service)
        try:
            case = await asyncio.to_thread(service.case, number, collection)
        except Exception as error:
            raise MCPError(types.INVALID_PARAMS, explain(error, say.lang), {"uri": params.uri}) from error
        text = types.TextResourceContents(uri=params.uri, mime_type=JSON, text=line(case.as_json()))
        return types.ReadResourceResult(contents=[text])

    return Server(
        "anwen",
        version=own_version(),
        title="案问",
        instructions=say(words.INSTRUCTIONS),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


def _ask(service: Service, arguments: object) -> Given:
    question = asked(arguments, service.say)
    return _one(answer_object(service.ask(question), question.echo))


def _case(service: Service, arguments: object) -> Given:
    given = mapping(arguments, service.say)
    collection = given.get("collection")
    number = whole(given, "number", PLACES, service.say)
    return _one(service.case(number, str(collection) if collection else None).as_json())


def _cases(service: Service, arguments: object) -> Given:
    shelf = service.cases(wanted(arguments, service.say, A_PAGE))
    found = [case.as_json() for case in shelf.cases]
    texts = [line(found)]
    if shelf.next is not None:
        facts = {"first": shelf.offset + 1, "last": shelf.next, "total": shelf.total, "next": shelf.next}
        texts.append(service.say(words.SHOWN_OF, **facts))
    return Given({"result": found, "total": shelf.total, "next": shelf.next}, tuple(texts))


def _verify(service: Service, arguments: object) -> Given:
    return _one(report_object(service.verify(text_to_check(arguments, service.say))))


def _one(value: dict[str, object]) -> Given:
    # A lone surrogate (of an echoed id, say) is no UTF-8: it travels as the escape that JSON has for it.
    text = line(value).encode("utf-8", "backslashreplace").decode()
    return Given(json.loads(text) if "\\ud" in text else value, (text,))


def _described(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        description=tool.help.both,
        input_schema={"type": "object", "properties": tool.takes, "required": list(tool.needs)},
        output_schema={"type": "object"},
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def _text(text: str) -> types.TextContent:
    return types.TextContent(type="text", text=text)


def _resource(case: Case) -> types.Resource:
    return types.Resource(
        uri=f"{SCHEME}{quote(case.id.collection, safe='')}/{case.number}",
        name=f"案例{case.number}",
        title=case.title,
        mime_type=JSON,
    )


def _place(uri: str, service: Service) -> tuple[str, int]:
    """Collection and number of `case://COLLECTION/NUMBER`; an error of the protocol where it is none."""
    collection, _, number = uri.removeprefix(SCHEME).rpartition("/")
    if not uri.startswith(SCHEME) or not collection or not number.isascii() or not number.isdigit():
        raise MCPError(types.INVALID_PARAMS, service.say(words.UNKNOWN_RESOURCE, uri=uri), {"uri": uri})
    return unquote(collection), min(int(number[:12]), PLACES[-1])


def _offset(cursor: str | None, service: Service) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= len(str(PLACES[-1]))):
        raise MCPError(types.INVALID_PARAMS, service.say(words.BAD_CURSOR))
    return int(cursor)


def _texts(help_: Word) -> dict[str, object]:
    return {"type": "array", "items": {"type": "string"}, "description": help_.both}


def _number(help_: Word, within: range) -> dict[str, object]:
    return {"type": "integer", "minimum": within[0], "maximum": within[-1], "description": help_.both}


def _string(help_: Word) -> dict[str, object]:
    return {"type": "string", "description": help_.both}


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "ask",
            words.T_ASK,
            {
                "question": _string(words.P_QUESTION),
                "turns": _texts(words.P_TURNS),
                "collections": _texts(words.P_COLLECTIONS),
            },
            ("question",),
            _ask,
        ),
        Tool(
            "case",
            words.T_CASE,
            {"number": _number(words.P_NUMBER, PLACES), "collection": _string(words.P_COLLECTION)},
            ("number",),
            _case,
        ),
        Tool(
            "cases",
            words.T_CASES,
            {
                "collections": _texts(words.P_COLLECTIONS),
                "offset": _number(words.P_OFFSET, PLACES),
                "limit": _number(words.P_LIMIT, AT_ONCE),
            },
            (),
            _cases,
        ),
        Tool("verify", words.T_VERIFY, {"text": _string(words.P_TEXT)}, ("text",), _verify),
    )
}
