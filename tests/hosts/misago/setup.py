"""Makes the forum: its tables, its administrator, and the topic anew, posted as the forum's own page posts it."""

import os
import re
import sys
from urllib.parse import parse_qsl, urljoin

import django
from django.core.management import call_command

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from django.test import Client, RequestFactory, override_settings  # noqa: E402

from misago.cache.versions import invalidate_all_caches  # noqa: E402
from misago.categories.models import Category  # noqa: E402
from misago.conf.models import Setting  # noqa: E402
from misago.markup.parser import parse  # noqa: E402
from misago.threads.models import Post, Thread  # noqa: E402
from misago_hustings.embed import check_settings  # noqa: E402

TITLE = "Nominations for the committee"
POST = """
Nominations closed last night. Voting opens on Monday and stays open for two weeks.

Here is everybody who was nominated, in their own words. Pick two or more to read them side by side.

[All nominations]({frame}#src=nominations.json)

Questions to the candidates go **below**, one to a post please.
"""

# What becomes the widget, and what stays a link.
BECOMES = (
    "[All]({frame}#src=nominations.json&view=compare&permalink)",
    "[All](http://forum.example{frame}#src=/static/hustings/2027/nominations.json)",
    "http://forum.example{frame}#src=nominations.json",
)
STAYS = (
    "See [all]({frame}#src=nominations.json).",
    "> [All]({frame}#src=nominations.json)",
    "[All]({frame})",
    "[All](http://elsewhere.example{frame}#src=nominations.json)",
    "[All]({frame}#src=https://elsewhere.example/nominations.json)",
    "[All]({frame}#src=//elsewhere.example/nominations.json)",
    "[All]({frame}#src=/%5Celsewhere.example/nominations.json)",
    "[All]({frame}#src=/%09/elsewhere.example/nominations.json)",
    "[All]({frame}#src=/a/nominations.json)",
    "[All]({frame}#src=/media/attachments/text.txt)",
    "[All]({frame}#src=/static/other.json)",
    "[All]({frame}#src=../other.json)",
    "[All]({frame}#src=%252e%252e/other.json)",
    "[All]({frame}#src=..%252fother.json)",
    "[All]({frame}#src=/static/hustings/%2E%2E/other.json)",
    "[All]({frame}#src=http://forum.example/media/nominations.json)",
    "[All]({frame}#src=javascript:alert(1))",
    # Addresses that are none.
    "[All]({frame}#src=http://[)",
    "[All]({frame}#src=//[)",
    "[All](http://[{frame}#src=nominations.json)",
    "[All]({frame}#src=http://%E2%84%80.example/)",
    "<hustings-widget src='nominations.json'></hustings-widget>",
)


# Where the forum's settings name these places.
PLACES = ["/elections/", "/a/board.json", "https://you.example", "https://them.example/feeds/"]
NAMED = ("/elections/2027/board.json", "/a/board.json", "https://you.example/x/y.json", "https://them.example/feeds/board.json?v=2")
NOT_NAMED = (
    "nominations.json",
    "/a/board.json/x",
    "/elections",
    "/elections/../media/board.json",
    "http://you.example/x.json",
    "https://you.example:444/x.json",
    "https://you.example@evil.example/x.json",
    "https://you.example.evil.example/x.json",
    "https://them.example/feeds-of-others.json",
    "https://them.example/feeds/../x.json",
    "https://them.example/feeds/%252e%252e/x.json",
    "https://them.example/feeds/%255c../x.json",
)

# What a post may say on the tag, and what it may not.
SAYS = "view=compare&theme=dark&order=name&loading=click&election=board&query=water&picks=ann+bob&lang=pt-BR"
SAYS_NOT = "view=table&theme=pink&order=mine&loading=eager&images=evil.example&permalink&timeout=1&lang=x%22y&onclick=x"


def check_posts():
    """The plugin alone: each of these posts is read as it should be."""
    request = RequestFactory(HTTP_HOST="forum.example").get("/")
    frame = urljoin("/", f"{settings.STATIC_URL}hustings/frame.html")

    def read(post):
        return parse(post.format(frame=frame), request, None, allow_mentions=False)["parsed_text"]

    def check(post, *words, lacks=(), widgets=1):
        parsed = read(post)
        tags = " ".join(re.findall("<hustings-widget[^>]*>", parsed))
        if tags.count("<") != widgets or any(word not in tags for word in words) or any(word in tags for word in lacks):
            sys.exit(f"{post}\nis to have {widgets} widgets with {words}, without {lacks}, but becomes\n{parsed}")

    for post in BECOMES:
        check(post)
    for post in STAYS:
        check(post, widgets=0)
    with override_settings(HUSTINGS_FEEDS=PLACES):
        for src in NAMED:
            check(f"[All]({{frame}}#src={src})", f'src="{src}"')
        for src in NOT_NAMED:
            check(f"[All]({{frame}}#src={src})", widgets=0)
        check_settings()
    for wrong in (["http://["], ["elections/"], ["//you.example/"], ["ftp://you.example/"], ["https://"], [""], "/elections/"):
        with override_settings(HUSTINGS_FEEDS=wrong):
            try:
                check_settings()
            except ImproperlyConfigured:
                continue
        sys.exit(f"HUSTINGS_FEEDS = {wrong!r} is taken")

    feed = "[All]({frame}#src=nominations.json&"
    said = [f'{name}="{value}"' for name, value in parse_qsl(SAYS)]
    check(f"{feed}{SAYS})", *said)
    bare = '<hustings-widget src="/static/hustings/nominations.json" theme="inherit">'
    check(f"{feed}{SAYS_NOT})", bare)
    check(f"{feed}query=%22%3E%3Cscript%3E)", lacks=["<script"])
    for name, most in (("election", 200), ("query", 500), ("picks", 2000)):
        check(f"{feed}{name}={'x' * most})", f' {name}="')
        check(f"{feed}{name}={'x' * (most + 1)})", bare)
    # Of the rest there are links.
    check("\n\n".join([BECOMES[0]] * 5), widgets=3)


def main(address):
    check_posts()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    users = get_user_model().objects
    if not users.filter(username="Editor").exists():
        call_command("createsuperuser", username="Editor", email="editor@example.org", password="one that is long enough",
                     interactive=False, verbosity=0)
    Setting.objects.filter(setting="forum_address").update(dry_value=f"http://{address}")
    Setting.objects.filter(setting="forum_name").update(dry_value="The committee’s forum")
    invalidate_all_caches()
    for thread in Thread.objects.filter(title=TITLE):
        thread.delete()

    visitor = Client(HTTP_HOST=address)
    visitor.force_login(users.get(username="Editor"))
    category = Category.objects.get(slug="first-category")
    frame = f"http://{address}{settings.STATIC_URL}hustings/frame.html"
    answer = visitor.post(
        "/api/threads/",
        {"category": category.pk, "title": TITLE, "post": POST.format(frame=frame)},
        content_type="application/json",
    )
    if answer.status_code != 200:
        sys.exit(f"the topic can't be posted: {answer.status_code} {answer.content.decode()}")
    thread = Thread.objects.get(pk=answer.json()["id"])
    parsed = Post.objects.get(thread=thread).parsed
    if '<hustings-widget src="/static/hustings/nominations.json"' not in parsed:
        sys.exit(f"the link didn't become the widget:\n{parsed}")
    print(f"http://{address}{thread.get_absolute_url()}")


main(sys.argv[1])
