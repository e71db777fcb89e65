// How the person signs in: their passkeys, and whether with a password as well. In the settings of the messenger and of the console.

import { shortWhen } from '../../i18n/format.js';
import { localized, t } from '../../i18n/index.js';
import { createPasskey, whyNoPasskeys } from '../../sign-in/passkey.js';
import { h } from './dom.js';

/** A part that opens, and asks the server when it is opened. */
export function passkeys() {
  const list = h('ul', { class: 'passkey-list' });
  const place = h('div', { class: 'passkey-place' });
  const problem = h('p', { class: 'hint', role: 'alert' });
  const element = h('details', { class: 'passkeys' },
    h('summary', {}, t('passkeys')), h('p', { class: 'hint' }, t('passkeysLead')), list, place, problem);
  element.addEventListener('toggle', () => element.open && run(async () => {}));

  /** Does something, tells what goes wrong, and shows how things are then. */
  async function run(work) {
    problem.textContent = '';
    try {
      await work();
      draw(await call('GET', '/v1/passkeys'));
    } catch (error) {
      problem.textContent = error.message;
    }
  }

  function draw({ passkeys: known, hasPassword, available }) {
    list.replaceChildren(...known.map((passkey) => row(passkey, run)));
    const why = whyNoPasskeys() ?? (available ? null : 'unknown');
    place.replaceChildren(why ? h('p', { class: 'hint' }, t(`passkeysWhy_${why}`)) : making(run), ...password(known, hasPassword, run));
    element.dataset.state = 'drawn';
  }

  return element;
}

function row({ id, name, site, createdAt, usedAt }, run) {
  const rename = () => {
    const wanted = window.prompt(t('passkeyName'), name)?.trim();
    if (wanted && wanted !== name) run(() => call('PATCH', `/v1/passkeys/${id}`, { name: wanted }));
  };
  const remove = () => window.confirm(t('passkeyRemoveSure', { name })) && run(() => call('DELETE', `/v1/passkeys/${id}`));
  const when = usedAt ? t('passkeyUsed', { when: shortWhen(new Date(usedAt)) }) : t('passkeyMade', { when: shortWhen(new Date(createdAt)) });
  return h('li', {},
    h('span', { class: 'passkey-name' }, name), h('span', { class: 'hint' }, `${site} · ${when}`),
    h('span', { class: 'account-buttons' },
      h('button', { type: 'button', class: 'button plain', on: { click: rename } }, t('passkeyRename')),
      h('button', { type: 'button', class: 'button plain', on: { click: remove } }, t('passkeyRemove'))));
}

function making(run) {
  const name = h('input', { class: 'input', maxlength: 40, autocomplete: 'off', value: device(), 'aria-label': t('passkeyName') });
  const make = () => run(async () => {
    const { options } = await call('POST', '/v1/passkeys/options');
    const credential = await createPasskey(options).catch(refusal);
    await call('POST', '/v1/passkeys', { name: name.value.trim() || device(), credential });
  });
  return h('form', { class: 'passkey-form', on: { submit: (event) => { event.preventDefault(); make(); } } },
    name, h('button', { type: 'submit', class: 'button' }, t('passkeyMake')));
}

/** Who has a passkey may do without a password. */
function password(known, hasPassword, run) {
  if (known.length === 0) return [];
  if (!hasPassword) return [h('p', { class: 'hint' }, t('passkeysOnly'))];
  const forget = () => window.confirm(t('passwordForgetSure')) && run(() => call('DELETE', '/v1/me/password'));
  return [h('button', { type: 'button', class: 'button plain', on: { click: forget } }, t('passwordForget'))];
}

/** What the browser says of why nothing was made, in words. */
function refusal(error) {
  throw new Error(t(error.name === 'InvalidStateError' ? 'passkeyThere' : 'passkeyNotMade'));
}

function device() {
  return navigator.userAgentData?.platform || t('passkeyHere');
}

async function call(method, path, body) {
  const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(path, { method, cache: 'no-store', ...content }).catch(() => null);
  if (!response) throw new Error(t('passkeysUnreachable'));
  if (response.status === 204) return null;
  const told = await response.json();
  if (!response.ok) throw new Error(localized(told.message));
  return told;
}
