// Words in a bubble.

import { t } from '../i18n/index.js';
import { h } from '../messenger/view/dom.js';

// Longer words are folded, as people know it from their messenger.
const shown = 500;

/** Plain words. */
export function textBubble(text, ...extra) {
  return h('div', { class: 'bubble' }, h('p', {}, text), ...extra);
}

/** An answer's words: of long ones the beginning, and a button for all of them. */
export function foldedText({ text }) {
  const letters = Array.from(String(text ?? ''));
  if (letters.length <= shown) return textBubble(text);
  const words = h('p', {});
  const button = h('button', { type: 'button', class: 'fold', on: { click: () => fold(button.getAttribute('aria-expanded') === 'true') } });
  function fold(folded) {
    words.textContent = folded ? `${letters.slice(0, shown).join('').trimEnd()}…` : text;
    button.textContent = t(folded ? 'showAll' : 'showLess');
    button.setAttribute('aria-expanded', String(!folded));
  }
  fold(true);
  return h('div', { class: 'bubble folding' }, words, button);
}
