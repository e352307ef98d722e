"""The routes of `anwen serve`: JSON as the console prints it, OpenAI's protocol, and the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Scope

from bot import words as common
from bot.commands.reading import case_number
from bot.render.json import answer_object, collection_objects, report_object
from bot.served import words
from bot.served.asked import AT_ONCE, BadRequest, asked, text_to_check, wanted
from bot.served.completions import Completions
from bot.served.desk import Desk
from bot.served.guard import Guard, Limits
from bot.served.page import page
from bot.served.replies import failure, refusal, reply
from bot.served.requests import address, body
from bot.served.service import Service

USUAL = Limits()
Handler = Callable[[Request], Awaitable[Response]]


def application(
    service: Service,
    desk: Desk,
    *,
    token: str | None = None,
    hosts: frozenset[str] | None = frozenset(),
    limits: Limits = USUAL,
) -> Starlette:
    """The whole of it, guarded. `hosts`, besides loopback's, and `token` as the guard takes them."""
    rooms = Rooms(service, desk)
    completions = Completions(service, desk)
    routes = [
        _route("/", rooms.page, "GET"),
        _route("/ask", rooms.ask, "POST"),
        _route("/cases", rooms.cases, "GET"),
        _route("/cases/{number}", rooms.case, "GET"),
        _route("/collections", rooms.collections, "GET"),
        _route("/verify", rooms.verify, "POST"),
        _route("/v1/models", completions.models, "GET"),
        _route("/v1/models/{name:path}", completions.model, "GET"),
        _route("/v1/chat/completions", completions.complete, "POST"),
    ]

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        word = words.NO_METHOD if error.status_code == 405 else words.NO_PAGE
        facts = {"path": request.url.path[:100], "method": request.method}
        return refusal(request.scope, error.status_code, service.say(word, **facts))

    def refuse(scope: Scope, status: int, message: str) -> Response:
        return refusal(scope, status, message)

    guard = Middleware(Guard, say=service.say, refuse=refuse, hosts=hosts, token=token, limits=limits)
    made = Starlette(routes=routes, middleware=[guard], exception_handlers={HTTPException: refused})
    made.router.redirect_slashes = False
    return made


def _route(path: str, handler: Handler, method: str) -> Route:
    async def handled(request: Request) -> Response:
        try:
            return await handler(request)
        except Exception as error:
            return failure(request.scope, error)

    return Route(path, handled, methods=[method])


class Rooms:
    """What each path gives."""

    def __init__(self, service: Service, desk: Desk) -> None:
        self._service, self._desk, self._say = service, desk, service.say

    async def page(self, request: Request) -> Response:
        made = page(self._say.lang)
        return Response(made.html, media_type="text/html", headers={"Content-Security-Policy": made.policy})

    async def ask(self, request: Request) -> Response:
        question = asked(await body(request, self._say), self._say)
        person = address(request)
        answer = await self._desk.think(lambda: self._service.ask(question, person=person))
        return reply(answer_object(answer, question.echo))

    async def cases(self, request: Request) -> Response:
        choice = wanted(self._query(request), self._say, AT_ONCE[-1])
        shelf = await self._desk.think(lambda: self._service.cases(choice))
        headers = {"X-Total-Count": str(shelf.total)}
        if shelf.next is not None:
            after = request.url.include_query_params(offset=shelf.next)
            headers["Link"] = f'<{after.path}?{after.query}>; rel="next"'
        return reply([case.as_json() for case in shelf.cases], headers=headers)

    async def case(self, request: Request) -> Response:
        text = request.path_params["number"]
        number = case_number(text)
        if number is None:
            raise BadRequest(self._say(common.NO_NUMBER, text=text[:100]))
        collection = request.query_params.get("collection")
        found = await self._desk.think(lambda: self._service.case(number, collection))
        return reply(found.as_json())

    async def collections(self, request: Request) -> Response:
        return reply(collection_objects(await self._desk.think(self._service.records)))

    async def verify(self, request: Request) -> Response:
        text = text_to_check(await body(request, self._say), self._say)
        return reply(report_object(await self._desk.think(lambda: self._service.verify(text))))

    def _query(self, request: Request) -> dict[str, object]:
        given: dict[str, object] = {"collections": request.query_params.getlist("collection")}
        for name in ("offset", "limit"):
            if (text := request.query_params.get(name)) is not None:
                given[name] = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else text
        return given
