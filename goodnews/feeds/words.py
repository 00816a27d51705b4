"""The few words that feeds say by themselves, in English and Welsh."""

from dataclasses import dataclass
from datetime import datetime

from goodnews.story import LONDON, show_time

_ENGLISH_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_ENGLISH_MONTHS = "January February March April May June July August September October November December"
_WELSH_DAYS = "Dydd Llun,Dydd Mawrth,Dydd Mercher,Dydd Iau,Dydd Gwener,Dydd Sadwrn,Dydd Sul"
_WELSH_MONTHS = "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"

LOCALES = {"en": "en-GB", "cy": "cy"}
"""What feeds call the two languages."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. `{}` is where a name or a time goes."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    to: str
    midday: str
    midnight: str
    photo_by: str
    watch: str
    watch_live: str
    watch_recording: str
    listen: str
    live_on: str
    when: str
    where: str
    transcript: str
    thanks_from: str
    thanks_to: str
    with_: str
    notes: str
    translation: str
    removed: str
    removed_summary: str
    about: str
    subscribe: str
    visit: str
    older: str
    doorstep: str
    podcast: str
    podcast_about: str

    def moment(self, moment: datetime) -> str:
        """Say a day and time in London.

        >>> from datetime import datetime
        >>> ENGLISH.moment(datetime(2026, 11, 24, 14, 30, tzinfo=LONDON))
        'Tuesday 24 November 2026, 2:30pm'
        """
        return f"{self._day(moment.astimezone(LONDON))}, {self._time(moment.astimezone(LONDON))}"

    def span(self, starts: datetime, ends: datetime | None) -> str:
        """Say from when to when; a second time on the same day without its date.

        >>> from datetime import datetime
        >>> noon = datetime(2026, 11, 24, 12, tzinfo=LONDON)
        >>> ENGLISH.span(noon, noon.replace(hour=13))
        'Tuesday 24 November 2026, midday to 1pm'
        """
        if ends is None:
            return self.moment(starts)
        first, last = starts.astimezone(LONDON), ends.astimezone(LONDON)
        end = self._time(last) if first.date() == last.date() else self.moment(last)
        return f"{self.moment(first)} {self.to} {end}"

    def _day(self, day: datetime) -> str:
        return f"{self.days[day.weekday()]} {day.day} {self.months[day.month - 1]} {day.year}"

    def _time(self, moment: datetime) -> str:
        spoken = show_time(moment)
        return {"midday": self.midday, "midnight": self.midnight}.get(spoken, spoken)


ENGLISH = Words(
    days=tuple(_ENGLISH_DAYS.split()),
    months=tuple(_ENGLISH_MONTHS.split()),
    to="to",
    midday="midday",
    midnight="midnight",
    photo_by="Photo: {}",
    watch="Watch: {}",
    watch_live="Watch it live",
    watch_recording="Watch the recording",
    listen="Listen: {}",
    live_on="Live: {}",
    when="When: {}",
    where="Where: {}",
    transcript="Transcript",
    thanks_from="From: {}",
    thanks_to="To: {}",
    with_="A conversation with {}",
    notes="Notes to editors",
    translation="Darllenwch hwn yn Gymraeg",
    removed="Story removed",
    removed_summary="This story has been removed.",
    about="{}: good news from {}.",
    subscribe="Subscribe",
    visit="Visit the site",
    older="Older stories",
    doorstep="This is a feed: new stories come to you, free, without an account. Copy this page’s address"
    " into a feed reader, or choose Subscribe if you have one already.",
    podcast="{}, the podcast",
    podcast_about="Voices from the wards and corridors of {}, in their own words.",
)

WELSH = Words(
    days=tuple(_WELSH_DAYS.split(",")),
    months=tuple(_WELSH_MONTHS.split()),
    to="i",
    midday="hanner dydd",
    midnight="hanner nos",
    photo_by="Llun: {}",
    watch="Gwylio: {}",
    watch_live="Gwylio'n fyw",
    watch_recording="Gwylio'r recordiad",
    listen="Gwrando: {}",
    live_on="Yn fyw: {}",
    when="Pryd: {}",
    where="Ble: {}",
    transcript="Trawsgrifiad",
    thanks_from="Oddi wrth: {}",
    thanks_to="At: {}",
    with_="Sgwrs gyda {}",
    notes="Nodiadau i olygyddion",
    translation="Read this in English",
    removed="Stori wedi'i thynnu",
    removed_summary="Mae'r stori hon wedi'i thynnu.",
    about="{}: newyddion da gan {}.",
    subscribe="Tanysgrifio",
    visit="Mynd i'r wefan",
    older="Straeon hŷn",
    doorstep="Ffrwd yw hon: daw straeon newydd atoch chi, am ddim, heb gyfrif. Copïwch gyfeiriad y dudalen"
    " hon i ddarllenydd ffrydiau, neu dewiswch Tanysgrifio os oes un gennych yn barod.",
    podcast="{}, y podlediad",
    podcast_about="Lleisiau o wardiau a choridorau {}, yn eu geiriau eu hunain.",
)


def words_for(language: str) -> Words:
    """The words of "en" or "cy"."""
    return WELSH if language == "cy" else ENGLISH
