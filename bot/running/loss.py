"""A catalog that is gone: told from a first start, and its cases found again where the cache has them."""

from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING

from bot.said.library_words import LOST, LOST_WHOLLY
from data.errors import AnwenError
from data.types import Records

if TYPE_CHECKING:
    from bot.app import App


def in_cache(app: App) -> Records | None:
    """The cases as the cache knows them, whatever became of the catalog."""
    from data.catalog.files import journal

    cache = app.home.own_cache
    return journal.latest(cache) if cache else None


def heed(app: App) -> None:
    """Say so where the catalog is gone and this is no first start; AnwenError where its cases can be found again."""
    if app.settings.database_url is not None or app.home.catalog.exists():
        return
    from data.collections import bundled

    kept = in_cache(app)
    if kept is not None and {one.id for one in kept.collections} - {bundled().id}:
        raise AnwenError(app.say(LOST, path=app.home.catalog, cases=len(kept.cases)))
    if kept is not None or app.home.chroma.exists():
        print(app.say(LOST_WHOLLY, path=app.home.catalog), file=sys.stderr, flush=True)


def find_again(app: App) -> None:
    """Make the catalog anew of the cases in the cache; what is left of the one there was is set aside."""
    from data.catalog.catalog import Catalog

    kept, target = in_cache(app), app.home.catalog
    if kept is None:
        return
    made = target.with_name(f".anwen-{secrets.token_hex(4)}.sqlite3")
    try:
        catalog = Catalog(f"sqlite:///{made}")
        for collection in kept.collections:
            catalog.replace(collection, tuple(kept.of(collection.id)))
        app.home.set_aside(target)
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)
    app.renew()
