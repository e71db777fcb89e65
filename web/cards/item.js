// An item card: a table of names and what belongs to them, such as a receipt, a ticket or a booking.

import { h } from '../messenger/view/dom.js';
import { profileLine } from './commerce.js';
import { smallPicture, thumbnail } from './picture.js';

/** What stands above the buttons. */
export function item({ thumbnail: picture, head, profile, imageTitle, rows = [], alignRight, summary, title, description }) {
  const row = ({ title: name, description: what }) => h('div', {}, h('dt', {}, name), h('dd', {}, what));
  return [
    picture && thumbnail(picture, imageTitle?.title ?? head ?? title),
    head && h('strong', { class: 'item-head' }, head),
    !head && profile && h('div', { class: 'item-profile' }, profileLine(profile)),
    imageTitle && h('div', { class: 'image-title' },
      h('span', {}, h('strong', { class: 'card-title' }, imageTitle.title), imageTitle.description && h('span', { class: 'card-text' }, imageTitle.description)),
      imageTitle.image && smallPicture(imageTitle.image, imageTitle.title)),
    (rows.length > 0 || summary) && h('dl', { class: 'rows', dataset: { align: alignRight ? 'right' : 'left' } },
      rows.map(row), summary && h('div', { class: 'summary' }, h('dt', {}, summary.title), h('dd', {}, summary.description))),
    (title || description) && h('div', { class: 'card-summary' },
      title && h('strong', { class: 'card-title' }, title), description && h('span', { class: 'card-text' }, description)),
  ];
}
