// A card of any kind: what it shows, what can be pressed, and how it is handed on.

import { t } from '../i18n/index.js';
import { h, icon } from '../messenger/view/dom.js';
import { basic } from './basic.js';
import { cardButtons } from './buttons.js';
import { commerce } from './commerce.js';
import { item } from './item.js';
import { list } from './list.js';
import { share } from './share.js';
import { title } from './words.js';

const kinds = { basic, commerce, list, item };

/** A card that stands alone; null for a kind that this page does not know. */
export function card(content, does) {
  if (!kinds[content.kind]) return null;
  return h('article', { class: 'bubble card', 'aria-label': title(content), dataset: { kind: content.kind, opinion: content.opinion ?? '' } },
    parts(content, does), isHandedOn(content) && forward(content, does));
}

/** All that is in a card. `open` says how it opens where it is one of many, the one at this `place`. */
export function parts(content, does, open, place) {
  // A kind that is newer than this page shows its words.
  const draw = kinds[content.kind] ?? basic;
  return [...draw(content, does, open, place), cardButtons(content, does)];
}

/** Beside other things to press it would only be in the way. */
function isHandedOn({ forwardable, buttons = [], header, items = [] }) {
  return forwardable && buttons.length === 0 && ![header, ...items].some((one) => one?.action);
}

function forward(content, { tell }) {
  return h('div', { class: 'card-foot' },
    h('button', { type: 'button', class: 'forward', on: { click: () => share(content, tell) } }, icon('share'), t('share')));
}
