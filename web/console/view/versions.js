// What was deployed, the newest first, and going back to one of them.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { call } from '../api.js';
import { badge, button, empty, troublePlace, when } from './parts.js';

export function versions(app, base, { live, versions: all }, may) {
  if (all.length === 0) return empty(t('consoleNoVersions'), t('consoleNoVersionsText'));
  const place = troublePlace();
  const rollBack = async (version) => {
    if (!confirm(t('consoleRollBackSure', { version }))) return;
    if (await place.run(() => call('POST', `${base}/roll-back`, { version }))) app.refresh();
  };
  const row = ({ number, madeAt, madeBy, note, passed, tested }) => h('li', { class: 'row', dataset: { version: number } },
    h('span', { class: 'row-title' }, t('consoleVersion', { version: number })),
    h('span', { class: 'row-note' }, when(madeAt), ` · ${madeBy}`, tested > 0 && ` · ${t('consolePassed', { passed, tested })}`, note && h('span', { class: 'row-more' }, note)),
    number === live ? badge(t('consoleIsLive'), 'good') : may && button(t('consoleRollBack'), () => rollBack(number)));
  return h('div', {}, place.element, h('ul', { class: 'entries' }, all.map(row)));
}
