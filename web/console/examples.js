// Small bots to begin with. Each works at once: three blocks, values that are asked for, and tests that pass.

import { language } from '../i18n/index.js';

/** The texts of a small flower shop, in the language of the page. */
export function flowers(id, name) {
  const quoted = JSON.stringify(name);
  return language() === 'ko' ? korean(id, quoted) : english(id, quoted);
}

function korean(id, name) {
  const bot = `bot: ${id}
name: ${name}
language: ko
description: 꽃을 주문하고 영업시간을 알아봐요

entities:
  flower:
    장미: [로즈, 빨간 장미]
    튤립: [튜울립]
    국화: []

welcome: {text: "어서 오세요! 무엇을 도와드릴까요?", quick_replies: [꽃 주문하고 싶어요, 몇 시까지 해요?]}
fallback: "꽃 주문과 영업시간, 오시는 길을 도와드릴 수 있어요."

blocks:
  - id: hours
    title: 영업시간 안내
    examples: |
      - 몇 시까지 해요?
      - 언제 문 열어요?
      - 오늘 영업하나요?
      - 영업시간 알려 주세요
    response: "오전 열 시부터 저녁 여덟 시까지 열어요."

  - id: order
    title: 꽃 주문
    examples: |
      - 꽃 주문하고 싶어요
      - [장미](flower) [열 송이](sys.number) 주문할게요
      - [튤립](flower) 살게요
      - [국화](flower) [다섯 송이](sys.number) 주세요
    parameters:
      - {name: flower, label: 꽃, entity: flower, prompts: [어떤 꽃으로 할까요?], choices: [장미, 튤립, 국화]}
      - {name: count, label: 수량, entity: sys.number, prompts: ["몇 송이 드릴까요?"], validate: {least: 1, most: 100}}
    confirm: "{{ flower }} {{ count }}송이 주문할까요?"
    response: "{{ flower|을 }} {{ count }}송이 주문했어요."

  - id: way
    title: 오시는 길
    examples: |
      - 어디에 있어요?
      - 가게 위치 알려 주세요
      - 오시는 길 알려 주세요
      - 지하철역에서 가까워요?
    response: "이음역 2번 출구에서 걸어서 3분이에요."
`;
  const tests = `- block: hours
  say: [몇 시에 문 닫아요?, 영업시간이 어떻게 돼요?]
- block: order
  say: [장미 세 송이 주문할게요]
- block: way
  say: [가게가 어디에 있어요?]
`;
  return { bot, tests, dialogues: '', knowledge: {} };
}

function english(id, name) {
  const bot = `bot: ${id}
name: ${name}
language: en
description: Order flowers and ask about opening hours

entities:
  flower:
    rose: [roses, red rose, red roses]
    tulip: [tulips]
    daisy: [daisies]

welcome: {text: "Welcome! What can I do for you?", quick_replies: [I'd like to order flowers, When are you open?]}
fallback: "I can help with orders, opening hours and the way to the shop."

blocks:
  - id: hours
    title: opening hours
    examples: |
      - when are you open
      - what are your opening hours
      - what time do you close
      - are you open today
    response: "We are open from 10 AM to 8 PM."

  - id: order
    title: flower order
    examples: |
      - I'd like to order flowers
      - order [ten](sys.number) [roses](flower)
      - I want [five](sys.number) [tulips](flower) please
      - can I get some [daisies](flower)
    parameters:
      - {name: flower, label: flower, entity: flower, prompts: [Which flowers would you like?], choices: [rose, tulip, daisy]}
      - {name: count, label: number, entity: sys.number, prompts: ["How many?"], validate: {least: 1, most: 100}}
    confirm: "{{ count }} × {{ flower }}. Shall I place the order?"
    response: "Your order is in: {{ count }} × {{ flower }}."

  - id: way
    title: the way
    examples: |
      - where are you
      - where is the shop
      - how do I get to the shop
      - what is your address
    response: "Three minutes on foot from exit 2 of the station."
`;
  const tests = `- block: hours
  say: [what time do you close?, what are the opening hours?]
- block: order
  say: [I want three roses please]
- block: way
  say: [where is your shop?]
`;
  return { bot, tests, dialogues: '', knowledge: {} };
}
