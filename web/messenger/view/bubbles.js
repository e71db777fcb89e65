// The components of an answer, as bubbles. Everything in them comes from outside, so it only ever becomes text.

import { cardButtons } from '../../carousel/card.js';
import { carousel } from '../../carousel/carousel.js';
import { h } from './dom.js';

/**
 * One component of an answer. `does.press` is called with what a pressed button says and its number, `does.tap` with the
 * number of a card and what was done with its item.
 */
export function bubble(component, does) {
  if (component.type === 'card') return component.kind === 'list' ? list(component, does) : card(component, does);
  if (component.type === 'carousel') return carousel(component.cards, does);
  // A component that is newer than this page still shows the words it has.
  return textBubble(component.text ?? component.title ?? component.alt ?? '');
}

/** Plain words. */
export function textBubble(text, ...extra) {
  return h('div', { class: 'bubble' }, h('p', {}, text), ...extra);
}

function card({ title, description, buttons = [] }, { press }) {
  return h('div', { class: 'bubble card' },
    title && h('p', { class: 'card-title' }, title),
    description && h('p', { class: 'card-text' }, description),
    cardButtons(buttons, press));
}

function list({ header, items = [], buttons = [] }, { press }) {
  const lines = items.map(({ title, description }) =>
    h('li', {}, h('p', { class: 'item-title' }, title), description && h('p', { class: 'item-text' }, description)));
  return h('div', { class: 'bubble card' },
    header.title && h('p', { class: 'card-title' }, header.title),
    h('ul', { class: 'items' }, lines),
    cardButtons(buttons, press));
}
