// What was done for a partner, by whom and when, the newest first.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { call, of } from '../api.js';
import { button, page, troublePlace, when } from './parts.js';

export async function audit(app) {
  const place = troublePlace();
  const list = h('ol', { class: 'entries' });
  const more = button(t('consoleMore'), () => place.run(load), { hidden: true });
  let next;

  async function load() {
    const { entries, next: further } = await call('GET', `${of(app.partner, 'audit')}${next ? `?before=${next}` : ''}`);
    list.append(...entries.map(row));
    next = further;
    more.hidden = !next;
  }

  await load();
  return page(t('consoleAudit'), { lead: t('consoleAuditLead') }, list, place.element, more);
}

function row({ at, actor, by, action, target, detail }) {
  return h('li', { class: 'row' },
    h('span', { class: 'row-title' }, t(`consoleDid_${action}`)),
    h('span', { class: 'row-note' }, [target, detail].filter(Boolean).join(' · '), h('span', { class: 'row-more' }, when(at), ` · ${by}`, actor === 'key' && ` (${t('consoleKey')})`)));
}
