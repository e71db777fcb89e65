// A picture on its own; it opens large.

import { t } from '../i18n/index.js';
import { dialog } from '../messenger/view/dialog.js';
import { h, icon } from '../messenger/view/dom.js';
import { ownPicture } from './links.js';

/** A picture as a bubble. */
export function imageBubble({ url, alt }) {
  const src = ownPicture(url);
  const open = h('button', { type: 'button', class: 'bubble image-bubble', 'aria-label': t('pictureOpen', { alt }), on: { click: () => openLarge(src, alt) } });
  const gone = () => open.replaceWith(h('div', { class: 'bubble image-gone' }, icon('photo'), h('p', {}, alt || t('photoGone'))));
  // Whoever builds a bubble puts it somewhere first: a replacement needs a place.
  if (!src) return h('div', { class: 'bubble image-gone' }, icon('photo'), h('p', {}, alt || t('photoGone')));
  open.append(h('img', { src, alt: alt ?? '', loading: 'lazy', decoding: 'async', on: { error: gone } }));
  return open;
}

function openLarge(src, alt) {
  const element = dialog('picture-dialog', alt || t('photo'), h('img', { src, alt: alt ?? '' }));
  element.addEventListener('close', () => element.remove());
  document.body.append(element);
  element.showModal();
}
