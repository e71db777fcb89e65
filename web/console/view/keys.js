// The keys of a partner's programs. A secret is shown once, when it is made.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { call, of } from '../api.js';
import { badge, button, copyable, empty, field, form, page, section, select, troublePlace, when } from './parts.js';
import { mayOwn } from './roles.js';

const scopes = ['bots:read', 'bots:write', 'bots:deploy', 'events:send', 'recommend', 'vision'];
const day = 24 * 60 * 60 * 1000;

export async function keys(app) {
  if (!mayOwn(app.partner)) return page(t('consoleKeys'), {}, empty(t('consoleOwnersOnly'), t('consoleOwnersOnlyText')));
  const { keys: all } = await call('GET', of(app.partner, 'keys'));
  const shown = h('div', { 'aria-live': 'polite' });
  const place = troublePlace();
  const tell = async ({ secret }) => {
    shown.replaceChildren(secretBox(secret));
    shown.scrollIntoView({ block: 'nearest' });
    const fresh = await call('GET', of(app.partner, 'keys'));
    list.replaceChildren(rows(app, fresh.keys, { place, tell }));
  };
  const list = h('div', {}, rows(app, all, { place, tell }));
  return page(t('consoleKeys'), { lead: t('consoleKeysLead') }, shown, place.element, list, section(t('consoleNewKey'), making(app, tell)));
}

function secretBox(secret) {
  return h('div', { class: 'secret' }, h('p', { class: 'nothing-title' }, t('consoleSecretOnce')), copyable(secret, t('consoleSecret')), h('p', { class: 'hint' }, t('consoleSecretHint')));
}

function rows(app, all, { place, tell }) {
  if (all.length === 0) return empty(t('consoleNoKeys'), t('consoleNoKeysText'));
  const rotate = (id) => async () => {
    const made = confirm(t('consoleRotateSure')) && (await place.run(() => call('POST', of(app.partner, 'keys', id, 'rotate'))));
    if (made) await tell(made);
  };
  const revoke = (id) => async () => {
    const gone = confirm(t('consoleRevokeSure')) && (await place.run(() => call('DELETE', of(app.partner, 'keys', id))));
    if (gone === null) app.refresh();
  };
  const row = ({ id, name, hint, scopes: may, expiresAt, lastUsedAt, formerUntil }) => h('li', { class: 'row' },
    h('span', { class: 'row-title' }, name),
    h('span', { class: 'row-note' }, h('span', { class: 'mono' }, `${hint}…`),
      h('span', { class: 'row-more' }, lastUsedAt ? [t('consoleLastUsed'), ' ', when(lastUsedAt)] : t('consoleNeverUsed'), ' · ', expiresAt ? [t('consoleExpires'), ' ', when(expiresAt)] : t('consoleNeverExpires')),
      formerUntil && h('span', { class: 'row-more' }, t('consoleFormer'), ' ', when(formerUntil)),
      h('span', { class: 'row-more' }, may.map((scope) => badge(scope)))),
    h('span', { class: 'actions' }, button(t('consoleRotate'), rotate(id)), button(t('consoleRevoke'), revoke(id))));
  return h('ul', { class: 'entries' }, all.map(row));
}

function making(app, tell) {
  const send = async ({ name, days }, element) => {
    const chosen = [...element.querySelectorAll('[name=scope]:checked')].map(({ value }) => value);
    const expiresAt = days ? new Date(Date.now() + Number(days) * day).toISOString() : undefined;
    await tell(await call('POST', of(app.partner, 'keys'), { name: name.trim(), scopes: chosen, expiresAt }));
    element.reset();
  };
  const scope = (value) => h('label', { class: 'check' },
    h('input', { type: 'checkbox', name: 'scope', value, checked: value === 'bots:read' }),
    h('span', {}, h('span', { class: 'mono' }, value), ' ', h('span', { class: 'soft' }, t(`consoleScope_${value}`))));
  const expiry = [['30', t('consoleDays', { days: 30 })], ['90', t('consoleDays', { days: 90 })], ['365', t('consoleDays', { days: 365 })], ['', t('consoleNeverExpires')]];
  return form(t('consoleMakeKey'), send,
    field(t('consoleKeyName'), h('input', { class: 'input', name: 'name', maxlength: 40, autocomplete: 'off' }), t('consoleKeyNameHint')),
    h('fieldset', { class: 'checks' }, h('legend', {}, t('consoleScopes')), scopes.map(scope)),
    field(t('consoleExpiry'), select(expiry, '90', { name: 'days' })));
}
