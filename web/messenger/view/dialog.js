// A dialog: the browser keeps the focus inside and closes it on Escape.

import { t } from '../../i18n/index.js';
import { h, iconButton } from './dom.js';

/** @returns {HTMLDialogElement} with a title and a close button; a press beside it closes it. */
export function dialog(name, title, ...content) {
  const titleId = `${name}-title`;
  const element = h('dialog', { class: `dialog ${name}`, 'aria-labelledby': titleId },
    h('header', { class: 'bar' }, h('h2', { id: titleId }, title), iconButton('close', t('close'), () => element.close())),
    h('div', { class: 'dialog-body' }, ...content));
  element.addEventListener('click', (event) => event.target === element && element.close());
  return element;
}
