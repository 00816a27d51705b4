"""GOV.UK Notify: tokens checked, templates known, references not unique."""

import re
import time
from dataclasses import dataclass, field
from typing import Any

import jwt

from tests.announce.fakes.server import FakeServer, No, Request

SERVICE = "11111111-2222-3333-4444-555555555555"
SECRET = "99999999-8888-7777-6666-555555555555"
KEY = f"merrowdale-{SERVICE}-{SECRET}"
EMAIL, TEXT = "aaaaaaaa-0000-4000-8000-000000000000", "bbbbbbbb-0000-4000-8000-000000000000"


def credentials(url: str, people: str = "sister@merrowdale.example, 07700 900123") -> dict[str, str]:
    return {
        "NOTIFY_BASE": url,
        "NOTIFY_API_KEY": KEY,
        "NOTIFY_EMAIL_TEMPLATE": EMAIL,
        "NOTIFY_TEXT_TEMPLATE": TEXT,
        "NOTIFY_RECIPIENTS": people,
        "NOTIFY_HASH_KEY": "planted-hash-key-0123456789",
        "NOTIFY_UNSUBSCRIBE_LINK": "yes",
    }


@dataclass
class FakeNotify(FakeServer):
    sent: list[dict[str, Any]] = field(default_factory=list)
    bad_addresses: set[str] = field(default_factory=set)

    def answer(self, request: Request) -> tuple[int, object]:
        token = request.headers["authorization"].removeprefix("Bearer ")
        try:
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"require": ["iss", "iat"]})
        except jwt.PyJWTError:
            raise No(403, _errors("AuthError", "Invalid token: signature, api token not found")) from None
        assert claims["iss"] == SERVICE
        assert abs(claims["iat"] - time.time()) < 30
        where = f"{request.method} {request.path}"
        if where in {"POST /v2/notifications/email", "POST /v2/notifications/sms"}:
            return self._send(request)
        if where == "GET /v2/notifications":
            (reference,) = request.query["reference"]
            found = [each for each in self.sent if each["reference"] == reference]
            return 200, {"notifications": list(reversed(found)), "links": {}}
        if where in {f"GET /v2/template/{EMAIL}", f"GET /v2/template/{TEXT}"}:
            return 200, {"id": EMAIL, "name": "A new story", "version": 1, "body": "((message))"}
        raise No(404, _errors("NoResultFound", where))

    def _send(self, request: Request) -> tuple[int, object]:
        asked = request.json
        is_email = request.path.endswith("email")
        whom = "email_address" if is_email else "phone_number"
        assert set(asked) == {whom, "template_id", "personalisation", "reference"}
        assert asked["template_id"] == (EMAIL if is_email else TEXT)
        assert set(asked["personalisation"]) == {"message", "title", "summary", "link"}
        if asked[whom] in self.bad_addresses:
            raise No(400, _errors("ValidationError", f"{whom} Not a valid address {asked[whom]}"))
        assert re.fullmatch(r"\+447\d{9}|[^@ ]+@merrowdale\.example", asked[whom])
        number = f"{len(self.sent):08d}-0000-4000-8000-000000000000"
        self.sent.append({"id": number, "to": asked[whom], "reference": asked["reference"]})
        return 201, {"id": number, "reference": asked["reference"], "content": {}, "template": {}}

    def posts(self) -> list[str]:
        return [each["to"] for each in self.sent]


def _errors(kind: str, message: str) -> dict[str, object]:
    return {"errors": [{"error": kind, "message": message}], "status_code": 400}
