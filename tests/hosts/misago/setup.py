"""Makes the forum: its tables, its administrator, and the topic anew, posted as the forum's own page posts it."""

import os
import sys
from urllib.parse import urljoin

import django
from django.core.management import call_command

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402

from misago.cache.versions import invalidate_all_caches  # noqa: E402
from misago.categories.models import Category  # noqa: E402
from misago.conf.models import Setting  # noqa: E402
from misago.markup.parser import parse  # noqa: E402
from misago.threads.models import Post, Thread  # noqa: E402

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
    "[All](http://forum.example{frame}#src=/a/nominations.json)",
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
    "[All]({frame}#src=javascript:alert(1))",
    "<hustings-widget src='nominations.json'></hustings-widget>",
)


def check_posts():
    """The plugin alone: each of these posts is read as it should be."""
    request = RequestFactory(HTTP_HOST="forum.example").get("/")
    frame = urljoin("/", f"{settings.STATIC_URL}hustings/frame.html")
    for posts, expected in ((BECOMES, True), (STAYS, False)):
        for post in posts:
            parsed = parse(post.format(frame=frame), request, None, allow_mentions=False)["parsed_text"]
            if ("<hustings-widget" in parsed) != expected:
                sys.exit(f"{post}\n{'stays a link' if expected else 'becomes the widget'}:\n{parsed}")
    hostile = f"[All]({frame}#src=nominations.json&onclick=x&query=%22%3E%3Cscript%3E)"
    parsed = parse(hostile, request, None, allow_mentions=False)["parsed_text"]
    if " onclick" in parsed or "<script" in parsed:
        sys.exit(f"{hostile}\ncarries more than the widget's attributes:\n{parsed}")


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
