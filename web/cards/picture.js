// The pictures of cards: fetched when they come into sight, and drawn where there is none or it does not come.

import { h } from '../messenger/view/dom.js';
import { ownPicture, page } from './links.js';

const tints = 6;

/** The picture of a card: a link where it has one. `title` is what the card is about. */
export function thumbnail(picture, title, properties = {}) {
  const href = page(picture?.link);
  const alt = picture?.alt ?? '';
  const frame = h(href ? 'a' : 'span', {
    ...properties, class: 'card-picture', dataset: { shape: picture?.shape ?? 'none' },
    ...(href ? { href, target: '_blank', rel: 'noopener noreferrer', 'aria-label': alt || title } : { 'aria-hidden': alt ? undefined : 'true' }),
  });
  return fill(frame, picture?.url, href ? '' : alt, title);
}

/** A small square picture beside words. It says nothing that they do not say. */
export function smallPicture(address, title, name = 'small-picture') {
  return fill(h('span', { class: name, 'aria-hidden': 'true' }), address, '', title);
}

/** The first letter of the title on a ground whose colour is the title's own. */
export function placeholder(title) {
  const letters = Array.from(String(title ?? '').trim());
  const tint = letters.reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7) % tints;
  return h('span', { class: 'card-drawn', dataset: { tint } }, letters.find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? '·');
}

/** Puts the picture into its frame. */
function fill(frame, address, alt, title) {
  const src = ownPicture(address);
  const draw = () => frame.replaceChildren(placeholder(title));
  if (src) frame.append(h('img', { src, alt, loading: 'lazy', decoding: 'async', on: { error: draw } }));
  else draw();
  return frame;
}
