// Of a card among others only so much is shown as fits: pressed, it opens.

import { h } from '../messenger/view/dom.js';
import { page } from './links.js';

/**
 * The picture and the words of a card, which a press opens where `open` says how: `{label, click}`. A picture that is a
 * link leads where it says.
 */
export function opener({ picture, open }, image, summary) {
  const parts = [image, summary].filter(Boolean);
  if (!open) return parts;
  const within = page(picture?.link) ? [summary].filter(Boolean) : parts;
  const button = within.length > 0 && h('button', { type: 'button', class: 'card-open', 'aria-label': open.label, on: { click: open.click } }, within);
  return within === parts ? [button] : [image, button];
}
