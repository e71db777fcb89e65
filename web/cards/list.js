// A list card: a header, and lines that may be pressed.

import { h } from '../messenger/view/dom.js';
import { actor } from './buttons.js';
import { smallPicture } from './picture.js';

/** What stands above the buttons. */
export function list(card, does) {
  const { header, items = [] } = card;
  return [
    header?.title && (actor(header, header.title, card, does, { class: 'list-head' }, header.title) ?? h('strong', { class: 'list-head' }, header.title)),
    h('ul', { class: 'items' }, items.map((item) => h('li', {}, line(item, card, does)))),
  ];
}

function line(item, card, does) {
  const { title, description, image } = item;
  const parts = [
    h('span', { class: 'item-words' }, h('span', { class: 'item-title' }, title), description && h('span', { class: 'item-text' }, description)),
    image && smallPicture(image, title),
  ];
  return actor(item, title, card, does, { class: 'item' }, ...parts) ?? h('div', { class: 'item' }, ...parts);
}
