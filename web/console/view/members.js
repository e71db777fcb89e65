// Who works for a partner, and inviting others.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { call, of } from '../api.js';
import { badge, button, copyable, field, form, page, section, select, troublePlace, when } from './parts.js';
import { mayOwn } from './roles.js';

const roles = () => ['viewer', 'editor', 'owner'].map((role) => [role, t(`consoleRole_${role}`)]);

export async function members(app) {
  const owner = mayOwn(app.partner);
  const [{ members: all }, open] = await Promise.all([
    call('GET', of(app.partner, 'members')),
    owner ? call('GET', of(app.partner, 'invitations')) : { invitations: [] },
  ]);
  const place = troublePlace();
  return page(t('consoleMembers'), { lead: t('consoleMembersLead') }, place.element,
    h('ul', { class: 'entries' }, all.map((member) => row(app, member, owner, place))),
    owner && section(t('consoleInvite'), inviting(app), invitations(app, open.invitations, place)));
}

function row(app, { person, name, role, since }, owner, place) {
  const own = person === app.me.person.id;
  const choice = select(roles(), role, { 'aria-label': t('consoleRoleOf', { name }) });
  choice.addEventListener('change', async () => {
    const changed = await place.run(() => call('PUT', of(app.partner, 'members', person), { role: choice.value }));
    if (!changed) choice.value = role;
    else if (own) app.refresh();
  });
  const remove = async () => {
    if (!confirm(t('consoleRemoveSure', { name }))) return;
    const gone = await place.run(() => call('DELETE', of(app.partner, 'members', person)));
    if (gone === null) (own ? app.route.go() : app.refresh());
  };
  return h('li', { class: 'row' }, h('span', { class: 'row-title' }, name, own && h('span', { class: 'soft' }, ` ${t('consoleYou')}`)),
    h('span', { class: 'row-note' }, when(since)),
    owner ? choice : badge(t(`consoleRole_${role}`)),
    (owner || own) && button(t(own ? 'consoleLeave' : 'consoleRemove'), remove));
}

function inviting(app) {
  const made = h('div', { 'aria-live': 'polite' });
  const send = async ({ role }) => {
    const { path } = await call('POST', of(app.partner, 'invitations'), { role });
    made.replaceChildren(h('div', { class: 'secret' }, h('p', { class: 'nothing-title' }, t('consoleInvitationOnce')), copyable(new URL(path, location.origin).href, t('consoleInvitation')), h('p', { class: 'hint' }, t('consoleInvitationHint'))));
  };
  return h('div', {}, form(t('consoleMakeInvitation'), send, field(t('consoleRole'), select(roles(), 'editor', { name: 'role' }), t('consoleRoleHint'))), made);
}

function invitations(app, open, place) {
  const withdraw = (id) => async () => {
    const gone = await place.run(() => call('DELETE', of(app.partner, 'invitations', id)));
    if (gone === null) app.refresh();
  };
  const one = ({ id, role, by, expiresAt }) => h('li', { class: 'row' },
    h('span', { class: 'row-title' }, t(`consoleRole_${role}`)), h('span', { class: 'row-note' }, `${by} · ${t('consoleExpires')} `, when(expiresAt)),
    button(t('consoleWithdrawInvitation'), withdraw(id)));
  return open.length > 0 && h('ul', { class: 'entries' }, open.map(one));
}
