"""Show them ours: a Trust's good news, from Markdown to pages, feeds and one post each."""
