// The parts of one card. Everything in them comes from outside, so it only ever becomes text.

import { h, icon } from '../messenger/view/dom.js';

const tints = 6;

/** The card's picture, fetched when it comes into sight; a drawn one where there is none or it does not come. */
export function picture({ thumbnail, title }) {
  const image = thumbnail?.url;
  const frame = h('span', { class: 'card-picture', 'aria-hidden': 'true' });
  const draw = () => frame.replaceChildren(placeholder(title));
  // Only pictures: whatever else is in an address from outside is not asked for.
  if (!/^(https?:\/\/|\/(?!\/)|data:image\/)/i.test(image ?? '')) draw();
  else {
    frame.append(h('img', { src: image, alt: '', loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer', on: { error: draw } }));
  }
  return frame;
}

/** The first letter of the title on a ground whose colour is the title's own. */
function placeholder(title) {
  const letters = Array.from(title.trim());
  const tint = letters.reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7) % tints;
  return h('span', { class: 'card-drawn', dataset: { tint } }, letters.find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? '·');
}

/** What a card says at a glance. */
export function summary({ title, description, price }) {
  return h('span', { class: 'card-summary' },
    h('span', { class: 'card-title' }, title),
    description && h('span', { class: 'card-text' }, description),
    price && h('span', { class: 'card-price' }, price.now));
}

/** The buttons of a card or a list. `press` is called with what the pressed one says, and its number. */
export function cardButtons(buttons, press) {
  const drawn = buttons.map((button) => cardButton(button, press)).filter(Boolean);
  return drawn.length === 0 ? null : h('div', { class: 'card-buttons' }, drawn);
}

function cardButton({ label, action, message, url, press: number }, press) {
  if (action !== 'webLink') {
    return h('button', { type: 'button', class: 'card-button', on: { click: () => press(message ?? label, number) } }, label);
  }
  // Only pages: a `javascript:` address from outside must not become a link.
  if (!/^https?:\/\//i.test(url ?? '')) return null;
  return h('a', { class: 'card-button', href: url, target: '_blank', rel: 'noopener noreferrer' }, label, icon('link'));
}
