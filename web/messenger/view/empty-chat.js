// What a chat shows before anything was said: who is there, and sentences to begin with.

import { t } from '../../i18n/index.js';
import { h } from './dom.js';

/**
 * @param {string[]} suggestions what the person may want to ask, as far as the server knows
 * @param {(text: string) => void} say is called with the chosen one
 */
export function emptyChat(suggestions, say) {
  const examples = (suggestions.length ? suggestions : t('examples')).map((text) =>
    h('li', {}, h('button', { type: 'button', class: 'button chip', on: { click: () => say(text) } }, text)));
  return h('section', { class: 'empty' },
    h('img', { src: '/icons/mark.svg', alt: '', width: 72, height: 72 }),
    h('h2', {}, t('emptyTitle')),
    h('p', {}, t('emptyText')),
    h('ul', { class: 'examples' }, examples));
}
