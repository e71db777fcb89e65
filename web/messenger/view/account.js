// The foot of the settings: whose messenger this is, and the way out.

import { t } from '../../i18n/index.js';
import { signedIn, signOut } from '../session.js';
import { h } from './dom.js';
import { passkeys } from './passkeys.js';

export function account(app) {
  const who = h('p', { hidden: true });
  const problem = h('p', { class: 'hint', role: 'alert' });
  const leave = h('button', { type: 'button', class: 'button', hidden: true, on: { click: () => goodbye() } }, t('signOut'));
  const workshop = h('a', { class: 'button plain', href: '/console', target: '_blank', rel: 'noopener' }, t('makeBots'));
  const docs = h('a', { class: 'button plain', href: '/docs', target: '_blank', rel: 'noopener' }, t('apiDocs'));

  async function render() {
    const known = (await signedIn()) === true;
    leave.hidden = who.hidden = !known;
    if (known) who.textContent = t('signedInAs', { name: app.store.person?.name ?? '' });
  }

  async function goodbye() {
    const unsent = app.outbox.all();
    if (unsent.length > 0 && !window.confirm(t('signOutUnsent'))) return;
    try {
      await signOut();
      // The next person at this browser must not send them.
      for (const { id } of unsent) app.outbox.remove(id);
    } catch {
      problem.textContent = t('signOutFailed');
    }
  }

  app.listen(app.store, 'person', render);
  return h('div', { class: 'account' }, who, passkeys(), h('div', { class: 'account-buttons' }, leave, workshop, docs), problem);
}
