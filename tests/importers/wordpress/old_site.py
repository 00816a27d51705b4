"""An export as WordPress writes it, of a made-up Trust's old news."""

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Merrowdale news</title><link>https://www.merrowdale.example</link>
<wp:wxr_version>1.2</wp:wxr_version>
"""
FOOT = "</channel></rss>\n"


def item(
    *,
    number: int = 1,
    title: str = "A garden for Ward 7",
    link: str = "https://www.merrowdale.example/news/2019/05/ward-7-garden/",
    name: str = "ward-7-garden",
    gmt: str = "2019-05-03 13:22:00",
    local: str = "2019-05-03 14:22:00",
    html: str = "<p>It is open.</p>",
    excerpt: str = "",
    kind: str = "post",
    status: str = "publish",
    password: str = "",
    labels: str = "",
    more: str = "",
) -> str:
    return f"""<item>
<title>{title}</title><link>{link}</link><dc:creator><![CDATA[somebody]]></dc:creator>
<content:encoded><![CDATA[{html}]]></content:encoded><excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date><![CDATA[{local}]]></wp:post_date>
<wp:post_date_gmt><![CDATA[{gmt}]]></wp:post_date_gmt><wp:post_name><![CDATA[{name}]]></wp:post_name>
<wp:status><![CDATA[{status}]]></wp:status><wp:post_type><![CDATA[{kind}]]></wp:post_type>
<wp:post_password><![CDATA[{password}]]></wp:post_password>{labels}{more}
</item>
"""


def label(name: str, domain: str = "category") -> str:
    return f'<category domain="{domain}" nicename="x"><![CDATA[{name}]]></category>'


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key><![CDATA[{key}]]></wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def picture(number: int, file: str, alt: str = "") -> str:
    url = f"https://www.merrowdale.example/wp-content/uploads/{file}"
    more = f"<wp:attachment_url>{url}</wp:attachment_url>" + meta("_wp_attached_file", file)
    return item(
        number=number,
        kind="attachment",
        status="inherit",
        more=more + (meta("_wp_attachment_image_alt", alt) if alt else ""),
    )


def export(*items: str) -> bytes:
    return (HEAD + "".join(items) + FOOT).encode()
