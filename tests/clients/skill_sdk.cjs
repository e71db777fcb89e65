// A skill server that answers with the package kakao-chatbot-templates, and reads our requests with it.

const { createServer } = require("node:http");
const kakao = require("kakao-chatbot-templates");

const picture = () => new kakao.Thumbnail({ imageUrl: "https://shop.example/1.jpg", fixedRatio: true });

function answer(body) {
  const request = new kakao.ChatbotRequest(JSON.parse(body));
  for (const read of [request.botId, request.utterance, request.blockId, request.botUserKey, request.plusfriendUserKey]) {
    // The check sends a request without the person's other names.
    if (read === undefined && request.userProperties?.botUserKey) throw new Error("something is missing");
  }
  const button = new kakao.Button({ label: "주문", action: "block", blockId: "order", extra: { menu: 1 } });
  const card = (price) => new kakao.CommerceCard({
    thumbnails: [picture()], description: "피자", price, currency: "won", discountRate: 14, discountPrice: 12900, buttons: [button],
  });
  const template = new kakao.Template(
    [
      new kakao.SimpleText("안녕하세요"),
      new kakao.BasicCard({ title: "제목", description: "설명", thumbnail: picture(), buttons: [new kakao.WebLinkButton("열기", "https://shop.example/")] }),
      new kakao.Carousel([card(15000), card("18000")]),
    ],
    [new kakao.QuickReply({ label: "처음으로", action: "message", messageText: "처음" })],
  );
  return new kakao.SkillResponse(template).render();
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    try {
      const text = JSON.stringify(answer(Buffer.concat(chunks).toString()));
      response.writeHead(200, { "Content-Type": "application/json" }).end(text);
    } catch (error) {
      response.writeHead(500).end(error.message);
    }
  });
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
