// The components of an answer, as bubbles. Everything in them comes from outside, so it only ever becomes text.

import { h, icon } from './dom.js';

/** One component of an answer. `press` is called with the text of a pressed button. */
export function bubble(component, press) {
  if (component.type === 'card') return card(component, press);
  if (component.type === 'list') return list(component, press);
  // A component that is newer than this page still shows the words it has.
  return textBubble(component.text ?? component.title ?? component.header ?? '');
}

/** Plain words. */
export function textBubble(text, ...extra) {
  return h('div', { class: 'bubble' }, h('p', {}, text), ...extra);
}

function card({ title, description, buttons = [] }, press) {
  return h('div', { class: 'bubble card' },
    title && h('p', { class: 'card-title' }, title),
    description && h('p', { class: 'card-text' }, description),
    buttonRow(buttons, press));
}

function list({ header, items = [], buttons = [] }, press) {
  const lines = items.map(({ title, description }) =>
    h('li', {}, h('p', { class: 'item-title' }, title), description && h('p', { class: 'item-text' }, description)));
  return h('div', { class: 'bubble card' },
    header && h('p', { class: 'card-title' }, header),
    h('ul', { class: 'items' }, lines),
    buttonRow(buttons, press));
}

function buttonRow(buttons, press) {
  if (buttons.length === 0) return null;
  return h('div', { class: 'card-buttons' }, buttons.map((button) => cardButton(button, press)));
}

function cardButton({ label, action, message, url }, press) {
  if (action !== 'webLink') {
    return h('button', { type: 'button', class: 'card-button', on: { click: () => press(message ?? label) } }, label);
  }
  // Only pages: a `javascript:` address from outside must not become a link.
  if (!/^https?:\/\//i.test(url ?? '')) return null;
  return h('a', { class: 'card-button', href: url, target: '_blank', rel: 'noopener noreferrer' }, label, icon('link'));
}
