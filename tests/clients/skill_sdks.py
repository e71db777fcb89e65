"""SDKs for skill servers that others wrote, behind one server: `skill_sdks.py IEUM [NODE_MODULES]`.

Each answers in its own way, with as many components as it has. Our request is read by an SDK as well, and its signature
verified by the reference library. Every check prints a line; the first that fails ends the program.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import ikakao.skill as ik
import kakaosb as sb
from kakao_chatbot import Payload
from kakao_chatbot.response import ActionEnum, KakaoResponse, QuickReply
from kakao_chatbot.response import components as kc
from standardwebhooks import Webhook

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
PICTURE = "https://shop.example/1.jpg"
PAGE = "https://shop.example/"


def of_ikakao():
    """It misspells the field of the picture of what is for sale."""
    picture = ik.Thumbnail(PICTURE, 800, 400, link=PAGE, fixed_ratio=True)
    return ik.Response(
        ik.SimpleText("안녕하세요"),
        ik.CommerceCard("피자", 15000, [picture], [ik.Button("주문")], discount_rate=14, discounted_price=12900),
        ik.Carousel(
            ik.BasicCard("하나", "첫째", thumbnail=picture, buttons=[ik.Button("고르기")]),
            ik.BasicCard("둘", "둘째", thumbnail=picture),
            header=ik.CarouselHeader("머리", "설명", picture),
        ),
        quick_replies=["처음으로"],
    ).to_dict()


def of_kakao_chatbot():
    picture = kc.Thumbnail(PICTURE, link=kc.Link(web=PAGE), fixed_ratio=False)
    buttons = [
        kc.Button("열기", ActionEnum.WEBLINK, web_link_url=PAGE),
        kc.Button("주문", ActionEnum.BLOCK, block_id="order", extra={"menu": 1}),
    ]
    response = KakaoResponse()
    response.add_component(kc.TextCardComponent("제목", "설명", buttons))
    response.add_component(
        kc.ItemCardComponent(
            [kc.Item("메뉴", "마르게리타")],
            head="주문",
            image_title=kc.ImageTitle("주문 1234", "배달 중", PICTURE),
            item_list_alignment="right",
            item_list_summary=kc.ItemListSummary("합계", "12,900원"),
            title="고마워요",
            description="곧 도착해요.",
            buttons=buttons,
        )
    )
    carousel = kc.CarouselComponent()
    for price in (15000, 18000):
        carousel.add_item(
            kc.CommerceCardComponent(price, picture, "피자", "맛있어요", buttons, currency="won", discount=1000)
        )
    response.add_component(carousel)
    response.add_quick_reply(QuickReply("처음으로", ActionEnum.MESSAGE, message_text="처음"))
    response.add_context("ordering", 5, 60, {"menu": "1"})
    return response.get_dict()


def of_kakaosb():
    builder = sb.SkillResponseBuilder()
    builder.append(sb.SimpleImage(PICTURE, "피자"))
    item = sb.ListItem("줄", "설명", PICTURE, sb.Link(web=PAGE))
    builder.append(sb.ListCard(sb.ListItem("목록"), [item, item], [sb.MessageButton("더", "더 보여 줘")]))
    builder.append(sb.BasicCard(sb.Thumbnail(PICTURE), "제목", "설명", buttons=[sb.PhoneButton("전화", "02-123-4567")]))
    return builder.to_dict()


ANSWERS = {"/ikakao": of_ikakao, "/kakao_chatbot": of_kakao_chatbot, "/kakaosb": of_kakaosb}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    failures = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            Webhook(SECRET).verify(body, dict(self.headers))
        except Exception as error:
            return self.answer(401, {"message": str(error)})
        try:
            payload = Payload.from_dict(json.loads(body))
            assert payload.user_id and payload.utterance and payload.bot.id, payload
            self.answer(200, ANSWERS[self.path]())
        except Exception as error:
            Handler.failures.append(f"{self.path}: {error!r}")
            self.answer(500, {})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def ieum(program, *args):
    done = subprocess.run([program, "--language", "en", "skill", *args], capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def judge(program, url, *more):
    """Nothing of the answer is left out, and the whole check passes."""
    status, told = ieum(program, "call", url, "--json", *more)
    assert status == 0, told
    called = json.loads(told)
    errors = [finding for finding in called["findings"] if finding["severity"] == "error"]
    assert not errors and called["shown"] and called["speech"], called
    status, told = ieum(program, "check", url, *more)
    assert status == 0, told


def serving(name, program, command, paths, more=(), **environment):
    """A server of its own that prints its address and is judged at these paths."""
    environment = {**os.environ, **environment}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        try:
            address = server.stdout.readline().strip()
            for path in paths:
                judge(program, address + path, *more)
        finally:
            server.kill()
    print(f"ok {name}", flush=True)


def examples(program, node):
    folder = Path(__file__).parents[2] / "examples/skills"
    python = [sys.executable, folder / "python/skill.py", "0", SECRET]
    serving("examples/skills/python", program, python, ["/order", "/slow"], ["--secret", SECRET])
    if node:
        script = [node, folder / "node/skill.js", "0"]
        serving("examples/skills/node", program, script, ["/catalogue", "/shops", "/receipt"])


def of_node(program, node, modules):
    if not modules or not node:
        print("left out: kakao-chatbot-templates and the example in Node need Node.js and npm")
        return
    script = [node, Path(__file__).with_name("skill_sdk.cjs")]
    serving("kakao-chatbot-templates", program, script, ["/"], NODE_PATH=modules)


def main(program, modules=None):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for path in ANSWERS:
        judge(program, f"http://127.0.0.1:{server.server_port}{path}", "--secret", SECRET)
        assert not Handler.failures, Handler.failures
        print(f"ok {path[1:]}", flush=True)
    node = shutil.which("node")
    examples(program, node)
    of_node(program, node, modules)


if __name__ == "__main__":
    main(*sys.argv[1:])
