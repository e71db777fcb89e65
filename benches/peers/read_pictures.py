"""Draws pictures with text of known wording, for `cargo xtask bench read`: the same seed gives the same pictures.

Usage: read_pictures.py FOLDER SEED PICTURES_A_KIND

Needs Pillow and numpy, and the fonts of Debian's fonts-nanum and fonts-noto-cjk.
"""

import io
import json
import random
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

NANUM = Path("/usr/share/fonts/truetype/nanum")
NOTO = Path("/usr/share/fonts/opentype/noto")
FONTS = [(NANUM / f"{name}.ttf", 0) for name in (
    "NanumGothic", "NanumGothicBold", "NanumBarunGothic", "NanumBarunGothicBold", "NanumMyeongjo",
    "NanumMyeongjoBold", "NanumSquareR", "NanumSquareB", "NanumSquareRoundR", "NanumSquareRoundB",
)] + [(NOTO / f"{name}.ttc", 1) for name in (
    "NotoSansCJK-Regular", "NotoSansCJK-Bold", "NotoSerifCJK-Regular", "NotoSerifCJK-Bold",
)]
BOLD = [font for font in FONTS if "Bold" in font[0].name or font[0].stem.endswith("B")]
CODE = (NANUM / "NanumGothicCoding.ttf", 0)

KOREAN = """오늘 오후에는 전국 대부분 지역에 비가 내리겠습니다|내일 아침 기온은 어제보다 조금 낮을 것으로 보입니다
도서관은 매주 월요일과 공휴일에 문을 닫습니다|책을 빌리실 때에는 회원증을 보여 주세요|할머니께서 보내 주신 감자가 참 맛있었어요
우리 동네 빵집은 아침 일곱 시에 문을 열어요|버스를 놓쳐서 회의에 십 분쯤 늦을 것 같아요|엘리베이터 점검으로 잠시 이용할 수 없습니다
이번 주말에는 가족과 함께 바닷가에 다녀왔다|강아지 산책은 저녁을 먹고 나서 하기로 했어|냉장고에 넣어 둔 케이크는 누가 다 먹었을까
환불은 구입하신 날부터 이레 안에 해 드립니다|음식물 반입을 삼가 주시기 바랍니다|주차장은 건물 뒤편에 있으니 참고하세요
첫눈이 오는 날 광화문 앞에서 만나기로 약속했다|그는 낡은 의자에 앉아 창밖을 오래 바라보았다|꽃이 핀 뜰을 쓸고 햇볕에 이불을 널었다
계단에서는 뛰지 말고 오른쪽으로 걸어 주세요|문의하실 내용이 있으면 관리 사무소로 연락해 주십시오|택배는 경비실에 맡겨 주시면 감사하겠습니다
쓰레기는 정해진 요일에만 내놓아 주세요|밖으로 나가기 전에 창문과 가스를 꼭 확인하세요|값이 싸고 질이 좋은 물건을 고르는 법
새로 나온 딸기 우유가 편의점에서 불티나게 팔린다|형은 넓은 들판을 가로질러 외갓집까지 뛰어갔다|숙제를 끝내고 나서야 겨우 잠자리에 들었다
괜찮으시다면 다음 역에서 함께 내려요|닭볶음탕은 뼈를 발라 먹어야 제맛이지|읽던 책갈피에서 네 잎 클로버를 찾았다""".replace("\n", "|").split("|")

ENGLISH = """The library is closed on Mondays and public holidays|Please show your ticket at the gate
Heavy rain is expected across the country this afternoon|Do not leave your luggage unattended
She opened the window and watched the street for a while|Our bakery opens at seven every morning
Keep this medicine out of the reach of children|All sales are final unless the item is damaged
The quick train stops at every station after midnight|Return the key to the front desk before noon
Wet floor, please walk carefully|A small lamp stood beside the old wooden chair|Fresh coffee and warm bread served all day
The meeting has been moved to the second floor|Visitors must sign in at the office""".replace("\n", "|").split("|")

MIXED = """아메리카노 Americano 4,500원|와이파이 비밀번호 ieum2026!|서울역 Seoul Station 1번 출구|문의 02-345-6789 (평일 9:00~18:00)
신제품 Galaxy S26 예약 판매|USB-C 충전기 20W 포함|홈페이지 www.dalbit.kr 에서 확인|오전 10:30 KTX 123 열차 8호차|할인 쿠폰 SALE50 입력 시 50% 할인
영수증 No. 20261130-0042|3층 회의실 Room 302 예약 완료|LED 전구 E26 12W 주광색|유통기한 2027.03.15 까지|회원 등급 VIP 적립 3%
A동 1204호 김하늘 님|환율 1 USD = 1,385.20원|이메일 help@dalbit.kr 로 보내 주세요|PDF 파일 15.2MB 다운로드|BUS 402번 도착 3분 전|무료 배송 FREE 30,000원 이상""".replace("\n", "|").split("|")

SIGNS = """달빛식당|한솔약국|서울우체국|24시 편의점|출입 금지|주차 금지|비상구 EXIT|화장실 Toilet|당기세요 PULL|미세요 PUSH|어린이 보호 구역|공사 중|접수처
매표소 TICKET|카페 봄날 CAFE|금연 구역|엘리베이터|안내 데스크|꽃집 뜰|영업 중 OPEN|오늘 쉽니다|속도를 줄이시오 30|버스 정류장|은행나무 치과|해오름 서점 BOOKS""".replace("\n", "|").split("|")

DISHES = """김치찌개|된장찌개|비빔밥|돌솥비빔밥|물냉면|칼국수|떡볶이|순대국밥|제육볶음|해물파전|닭갈비|불고기 정식|콩나물국밥|잔치국수|만두전골|육개장|갈비탕|계란말이
카페라테|바닐라 라테|자몽 에이드|녹차 빙수|레몬 케이크|딸기 타르트|쑥 인절미|호박죽|잡채|생선구이|쌈밥|감자전""".replace("\n", "|").split("|")

CHAT = """지금 어디야?|나 방금 도착했어 ㅎㅎ|ㅋㅋㅋ 진짜?|응 3번 출구 앞|저녁 뭐 먹을까|떡볶이 어때?|좋아 좋아!|6시 30분까지 갈게|사진 보내 줘|오늘 고마웠어|내일 봐~
잘 자 :)|회의는 2시로 옮겼어요|네 알겠습니다|자료는 메일로 보냈어요|확인했습니다, 감사합니다|택배 왔대|문 앞에 두세요""".replace("\n", "|").split("|")


def font(rng, size, fonts=FONTS):
    path, index = rng.choice(fonts)
    return ImageFont.truetype(str(path), size, index=index)


def price(rng):
    return f"{rng.randrange(15, 320) * 100:,}"


def lines_on(rng, lines, size, ink=(20, 20, 20), paper=(255, 255, 255), gap=0.7, fonts=FONTS, margin=30):
    """One font, one line below the other."""
    face = font(rng, size, fonts)
    width = max(int(face.getlength(line)) for line in lines) + 2 * margin
    step = int(size * (1 + gap))
    picture = Image.new("RGB", (width, step * len(lines) + 2 * margin), paper)
    draw = ImageDraw.Draw(picture)
    for i, line in enumerate(lines):
        draw.text((margin, margin + i * step), line, ink, face)
    return picture


def sentences(rng, count, source=KOREAN):
    return rng.sample(source, count)


def clean(rng):
    lines = sentences(rng, 6)
    return lines_on(rng, lines, rng.randrange(22, 36)), lines


def english(rng):
    lines = sentences(rng, 6, ENGLISH)
    return lines_on(rng, lines, rng.randrange(20, 34)), lines


def mixed(rng):
    lines = sentences(rng, 6, MIXED)
    return lines_on(rng, lines, rng.randrange(22, 36)), lines


def small(rng):
    lines = sentences(rng, 5) + sentences(rng, 3, MIXED)
    return lines_on(rng, lines, rng.randrange(11, 15)), lines


def noisy(rng):
    lines = sentences(rng, 4) + sentences(rng, 2, MIXED)
    return noise(rng, lines_on(rng, lines, rng.randrange(22, 34)), 30), lines


def rotated(rng):
    lines = sentences(rng, 4) + sentences(rng, 2, MIXED)
    picture = lines_on(rng, lines, rng.randrange(24, 34))
    angle = rng.choice([-1, 1]) * rng.uniform(2, 8)
    return picture.rotate(angle, Image.BICUBIC, expand=True, fillcolor=(255, 255, 255)), lines


def coloured(rng):
    lines = sentences(rng, 3) + sentences(rng, 3, MIXED)
    hue = [rng.randrange(256) for _ in range(3)]
    dark = [value // 3 for value in hue]
    light = [255 - (255 - value) // 3 for value in reversed(hue)]
    ink, paper = rng.choice([(dark, light), (light, dark)])
    return lines_on(rng, lines, rng.randrange(24, 36), tuple(ink), tuple(paper)), lines


def pale(rng):
    lines = sentences(rng, 4) + sentences(rng, 2, MIXED)
    ground = rng.randrange(90, 230)
    ink = ground + rng.choice([-1, 1]) * rng.randrange(22, 34)
    picture = lines_on(rng, lines, rng.randrange(24, 34), (ink,) * 3, (ground,) * 3)
    return noise(rng, picture, 3), lines


def photo(rng):
    lines = sentences(rng, 4) + sentences(rng, 2, MIXED)
    page = lines_on(rng, lines, rng.randrange(30, 42), (40, 38, 36), (238, 234, 226), margin=50)
    return photographed(rng, page), lines


def sign(rng):
    lines = [rng.choice(SIGNS)]
    ink, paper = rng.choice([((255, 255, 255), (20, 90, 60)), ((250, 210, 30), (30, 30, 40)), ((200, 20, 30), (250, 250, 245)),
                             ((255, 255, 255), (180, 30, 40)), ((30, 40, 120), (240, 240, 250))])
    board = lines_on(rng, lines, rng.randrange(60, 110), ink, paper, fonts=BOLD, margin=60)
    return photographed(rng, board), lines


def menu(rng):
    size = rng.randrange(26, 36)
    face, title = font(rng, size), font(rng, size * 3 // 2, BOLD)
    dishes = rng.sample(DISHES, 8)
    prices = [price(rng) + rng.choice(["원", ""]) for _ in dishes]
    width, step = rng.randrange(520, 760), size * 9 // 5
    picture = Image.new("RGB", (width, step * 8 + size * 4), (252, 248, 238))
    draw = ImageDraw.Draw(picture)
    draw.text((width / 2, size * 3 // 2), "메뉴 MENU", (90, 40, 20), title, anchor="mm")
    for i, (dish, cost) in enumerate(zip(dishes, prices)):
        y = size * 3 + i * step
        draw.text((40, y), dish, (40, 30, 20), face)
        draw.text((width - 40, y), cost, (40, 30, 20), face, anchor="ra")
    return picture, ["메뉴 MENU"] + [f"{dish} {cost}" for dish, cost in zip(dishes, prices)]


def receipt(rng):
    face = ImageFont.truetype(str(CODE[0]), 20)
    dishes = rng.sample(DISHES, 5)
    rows = [("달빛식당", None), (f"사업자 {rng.randrange(100, 999)}-{rng.randrange(10, 99)}-{rng.randrange(10000, 99999)}", None),
            (f"2026-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02} {rng.randrange(10, 22)}:{rng.randrange(10, 60)}", None)]
    rows += [(f"{dish} x{rng.randrange(1, 4)}", price(rng)) for dish in dishes]
    rows += [("부가세", price(rng)), ("합계", price(rng)), ("카드 결제 승인 완료", None)]
    picture = Image.new("RGB", (420, len(rows) * 32 + 60), (250, 250, 248))
    draw = ImageDraw.Draw(picture)
    for i, (left, right) in enumerate(rows):
        draw.text((30, 30 + i * 32), left, (50, 50, 50), face)
        if right:
            draw.text((390, 30 + i * 32), right, (50, 50, 50), face, anchor="ra")
    return jpeg(noise(rng, picture, 8), 60), [left if right is None else f"{left} {right}" for left, right in rows]


def chat(rng):
    face = font(rng, 22)
    lines = rng.sample(CHAT, 7)
    picture = Image.new("RGB", (560, 7 * 62 + 40), (178, 199, 218))
    draw = ImageDraw.Draw(picture)
    for i, line in enumerate(lines):
        long, y = int(face.getlength(line)), 24 + i * 62
        mine = rng.random() < 0.5
        x = 560 - 30 - long - 30 if mine else 30
        draw.rounded_rectangle((x, y, x + long + 30, y + 44), 14, (254, 229, 0) if mine else (255, 255, 255))
        draw.text((x + 15, y + 8), line, (25, 25, 25), face)
    return picture, lines


def columns(rng):
    size = 22
    lines = sentences(rng, 12)
    face = font(rng, size)
    width = max(int(face.getlength(line)) for line in lines)
    picture = Image.new("RGB", (2 * width + 150, 6 * 40 + 60), (255, 255, 255))
    draw = ImageDraw.Draw(picture)
    for i, line in enumerate(lines):
        draw.text((40 + (i // 6) * (width + 70), 30 + (i % 6) * 40), line, (20, 20, 20), face)
    return picture, lines


def noise(rng, picture, strength):
    values = np.random.default_rng(rng.randrange(1 << 30)).normal(0, strength, (picture.height, picture.width, 3))
    return Image.fromarray(np.clip(np.asarray(picture, np.float32) + values, 0, 255).astype(np.uint8))


def jpeg(picture, quality):
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return Image.open(io.BytesIO(file.getvalue())).convert("RGB")


def photographed(rng, page):
    """Seen from aside on a table, unevenly lit, a little out of focus."""
    width, height = page.size
    wide, high = int(width * 1.25), int(height * 1.25) + 80
    reach = 0.07
    corners = [(wide * (0.08 + rng.uniform(0, reach)) + (wide * 0.84 - wide * 2 * reach) * (i in (1, 2)),
                high * (0.08 + rng.uniform(0, reach)) + (high * 0.84 - high * 2 * reach) * (i in (2, 3))) for i in range(4)]
    sources = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, sources):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    numbers = np.linalg.solve(np.array(rows, float), np.array(values, float))
    table = tuple(rng.randrange(60, 150) for _ in range(3))
    seen = page.convert("RGBA").transform((wide, high), Image.PERSPECTIVE, numbers, Image.BICUBIC)
    ground = Image.new("RGBA", (wide, high), table + (255,))
    ground.alpha_composite(seen)
    pixels = np.asarray(ground.convert("RGB"), np.float32)
    light = np.linspace(rng.uniform(0.6, 1.0), rng.uniform(0.8, 1.1), wide)[None, :, None]
    shade = np.linspace(rng.uniform(0.8, 1.0), rng.uniform(0.8, 1.05), high)[:, None, None]
    picture = Image.fromarray(np.clip(pixels * light * shade, 0, 255).astype(np.uint8))
    picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.6, 1.3)))
    return jpeg(noise(rng, picture, 5), rng.randrange(45, 75))


KINDS = [clean, english, mixed, small, noisy, rotated, coloured, pale, photo, sign, menu, receipt, chat, columns]


def main():
    folder, seed, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for kind in KINDS:
        for i in range(count):
            picture, lines = kind(random.Random(f"{seed} {kind.__name__} {i}"))
            name = f"{kind.__name__}-{i}.png"
            picture.save(folder / name)
            entries.append({"file": name, "kind": kind.__name__, "lines": lines})
    (folder / "pictures.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1))


main()
