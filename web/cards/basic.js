// A basic card: words, perhaps beneath a picture.

import { h } from '../messenger/view/dom.js';
import { opener } from './opener.js';
import { thumbnail } from './picture.js';

/** What stands above the buttons. `open` shows the whole card, where it is one of many. */
export function basic({ thumbnail: picture, title, description }, does, open) {
  return opener({ picture, title, open },
    picture && thumbnail(picture, title),
    (title || description) && h('span', { class: 'card-summary' },
      title && h('strong', { class: 'card-title' }, title),
      description && h('span', { class: 'card-text' }, description)));
}
