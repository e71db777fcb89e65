// Letting a draft answer people: what would change, how its tests go, and what was deployed before.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { call, of } from '../api.js';
import { botPage } from './bot-head.js';
import { differences } from './differences.js';
import { button, empty, field, form, section, trouble, troublePlace } from './parts.js';
import { report } from './report.js';
import { mayEdit } from './roles.js';
import { versions } from './versions.js';

export async function deploy(app) {
  const base = of(app.partner, 'bots', app.bot);
  const [opened, deployed] = await Promise.all([call('GET', base), call('GET', `${base}/versions`)]);
  const changes = opened.live ? await call('GET', `${base}/diff?from=${opened.live}&to=draft`) : null;
  const may = mayEdit(app.partner);
  return botPage({ ...app, section: 'deploy' }, opened, {},
    section(t('consoleChanges'), changes ? differences(changes.files) : empty(t('consoleFirst'), t('consoleFirstText'))),
    section(t('consoleTests'), tests(base, opened.draft)),
    may && section(t('consoleDeploy'), deploying(app, base, opened, changes)),
    may && opened.live && section(t('consoleReach'), reach(app, base, opened)),
    section(t('consoleVersions'), versions(app, base, deployed, may)),
    may && section(t('consoleRemoveBot'), removing(app, base)));
}

/** The tests are played at once: nobody should deploy without having seen how they go. */
function tests(base, { fault }) {
  const element = h('div', { class: 'test-report', 'aria-live': 'polite' });
  if (fault) {
    element.append(empty(t('consoleFaulty'), [fault.line && t('consoleLine', { line: fault.line }), fault.field, fault.reason].filter(Boolean).join(' · ')));
    return element;
  }
  element.append(h('p', { class: 'soft' }, t('consoleTesting')));
  const drawn = call('POST', `${base}/test`).then(report, trouble);
  drawn.then((outcome) => element.replaceChildren(outcome));
  return element;
}

function deploying(app, base, { draft }, changes) {
  if (changes?.files.length === 0) return h('p', { class: 'soft' }, t('consoleNothingToDeploy'));
  if (draft.fault) return h('p', { class: 'soft' }, t('consoleFaultyText'));
  const send = async ({ note, force }) => {
    await call('POST', `${base}/deploy`, { revision: draft.revision, note: note.trim(), force: Boolean(force) });
    app.refresh();
  };
  return form(t('consoleDeployNow'), send,
    field(t('consoleNote'), h('input', { class: 'input', name: 'note', maxlength: 500, autocomplete: 'off' }), t('consoleNoteHint')),
    h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'force' }), h('span', {}, t('consoleForce'))));
}

/** Whether people find it, and taking it away from them. */
function reach(app, base, { listed }) {
  const place = troublePlace();
  const then = (work) => async () => { if ((await place.run(work)) !== undefined) app.refresh(); };
  return h('div', {},
    h('p', { class: 'soft' }, t(listed ? 'consoleListedText' : 'consoleUnlistedText')),
    h('div', { class: 'actions' },
      button(t(listed ? 'consoleUnlist' : 'consoleList'), then(() => call('PUT', `${base}/listing`, { listed: !listed }))),
      button(t('consoleWithdraw'), then(async () => (confirm(t('consoleWithdrawSure')) ? call('POST', `${base}/withdraw`) : undefined)))),
    place.element);
}

function removing({ partner, route }, base) {
  const place = troublePlace();
  const remove = async () => {
    if (confirm(t('consoleRemoveBotSure')) && (await place.run(() => call('DELETE', base))) === null) route.go(partner.slug, 'bots');
  };
  return h('div', {}, h('p', { class: 'soft' }, t('consoleRemoveBotText')), h('div', { class: 'actions' }, button(t('consoleRemoveBot'), remove)), place.element);
}
