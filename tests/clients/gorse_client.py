"""Gorse's own client against a running server: `gorse_client.py ADDRESS KEY`.

A small shop of our own: half of its people like films about the sea, half films about mountains. Every check prints a
line; the first that fails ends the program.
"""

import asyncio
import sys
import time

import requests
from gorse import AsyncGorse, Gorse, GorseException

NOW = "2026-01-02T03:04:05Z"


def title(number):
    return f"{'바다' if number % 2 == 0 else '산'} 이야기 {number}"


def fails(status, call, *arguments, **named):
    try:
        call(*arguments, **named)
    except GorseException as problem:
        assert problem.status_code == status, problem.status_code
        return
    raise AssertionError(f"{call.__name__}{arguments} was answered")


def users(client):
    user = {"UserId": "1000", "Labels": {"gender": "M", "job": "engineer"}, "Comment": "처음 온 사람"}
    assert client.insert_user(user)["RowAffected"] == 1
    assert client.get_user("1000") == user
    many = [{"UserId": f"{number}", "Labels": None, "Comment": ""} for number in range(40)]
    assert client.insert_users(many)["RowAffected"] == 40
    first, cursor = client.get_users(3)
    assert [user["UserId"] for user in first] == ["0", "1", "10"] and cursor, (first, cursor)
    rest, cursor = client.get_users(100, cursor)
    assert len(rest) == 38 and not cursor, (len(rest), cursor)
    assert client.delete_user("1000")["RowAffected"] == 1
    fails(404, client.get_user, "1000")
    print("users: 41, by pages of 3 and 100")


def items(client):
    for number in range(20):
        item = {
            "ItemId": f"{number}",
            "IsHidden": False,
            "Labels": {"tags": ["예시"]},
            "Categories": ["바다" if number % 2 == 0 else "산"],
            "Timestamp": f"20{number:02}-01-01T00:00:00Z",
            "Comment": title(number),
        }
        assert client.insert_item(item)["RowAffected"] == 1
        assert client.get_item(f"{number}") == item
    hidden = {
        "ItemId": "2000",
        "IsHidden": True,
        "Labels": {"embedding": [0.1, 0.2, 0.3]},
        "Categories": ["바다", "산"],
        "Timestamp": NOW,
        "Comment": "숨은 이야기",
    }
    client.insert_item(hidden)
    assert client.get_item("2000") == hidden
    assert client.update_item("2000", comment="小黄人 (2015)")["RowAffected"] == 1
    assert client.get_item("2000") == {**hidden, "Comment": "小黄人 (2015)"}
    page, cursor = client.get_items(3)
    assert [item["ItemId"] for item in page] == ["0", "1", "10"] and cursor
    found = client.search_items("산 이야기 7", 3)
    assert [item["ItemId"] for item in found] == ["7", "17"], found
    assert client.delete_item("2000")["RowAffected"] == 1
    fails(404, client.get_item, "2000")
    print("items: 21, one found by", repr("산 이야기 7"))


def feedback(client):
    likings = [
        {"FeedbackType": "star", "UserId": f"{user}", "ItemId": f"{(user + 2 * step) % 20}", "Timestamp": NOW, "Value": 1.0}
        for user in range(40)
        for step in range(6)
    ]
    assert client.insert_feedbacks(likings)["RowAffected"] == 240
    assert client.insert_feedback("watch", "0", "19", NOW, 2.0)["RowAffected"] == 1
    assert len(client.list_feedbacks("star", "0")) == 6
    (watched,) = client.list_feedbacks("watch", "0")
    assert (watched["ItemId"], watched["Value"], watched["Timestamp"]) == ("19", 2.0, NOW), watched
    page, cursor = client.get_feedbacks(100)
    count = len(page)
    while cursor:
        page, cursor = client.get_feedbacks(100, cursor)
        count += len(page)
    assert count == 241, count
    assert client.delete_feedback("0", "19")["RowAffected"] == 1
    assert client.list_feedbacks("watch", "0") == []
    fails(400, client.insert_feedback, "star", "0", "1", "gestern")
    fails(400, client.insert_feedback, "star", "0", "1", "2999-01-01T00:00:00Z")
    print("feedback: 241, by pages of 100")


def learn(address, key):
    path = f"{address}/v1/recommend/films/learning"
    headers = {"Authorization": f"Bearer {key}"}
    assert requests.post(path, headers=headers, timeout=60).status_code == 202
    for _ in range(600):
        learning = requests.get(path, headers=headers, timeout=60).json()["learning"]
        if "ended" in learning:
            assert learning["ended"]["outcome"] == "learnt", learning
            return
        time.sleep(0.1)
    raise AssertionError("nothing was learnt in a minute")


def recommendations(client):
    shown = client.get_recommend("0", n=3)
    assert [int(score.id) % 2 for score in shown] == [0, 0, 0], [score.id for score in shown]
    assert all(a.score >= b.score for a, b in zip(shown, shown[1:]))
    seen = {one["ItemId"] for one in client.list_feedbacks("star", "0")}
    assert not seen & {score.id for score in client.get_recommend("0", n=20)}
    further = client.get_recommend("0", n=2, offset=1)
    assert [score.id for score in further] == [score.id for score in shown[1:]]
    within = client.get_recommend("0", category="산", n=3)
    assert [int(score.id) % 2 for score in within] == [1, 1, 1]
    assert len(client.get_recommend("nobody", n=3)) == 3
    near = client.get_neighbors("4", n=3)
    assert [int(one["Id"]) % 2 for one in near] == [0, 0, 0], near
    session = [{"FeedbackType": "watch", "UserId": "", "ItemId": number, "Timestamp": NOW} for number in ("1", "3")]
    shown = client.session_recommend(session, n=3)
    assert [int(one["Id"]) % 2 for one in shown] == [1, 1, 1], shown
    # What is written back as read is not shown again.
    before = [score.id for score in client.get_recommend("7", n=3, write_back_type="read")]
    after = [score.id for score in client.get_recommend("7", n=3)]
    assert not set(before) & set(after), (before, after)
    print("recommendations for 0:", ", ".join(title(int(score.id)) for score in client.get_recommend("0", n=3)))


async def asynchronous(address, key):
    client = AsyncGorse(f"{address}/gorse/films", key)
    shown = await client.get_recommend("0", n=3)
    assert len(shown) == 3
    assert (await client.get_user("3"))["UserId"] == "3"
    assert len(await client.get_neighbors("4", n=3)) == 3
    print("asynchronous: as well")


def main():
    address, key = sys.argv[1:]
    address = address.rstrip("/")
    client = Gorse(f"{address}/gorse/films", key, timeout=60)
    users(client)
    items(client)
    feedback(client)
    learn(address, key)
    recommendations(client)
    asyncio.run(asynchronous(address, key))
    fails(401, Gorse(f"{address}/gorse/films", "wrong", timeout=60).get_users, 3)
    fails(404, Gorse(f"{address}/gorse/nothing", key, timeout=60).get_recommend, "0")


if __name__ == "__main__":
    main()
