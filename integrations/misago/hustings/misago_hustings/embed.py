"""A link to the widget's frame.html becomes the widget, where it stands alone in a paragraph of a post.

Without this plugin, and for who has no scripts, it stays what it is: a link to a page with the widget.
"""

import re
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from misago.markup.htmlparser import ElementNode, TextNode

# Of more than these in one post, readers have the links.
WIDGETS = 3

# What a post may say on the tag, and what that takes. Anybody can write one: no reader's address is changed, no
# other host is asked for images, nothing begins before a reader comes near, and nothing is longer than makes sense.
ATTRIBUTES = {
    "election": r".{1,200}",
    "view": "cards|compare",
    "query": r".{1,500}",
    "picks": r".{1,2000}",
    "order": "shuffled|name|date|result",
    "theme": "inherit|auto|light|dark",
    "loading": "lazy|click",
    "lang": r"(?=.{2,35}$)[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*",
}


def check_settings():
    """What means nothing is told when the forum starts."""
    places = getattr(settings, "HUSTINGS_FEEDS", [])
    wrong = [places] if isinstance(places, str) else [place for place in places if not is_place(place)]
    if wrong:
        raise ImproperlyConfigured(
            f"HUSTINGS_FEEDS has {wrong[0]!r}, but is a list of folders (with a slash at the end) and files: "
            '["/elections/", "https://you.example/elections/"]'
        )


def is_place(place):
    try:
        parts = urlsplit(place)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return bool(parts.netloc)
    return place.startswith("/") and not parts.netloc


def embed(result, root):
    # Signatures and profiles have no blocks.
    if "quote" not in result["markdown"].parser.blockprocessors:
        return
    room = WIDGETS
    # What is quoted from another post stays a link: the widget is there already.
    for at, node in enumerate(root.children):
        widget = widget_of(lone_link(node)) if room else None
        if widget:
            root.children[at] = widget
            room -= 1


def lone_link(node):
    """The link that a paragraph consists of."""
    if not isinstance(node, ElementNode) or node.tag != "p":
        return None
    inside = [child for child in node.children if not (isinstance(child, TextNode) and not child.text.strip())]
    if len(inside) == 1 and isinstance(inside[0], ElementNode) and inside[0].tag == "a":
        return inside[0]
    return None


def widget_of(link):
    """The widget that a link to frame.html asks for, with the link inside."""
    if link is None:
        return None
    try:
        page, fragment = urldefrag(link.attrs.get("href", ""))
        frame = urljoin("/", f"{settings.STATIC_URL}hustings/frame.html")
        if page != frame:
            return None
        # Behind a semicolon stands the widget's own link to a view.
        asked = {name: values[-1].strip() for name, values in parse_qs(fragment.split(";")[0]).items()}
        src = urljoin(frame, asked.get("src", ""))
        if "src" not in asked or not may_show(src, frame):
            return None
    except ValueError:
        # It has an address that is none.
        return None
    # The page's own colours, and the widget begins where the text does.
    attrs = {"src": src, "theme": "inherit"}
    for name, takes in ATTRIBUTES.items():
        if name in asked and re.fullmatch(takes, asked[name], re.DOTALL):
            attrs[name] = asked[name]
    return ElementNode(tag="hustings-widget", attrs=attrs, children=[link])


def may_show(src, frame):
    """Feeds in the places that the forum's settings name: folders, with a slash at the end, and files.

    The forum's own host as a whole is none: what members attach to their posts is there too.
    """
    # Browsers take a backslash for a slash, and leave out white space.
    if re.search(r"[\\\x00-\x20]", src):
        return False
    wanted = urlsplit(src)
    # What leads out of a folder, for a browser or for some server.
    if ".." in wanted.path.split("/") or re.search("%(2e|2f|5c)", wanted.path, re.IGNORECASE):
        return False
    for place in getattr(settings, "HUSTINGS_FEEDS", [urljoin(frame, ".")]):
        allowed = urlsplit(place)
        path = allowed.path or "/"
        if (allowed.scheme, allowed.netloc) == (wanted.scheme, wanted.netloc) and (
            wanted.path == path or (path.endswith("/") and wanted.path.startswith(path))
        ):
            return True
    return False
