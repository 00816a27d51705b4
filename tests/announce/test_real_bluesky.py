"""Against a real personal data server, as Bluesky runs it: by hand (docs/working-on-the-program.md)."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goodnews.announce.network import AlreadyPosted, Claim, NotFound, PostDraft, Posted, PostImage
from goodnews.announce.networks.bluesky import Bluesky
from tests.announce.stage import make_story

pytestmark = pytest.mark.real_bluesky

SERVER = """
const net = require('node:net')
const listen = net.Server.prototype.listen
// The server binds every interface by itself; a test may not.
net.Server.prototype.listen = function (port, ...rest) {
  const wanted = typeof port === 'object' && port !== null ? port.port : port
  const done = rest.find((each) => typeof each === 'function')
  return listen.call(this, { port: wanted ?? 0, host: '127.0.0.1' }, done)
}
const { TestNetworkNoAppView } = require('@atproto/dev-env')
TestNetworkNoAppView.create({ plc: {}, pds: {} }).then(async (network) => {
  const agent = network.pds.getClient ? network.pds.getClient() : network.pds.getAgent()
  await agent.createAccount({
    handle: 'ward.test', email: 'ward@merrowdale.example', password: 'a-long-password',
  })
  console.log('ready ' + JSON.stringify({ url: network.pds.url }))
  process.stdin.resume()
  process.stdin.on('end', async () => { await network.close(); process.exit(0) })
})
"""
PICTURE = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
STORY = make_story("night-on-ward-7", title="A night on “Ward 7” 🫖")


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    folder = Path(os.environ["BLUESKY_DEV_ENV"])
    process = subprocess.Popen(
        ["node", "-e", SERVER],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin
    assert process.stdout
    late = threading.Timer(120, process.kill)
    late.start()
    line = next((line for line in process.stdout if line.startswith(b"ready ")), b"")
    late.cancel()
    assert line, "the server did not start"
    yield json.loads(line.removeprefix(b"ready "))["url"]
    process.stdin.close()
    process.wait(timeout=30)
    process.stdout.close()


def connect(base: str, later: float = 0.0) -> Bluesky:
    here = base.replace("localhost", "127.0.0.1")
    now = datetime.now(UTC) + timedelta(seconds=later)
    return Bluesky("ward.test", "a-long-password", base=here, now=lambda: now)


def test_a_story_is_posted_found_and_deleted(base: str) -> None:
    network = connect(base)
    picture = PostImage(PICTURE, "image/jpeg", "Two nurses, backs to us")
    assert network.account().startswith("@ward.test;")
    request = network.build_request(PostDraft(STORY, network.compose(STORY), picture))
    claim = Claim(STORY.id, "", STORY.url, request, datetime.now(UTC))
    assert network.find(claim) == NotFound()
    posted = network.post(request)
    assert network.find(claim) == posted
    assert network.post(request) == posted, "the same record once more is no error and no second post"
    with pytest.raises(AlreadyPosted):
        network.post(request.replace('"en"', '"cy"'))
    network.delete(posted.id)
    assert network.find(claim) == NotFound()


def test_of_eight_at_once_the_server_itself_takes_one(base: str) -> None:
    story = make_story("eight-at-once")
    networks = [connect(base, number) for number in range(8)]
    requests = [network.build_request(PostDraft(story, network.compose(story))) for network in networks]

    def post(number: int) -> Posted | None:
        try:
            return networks[number].post(requests[number])
        except AlreadyPosted:
            return None

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(post, range(8)))
    assert outcomes.count(None) == 7, outcomes
