// An answer, drawn as the messenger draws it.

import { component } from '../cards/component.js';
import { t } from '../i18n/index.js';
import { h } from '../messenger/view/dom.js';

/** `say` is called with what a pressed button or chip says. */
export function drawAnswer({ bubbles, quickReplies = [] }, say) {
  const told = h('p', { class: 'hint', role: 'status' });
  const does = { press: say, tell: (key) => { told.textContent = t(key); } };
  const chip = ({ label, message }) => h('button', { type: 'button', class: 'button chip', on: { click: () => say(message ?? label) } }, label);
  return [
    h('div', { class: 'bubbles' }, bubbles.map((content) => component(content, does))),
    quickReplies.length > 0 && h('div', { class: 'chips', role: 'group', 'aria-label': t('quickReplies') }, quickReplies.map(chip)),
    told,
  ].filter(Boolean);
}
