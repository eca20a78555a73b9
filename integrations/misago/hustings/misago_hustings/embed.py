"""A link to the widget's frame.html becomes the widget, where it stands alone in a paragraph of a post.

Without this plugin, and for who has no scripts, it stays what it is: a link to a page with the widget.
"""

import re
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from django.conf import settings

from misago.markup.htmlparser import ElementNode, TextNode

# What a post may say on the tag. Each of these takes a value...
ATTRIBUTES = ("election", "view", "query", "picks", "order", "theme", "loading", "timeout", "images")
# ...and these are there or not.
FLAGS = ("permalink",)


def embed(result, root):
    # Signatures and profiles have no blocks.
    if "quote" not in result["markdown"].parser.blockprocessors:
        return
    # What is quoted from another post stays a link: the widget is there already.
    root.children = [widget_of(lone_link(node)) or node for node in root.children]


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
    page, fragment = urldefrag(link.attrs.get("href", ""))
    frame = urljoin("/", f"{settings.STATIC_URL}hustings/frame.html")
    if page != frame:
        return None
    # Behind a semicolon stands the widget's own link to a view.
    asked = {name: values[-1] for name, values in parse_qs(fragment.split(";")[0], keep_blank_values=True).items()}
    src = urljoin(frame, asked.get("src", ""))
    if "src" not in asked or not may_show(src):
        return None
    # The page's own text and ground: Misago's theme is light, whatever a reader's system is.
    attrs = {"src": src, "theme": "inherit"}
    attrs.update((name, asked[name]) for name in ATTRIBUTES if name in asked)
    attrs.update((name, True) for name in FLAGS if name in asked)
    return ElementNode(tag="hustings-widget", attrs=attrs, children=[link])


def may_show(src):
    """Feeds of the forum's own, as in frame.html, and of the origins that the forum's settings name."""
    # Browsers take a backslash for a slash, and leave out white space.
    if re.search(r"[\\\x00-\x20]", src):
        return False
    parts = urlsplit(src)
    if not parts.scheme and not parts.netloc:
        return src.startswith("/") and not src.startswith("//")
    return f"{parts.scheme}://{parts.netloc}" in getattr(settings, "HUSTINGS_FEEDS", ())
