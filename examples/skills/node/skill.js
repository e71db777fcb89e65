// A bookshop's catalogue as a skill server, with what Node comes with: `node skill.js PORT`.
//
//   /catalogue   books for sale beside each other; whoever presses one has its number come back in clientExtra
//   /shops       a list whose lines open pages and say things
//   /receipt     a table of what was bought
//
// To try it:  ieum skill call http://localhost:8001/catalogue --say "책 보여 줘"

import { createServer } from "node:http";

const BOOKS = [
  { number: 1, title: "달빛 우체국", about: "편지를 배달하는 토끼 이야기", price: 15000, now: 12900, rate: 14 },
  { number: 2, title: "바람의 정원", about: "한 해 동안 핀 꽃들", price: 18000 },
  { number: 3, title: "느린 기차", about: "바다까지 가는 하루", price: 9000, off: 1000 },
];
const MOST_BYTES = 1_000_000;

const picture = (number) => `https://picsum.photos/id/${number + 20}/800/400`;
const won = (amount) => `${amount.toLocaleString("ko-KR")}원`;
const cost = (book) => book.now ?? book.price - (book.off ?? 0);
const show = (outputs, quickReplies = []) => ({ version: "2.0", template: { outputs, quickReplies } });

function catalogue(payload) {
  const wanted = payload.action?.clientExtra?.book;
  const book = BOOKS.find((book) => book.number === wanted);
  if (book) {
    return show([{ simpleText: { text: `${book.title}: ${book.about}. ${won(cost(book))}이에요.` } }]);
  }
  const items = BOOKS.map((book) => ({
    title: book.title,
    description: book.about,
    price: book.price,
    currency: "won",
    ...(book.now && { discountedPrice: book.now, discountRate: book.rate }),
    ...(book.off && { discount: book.off }),
    thumbnails: [{ imageUrl: picture(book.number), link: { web: `https://books.example/${book.number}` } }],
    buttons: [
      { label: "자세히", action: "message", messageText: `${book.title} 자세히`, extra: { book: book.number } },
      { label: "사러 가기", action: "webLink", webLinkUrl: `https://books.example/${book.number}` },
    ],
  }));
  const replies = [{ label: "매장 찾기", action: "message", messageText: "매장 알려 줘" }];
  return show([{ carousel: { type: "commerceCard", items } }], replies);
}

function shops() {
  const items = [
    { title: "강남점", description: "11:00~22:00", imageUrl: picture(7), link: { web: "https://books.example/gangnam" } },
    { title: "부산점", description: "10:00~21:00", action: "message", messageText: "부산점에 무슨 책이 있어?" },
  ];
  const buttons = [{ label: "지도", action: "webLink", webLinkUrl: "https://books.example/map" }];
  return show([{ listCard: { header: { title: "가까운 매장" }, items, buttons } }]);
}

function receipt() {
  const book = BOOKS[0];
  return show([
    {
      itemCard: {
        imageTitle: { title: "영수증", description: "달빛 서점" },
        itemList: [
          { title: "책", description: book.title },
          { title: "권수", description: "2" },
        ],
        itemListAlignment: "right",
        itemListSummary: { title: "합계", description: won(2 * cost(book)) },
        title: "고맙습니다",
        description: "내일 도착해요.",
        buttons: [{ label: "보내기", action: "share" }],
      },
    },
  ]);
}

const SKILLS = { "/catalogue": catalogue, "/shops": shops, "/receipt": receipt };

const server = createServer((request, response) => {
  const answer = (status, value) => {
    const body = Buffer.from(JSON.stringify(value));
    response.writeHead(status, { "Content-Type": "application/json; charset=UTF-8", "Content-Length": body.length });
    response.end(body);
  };
  const skill = SKILLS[request.url];
  if (!skill || request.method !== "POST") return answer(404, {});
  const chunks = [];
  let size = 0;
  request.on("data", (chunk) => {
    size += chunk.length;
    if (size > MOST_BYTES) request.destroy();
    else chunks.push(chunk);
  });
  request.on("end", () => {
    try {
      answer(200, skill(JSON.parse(Buffer.concat(chunks).toString())));
    } catch (error) {
      answer(400, { message: `no payload: ${error.message}` });
    }
  });
});

server.listen(Number(process.argv[2] ?? 8001), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
