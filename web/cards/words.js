// What components say in plain words: for lists of chats, for what is handed on, and where one cannot be drawn.

/** The words of a component at a glance. */
export function headline(content) {
  return words(content).split('\n')[0];
}

/** All its words, line by line. */
export function words(content) {
  return lines(content ?? {}).filter((line) => typeof line === 'string' && line.trim()).join('\n');
}

function lines({ type, text, alt, header, cards, ...card }) {
  if (type === 'carousel') return [header?.title, ...list(cards).map((one) => title(one))];
  return [text, alt, ...cardLines({ header, ...card })];
}

function cardLines({ header, items, head, profile, imageTitle, title, price, rows, summary, description }) {
  const pairs = [...list(rows), summary].filter(Boolean).map(pair);
  return [
    header?.title, ...list(items).map(pair),
    head, profile?.name, imageTitle && pair(imageTitle), ...pairs,
    title, price?.now, description,
  ];
}

/** What a card is about, wherever that is written. */
export function title({ title: own, header, imageTitle, head, profile, description }) {
  return own || header?.title || imageTitle?.title || head || profile?.name || description || '';
}

function pair({ title: name, description }) {
  return [name, description].filter(Boolean).join(': ');
}

function list(value) {
  return Array.isArray(value) ? value : [];
}
