// What stands around every view: whose console it is, where one may go, the language, and the way out.

import { language, languageNames, t } from '../../i18n/index.js';
import { dialog } from '../../messenger/view/dialog.js';
import { h } from '../../messenger/view/dom.js';
import { passkeys } from '../../messenger/view/passkeys.js';
import { signOut } from '../api.js';
import { Route } from '../route.js';
import { select } from './parts.js';

const rooms = { bots: 'consoleBots', members: 'consoleMembers', keys: 'consoleKeys', audit: 'consoleAudit' };

export function frame(app, content) {
  return h('div', { class: 'console' },
    h('a', { class: 'skip', href: '#content' }, t('consoleSkip')),
    h('header', { class: 'top' },
      h('a', { class: 'console-brand', href: Route.to() }, h('img', { src: '/icons/mark.svg', alt: '', width: 30, height: 30 }), h('span', {}, t('consoleName'))),
      app.partner && switcher(app),
      h('div', { class: 'top-end' }, accountButton(app), languageButton(app), leaveButton(app))),
    app.partner && navigation(app),
    content);
}

/** Which partner one works for; the last choice leads to all of them. */
function switcher({ partner, partners, route }) {
  const options = [...partners.map(({ slug, name }) => [slug, name]), ['', t('consoleAllPartners')]];
  const choice = select(options, partner.slug, { class: 'input switcher', 'aria-label': t('consoleSwitch') });
  choice.addEventListener('change', () => (choice.value ? route.go(choice.value, 'bots') : route.go()));
  return choice;
}

function navigation({ partner, section, bot }) {
  const link = ([room, key]) =>
    h('a', { href: Route.to(partner.slug, room), 'aria-current': (bot ? room === 'bots' : room === section) ? 'page' : null }, t(key));
  return h('nav', { class: 'rooms', 'aria-label': t('consoleRooms') }, Object.entries(rooms).map(link));
}

function languageButton({ settings }) {
  const other = language() === 'ko' ? 'en' : 'ko';
  return h('button', { type: 'button', class: 'button plain', lang: other, on: { click: () => settings.set('language', other) } }, languageNames[other]);
}

/** Who one is here, and how one signs in. */
function accountButton({ me }) {
  const open = () => {
    const signingIn = passkeys();
    signingIn.open = true;
    const element = dialog('account-dialog', t('consoleAccount'), h('p', {}, me.signedIn ? t('signedInAs', { name: me.person.name }) : me.person.name), signingIn);
    element.addEventListener('close', () => element.remove());
    document.body.append(element);
    element.showModal();
  };
  return h('button', { type: 'button', class: 'button plain account-open', on: { click: open } }, t('consoleAccount'));
}

function leaveButton({ me }) {
  if (!me.signedIn) return h('a', { class: 'button plain', href: '/' }, t('consoleMessenger'));
  return h('button', { type: 'button', class: 'button plain', title: me.person.name, on: { click: signOut } }, t('signOut'));
}
