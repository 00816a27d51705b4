"""The Trust's settings. Change the words in quotes; everything public is added in publishconf.py."""

from datetime import date

# --- Who you are ---------------------------------------------------------------------------
SITENAME = "Show them ours"
TRUST_NAME = "Merrowdale Hospitals NHS Trust"
TRUST_SHORT_NAME = "Merrowdale"
TRUST_STRAPLINE = "Good news, told by those who were there."
TRUST_LANGUAGE = "en"
TRUST_ADDRESS = "Merrowdale General, Mill Lane, Merrowdale"

# --- How it looks --------------------------------------------------------------------------
# One colour. `./inv check` refuses a colour that is too pale to read.
TRUST_ACCENT = "#00616b"
# Your own logo, as a file in theme/static, or None to set the name in type.
TRUST_LOGO = None
# The same for dark screens; None shows the one above on them too.
TRUST_LOGO_DARK = None

# --- Where stories come from ---------------------------------------------------------------
TRUST_HOSPITALS = ["Merrowdale General", "Tarnside Hospital", "The Larches"]
# A list of teams, when only these are right; empty when any team may be named.
TRUST_TEAMS: list[str] = []
TRUST_CATEGORIES = ["People", "Patients", "Teams", "Places", "Live", "Learning", "Thank you"]
# What they are called on Welsh pages: {"People": "Pobl"}. Without a name here the one above is used.
TRUST_CATEGORIES_CY = {
    "People": "Pobl",
    "Patients": "Cleifion",
    "Teams": "Timau",
    "Places": "Lleoedd",
    "Live": "Yn fyw",
    "Learning": "Dysgu",
    "Thank you": "Diolch",
}
# How your consent forms are numbered, as a regular expression: r"CF-\d{4}". None takes any reference.
TRUST_CONSENT_PATTERN = None

# --- How people reach you ------------------------------------------------------------------
TRUST_EMAIL = "stories@merrowdale.example"
TRUST_PHONE = "01632 960123"
# In confidence: somebody independent, such as your Freedom to Speak Up Guardian.
TRUST_CONFIDENTIAL_EMAIL = "speakup@merrowdale.example"
TRUST_CONFIDENTIAL_PHONE = "01632 960456"
TRUST_REMOVAL_EMAIL = "pictures@merrowdale.example"
TRUST_NOMINATE_URL = "https://www.merrowdale.example/stars/"
TRUST_NEWSLETTER_URL = "https://www.merrowdale.example/newsletter/"

# --- Where the content is kept (owner/name on GitHub), for "edit this page" ---------------------
TRUST_REPOSITORY = "merrowdale/show-them-ours"
# public or private. In a public one, a photo that still says where it was taken fails its pull request.
TRUST_REPOSITORY_VISIBILITY = None
TRUST_BRANCH = "main"
# A form for stories at /edit/, for whoever may write to the repository. Publishing then needs npm.
TRUST_EDITOR = False
# Your own worker that signs people in to it; with None they paste a token, once.
TRUST_EDITOR_SIGN_IN = None

# --- Your accounts, for links; leave None what you don't have ------------------------------
TRUST_X_HANDLE = "merrowdale"
TRUST_BLUESKY_HANDLE = "merrowdale.example"
TRUST_MASTODON_HANDLE = None

# --- The law: what the privacy page and the accessibility statement say --------------------
# Your data protection officer, and your web form for complaints about data.
TRUST_PRIVACY_EMAIL = "privacy@merrowdale.example"
TRUST_COMPLAINTS_FORM = "https://www.merrowdale.example/data-complaint/"
# How long your own web server keeps readers' addresses (0: not at all), and you keep letters about stories.
TRUST_LOG_DAYS = 30
TRUST_LETTER_MONTHS = 24
# When your information governance team confirmed the privacy page (year, month, day).
TRUST_PRIVACY_CONFIRMED = date(2026, 11, 2)
# When the accessibility statement was prepared, who last tested the site, and when it was last reviewed.
TRUST_ACCESSIBILITY_PREPARED = date(2026, 10, 5)
TRUST_ACCESSIBILITY_TESTED_BY = "our communications team, by hand and with axe-core"
TRUST_ACCESSIBILITY_REVIEWED = date(2026, 11, 2)

# --- How much at once ----------------------------------------------------------------------
TRUST_PAGE_SIZE = 12
TRUST_FEED_ITEMS = 20

# ===========================================================================================
# Below here is how the site is built. A Trust has no need to change it.
# ===========================================================================================
SITEURL = "http://127.0.0.1:8000"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "Europe/London"
DEFAULT_LANG = TRUST_LANGUAGE
PLUGINS = ["goodnews.plugin"]
DELETE_OUTPUT_DIRECTORY = False
CACHE_CONTENT = False

# Our own plugin reads the stories, plans every page and feed, and makes the photos' renditions.
# Pelican's own readers of articles, pages and static files would copy originals and show drafts.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = FEED_ALL_RSS = FEED_ATOM = FEED_RSS = None
CATEGORY_FEED_ATOM = CATEGORY_FEED_RSS = TAG_FEED_ATOM = TAG_FEED_RSS = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = TRANSLATION_FEED_RSS = None
ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
WITH_FUTURE_DATES = False
