"""Pronounced Hangul in the letters of `data/voices/ieum.txt`, as `speech/src/phonemes/korean.rs` writes it."""

FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
STRONG = dict(zip("ㄲㄸㅃㅉㅋㅌㅍㅊ", "ﾢﾨﾳﾹﾻﾼﾽﾺ"))
SOFT = dict(zip("ㄱㄷㅂㅈ", "ﾡﾧﾲﾸ"))
VOWELS = "ㅏ ㅐ ㅑㅏ ㅑㅐ ㅓ ㅔ ㅑￆ ㅑㅔ ㅗ ㅘㅏ ㅘㅐ ㅘㅔ ㅑㅗ ㅜ ㅘￆ ㅘㅔ ㅘㅣ ㅑㅜ ㅡ ㅢㅣ ㅣ".split()
HUSHING = {2, 3, 6, 7, 12, 16, 17, 20}
LAST = {1: "ᆨ", 4: "ᆫ", 7: "ᆮ", 8: "ᆯ", 16: "ᆷ", 17: "ᆸ", 21: "ᆼ"}
BREATHED = "ㅅᄾㅆᄿㅎ" + "".join(STRONG)


def letters(pronounced):
    out, before = "", ""
    for c in pronounced:
        place = ord(c) - ord("가")
        if not 0 <= place < 11_172:
            out += "" if c == " " and out.endswith(" ") else c
            before = before if c == " " else ""
            continue
        first, vowel, last = FIRST[place // 588], place // 28 % 21, LAST.get(place % 28, "")
        if first == "ㅆ" and before == "ᆮ":
            out = out.rstrip(" ").removesuffix("ᆮ") + (" " if out.endswith(" ") else "")
        begins, voiced = out.endswith(" "), before in tuple("vᆫᆷᆼᆯ")
        if first in "ㅅㅆ":
            hushed = vowel in HUSHING
            sound = {"ㅅ": "ㅅᄾ"[hushed], "ㅆ": ("ㅆﾶ", "ᄿᄽ")[hushed]}[first]
        elif first in SOFT:
            sound = SOFT[first] if voiced and not (begins and first in "ㄷㅂ") else first
        elif first == "ㄹ":
            sound = "ﾩ" if before == "ᆯ" else "ㄹ"
        else:
            sound = first.replace("ㅇ", "") + STRONG.get(first, "")
        out += sound + VOWELS[vowel] + last
        before = last or "v"
    out = out if out.endswith((".", ",", "?", "!")) else out + "."
    return "…" + out if out[0] in BREATHED else out
