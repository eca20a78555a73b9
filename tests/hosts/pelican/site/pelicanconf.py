AUTHOR = "Wren Halloran"
SITENAME = "Notes from the reading room"
TIMEZONE = "Europe/Berlin"
DEFAULT_LANG = "en"
STATIC_PATHS = ["pkg", "nominations.json"]
ARTICLE_EXCLUDES = ["pkg"]
