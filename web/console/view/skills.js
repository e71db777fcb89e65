// The skills of a bot: how they do, and what they were asked lately. People are never shown any of this.

import { localized, t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { call, of } from '../api.js';
import { botPage } from './bot-head.js';
import { badge, button, empty, section, when } from './parts.js';

export async function skills(app) {
  const [opened, told] = await Promise.all([
    call('GET', of(app.partner, 'bots', app.bot)),
    call('GET', `/bots/${encodeURIComponent(app.bot)}/calls`),
  ]);
  const nothing = empty(t('consoleNoCalls'), t('consoleNoCallsText'), h('pre', { class: 'sample', tabindex: 0 }, t('consoleSkillExample')));
  return botPage({ ...app, section: 'skills' }, opened, {},
    told.calls.length === 0 && told.skills.length === 0 ? section(t('consoleSkills'), nothing) : [
      section(t('consoleHealth'), h('ul', { class: 'entries' }, told.skills.map(health))),
      section(t('consoleCalls'), button(t('consoleLoadAgain'), app.refresh), h('div', { class: 'calls' }, told.calls.map(one))),
    ]);
}

function health({ skill, calls, failures, typicalMs, last, failing }) {
  return h('li', { class: 'row', dataset: { skill } },
    h('span', { class: 'row-title mono' }, skill),
    h('span', { class: 'row-note' }, t('consoleCallCount', { calls, failures }), typicalMs !== undefined && ` · ${t('consoleTook', { milliseconds: typicalMs })}`, ' · ', when(last)),
    failing ? badge(failing, 'bad') : badge(t('consoleHealthy'), 'good'));
}

function one({ skill, block, what, at, tookMs, status, failure, findings, request, response, trial }) {
  const outcome = failure ? badge(failure.code, 'bad') : badge(String(status ?? ''), findings.length ? '' : 'good');
  return h('details', { class: 'call' },
    h('summary', {}, h('span', { class: 'mono' }, `${skill} / ${block}`), outcome,
      findings.length > 0 && badge(t('consoleFindings', { count: findings.length }), 'bad'),
      trial && badge(t('consoleTrial')),
      h('span', { class: 'soft' }, when(at), ` · ${tookMs} ms`, what !== 'call' && ` · ${what}`)),
    failure && h('p', { class: 'trouble-box' }, localized(failure.message)),
    findings.length > 0 && h('ul', { class: 'findings' }, findings.map(finding)),
    h('div', { class: 'payloads' }, payload(t('consoleSent'), request), payload(t('consoleReceived'), response)));
}

function finding({ path, severity, message, sent }) {
  return h('li', { dataset: { severity } }, path && h('code', {}, path), h('span', {}, localized(message)), sent && h('span', { class: 'soft mono' }, sent));
}

function payload(title, text) {
  return h('figure', {}, h('figcaption', {}, title), h('pre', { tabindex: 0 }, readable(text)));
}

/** JSON with its indentation; whatever else came back as it is. */
function readable(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
