// A short message that goes away by itself.

import { localized, t } from '../../i18n/index.js';
import { h, iconButton } from './dom.js';

const shownFor = 8_000;

/** @returns {{element: HTMLElement, show: (problem: {key?: string, message?: object}) => void}} */
export function toast(app) {
  const words = h('p', { role: 'alert' });
  const element = h('div', { class: 'toast', hidden: true }, words, iconButton('close', t('close'), hide));
  let timer = 0;

  function hide() {
    clearTimeout(timer);
    element.hidden = true;
    words.textContent = '';
  }

  app.onDispose(() => clearTimeout(timer));
  return {
    element,
    show({ key, message }) {
      clearTimeout(timer);
      element.hidden = false;
      words.textContent = key ? t(key) : localized(message);
      timer = setTimeout(hide, shownFor);
    },
  };
}
