"""A saved web page as one document: its article, without menus and comments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from detente.errors import BadInput
from detente.sources.feeds import Origin
from detente.sources.files.base import FileFormat, Item, ReadContext
from detente.sources.lines import read_whole
from detente.sources.pages import LARGEST_PAGE, read_page


def read(path: Path, context: ReadContext) -> Iterator[Item]:
    """Yield the one document of the page; its address is the one the page gives for itself.

    Raises BadInput where the file is empty or too large, or holds no article.
    """
    origin = Origin(context.source_id, lang=context.lang, timezone=context.timezone)
    try:
        document = read_page(read_whole(path, LARGEST_PAGE), None, origin)
    except BadInput as error:
        raise BadInput(error.what, where=str(path), do=error.do) from error
    yield document.model_copy(update={"external_id": path.name})


FORMAT = FileFormat(
    name="html",
    description="a saved web page is one document",
    suffixes=(".html", ".htm", ".xhtml"),
    read=read,
)
