"""A pizza shop as a skill server, with what Python comes with: `python3 skill.py PORT [SECRET]`.

    /order      a card with quick replies; the order so far lives in a context
    /slow       answers by callback, because the oven takes its time
    /validate   judges how many pizzas somebody may have

With a secret (`whsec_...`), requests without its signature are refused. To try it:

    ieum skill call http://localhost:8000/order --say "피자 주문할게"
"""

import base64
import hashlib
import hmac
import json
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MENU = {
    "마르게리타": ("토마토, 모차렐라, 바질", "https://picsum.photos/id/292/800/400"),
    "페퍼로니": ("페퍼로니, 모차렐라", "https://picsum.photos/id/312/800/400"),
}
MOST_BYTES = 1_000_000
# Signatures of requests that are older may have been copied.
TOLERANCE = 300


def order(payload):
    """What to eat? Whoever presses a menu has its name come back in clientExtra."""
    extra = payload["action"].get("clientExtra") or {}
    params = payload["action"].get("params") or {}
    menu = extra.get("menu") or params.get("menu")
    if menu not in MENU:
        choices = [
            {"label": name, "action": "message", "messageText": f"{name} 주세요", "extra": {"menu": name}}
            for name in MENU
        ]
        return {"template": {"outputs": [{"simpleText": {"text": "어떤 피자를 드릴까요?"}}], "quickReplies": choices}}
    count = ordered(payload) + 1
    about, picture = MENU[menu]
    card = {
        "title": menu,
        "description": f"{about}\n지금까지 {count}판 담았어요.",
        "thumbnail": {"imageUrl": picture},
        "buttons": [
            {"label": "하나 더", "action": "message", "messageText": f"{menu} 하나 더", "extra": {"menu": menu}},
            {"label": "가게에 전화", "action": "phone", "phoneNumber": "02-123-4567"},
        ],
    }
    return {
        "template": {
            "outputs": [{"basicCard": card}],
            "quickReplies": [{"label": "다른 피자", "action": "message", "messageText": "다른 피자 보여 줘"}],
        },
        # For the next ten turns we are told how many there are.
        "context": {"values": [{"name": "order", "lifeSpan": 10, "params": {"count": str(count)}}]},
    }


def ordered(payload):
    for context in payload.get("contexts") or []:
        if context.get("name") == "order":
            count = (context.get("params") or {}).get("count")
            count = count.get("value") if isinstance(count, dict) else count
            return int(count) if str(count).isdigit() else 0
    return 0


def slow(payload):
    """Promises an answer, and sends it when it is there: once, within a minute."""
    callback = payload["userRequest"].get("callbackUrl")
    if not callback:
        return {"template": {"outputs": [{"simpleText": {"text": "오븐이 아직 뜨거워지고 있어요."}}]}}
    threading.Thread(target=bake, args=(callback,), daemon=True).start()
    return {"useCallback": True, "data": {"text": "피자를 굽고 있어요. 잠시만 기다려 주세요."}}


def bake(callback):
    time.sleep(1)
    answer = {"version": "2.0", "template": {"outputs": [{"simpleText": {"text": "피자가 다 구워졌어요!"}}]}}
    request = urllib.request.Request(
        callback, json.dumps(answer).encode(), {"Content-Type": "application/json; charset=UTF-8"}
    )
    try:
        urllib.request.urlopen(request, timeout=5).read()
    except OSError as error:
        print(f"the callback failed: {error}", file=sys.stderr)


def validate(request):
    """One to ten pizzas."""
    value = request.get("value") or {}
    said = str(value.get("resolved") or value.get("origin") or "")
    digits = "".join(c for c in said if c.isdigit())
    if digits and 1 <= int(digits) <= 10:
        return {"status": "SUCCESS", "value": digits}
    return {"status": "FAIL", "message": "한 번에 한 판에서 열 판까지 주문할 수 있어요."}


def is_signed(secret, headers, body):
    """Standard Webhooks: HMAC-SHA256 over id, time and body."""
    try:
        fresh = abs(time.time() - int(headers["webhook-timestamp"])) < TOLERANCE
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        signatures = headers["webhook-signature"].split(" ")
    except (TypeError, ValueError, AttributeError):
        return False
    # Several: while one secret takes over from another.
    return fresh and any(hmac.compare_digest(expected, signature) for signature in signatures)


SKILLS = {"/order": order, "/slow": slow}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept
    secret = None

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        if length > MOST_BYTES:
            self.close_connection = True
            return self.answer(413, {})
        body = self.rfile.read(length)
        if self.secret and not is_signed(self.secret, self.headers, body):
            return self.answer(401, {"message": "the signature is wrong"})
        try:
            payload = json.loads(body)
            if self.path == "/validate":
                return self.answer(200, validate(payload))
            if self.path in SKILLS:
                return self.answer(200, {"version": "2.0", **SKILLS[self.path](payload)})
        except (ValueError, KeyError, TypeError) as error:
            return self.answer(400, {"message": f"no payload: {error!r}"})
        self.answer(404, {})

    def answer(self, status, value):
        body = json.dumps(value, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def main():
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    Handler.secret = sys.argv[2] if len(sys.argv) > 2 else None
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
