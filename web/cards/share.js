// Handing a card on: by what the device offers for it, else as words that can be pasted.

import { page } from './links.js';
import { title, words } from './words.js';

/** Hands a card on. `tell` is called with the key of what the person should know. */
export async function share(card, tell) {
  const shared = { title: title(card), text: words({ type: 'card', ...card }), url: firstPage(card) ?? undefined };
  if (navigator.canShare?.(shared)) {
    try {
      return await navigator.share(shared);
    } catch (error) {
      if (error.name === 'AbortError') return undefined;
    }
  }
  try {
    await navigator.clipboard.writeText([shared.text, shared.url].filter(Boolean).join('\n'));
    tell?.('shareCopied');
  } catch {
    tell?.('shareFailed');
  }
  return undefined;
}

/** The page that a card is about. */
function firstPage({ thumbnail, buttons = [], header, items = [] }) {
  const addresses = [thumbnail?.link, ...[...buttons, header, ...items].map((one) => one?.url)];
  return addresses.map(page).find(Boolean);
}
