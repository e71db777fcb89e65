// The bots of a partner, and making another from a small example.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { call, of } from '../api.js';
import { flowers } from '../examples.js';
import { Route } from '../route.js';
import { badge, empty, field, form, page, section, select } from './parts.js';
import { mayEdit } from './roles.js';

export async function bots(app) {
  const { bots: all } = await call('GET', of(app.partner, 'bots'));
  return page(t('consoleBots'), { lead: t('consoleBotsLead', { partner: app.partner.name }) },
    all.length ? h('ul', { class: 'entries' }, all.map((bot) => row(app.partner, bot))) : empty(t('consoleNoBots'), t('consoleNoBotsText')),
    mayEdit(app.partner) && section(t('consoleNewBot'), making(app)));
}

function row(partner, { id, face, live, listed }) {
  return h('li', { dataset: { bot: id } }, h('a', { class: 'row-link', href: Route.to(partner.slug, 'bots', id) },
    h('span', { class: 'row-title' }, face?.name ?? id),
    h('span', { class: 'row-note' }, h('span', { class: 'mono' }, id), face?.description && ` · ${face.description}`),
    live ? badge(t('consoleLive', { version: live }), 'good') : badge(t('consoleNotLive')),
    listed && badge(t('consoleListed'))));
}

function making({ partner, route }) {
  const send = async ({ id, name, example }) => {
    const bot = id.trim();
    const source = example === 'flowers' ? flowers(bot, name.trim() || bot) : undefined;
    await call('POST', of(partner, 'bots'), { id: bot, name: name.trim(), source });
    route.go(partner.slug, 'bots', bot);
  };
  const examples = [['flowers', t('consoleExampleFlowers')], ['hello', t('consoleExampleHello')]];
  return form(t('consoleMakeBot'), send,
    field(t('consoleBotName'), h('input', { class: 'input', name: 'name', maxlength: 40, autocomplete: 'off' }), t('consoleBotNameHint')),
    field(t('consoleBotId'), h('input', { class: 'input mono', name: 'id', maxlength: 40, autocapitalize: 'off', spellcheck: 'false', autocomplete: 'off' }), t('consoleBotIdHint')),
    field(t('consoleExample'), select(examples, 'flowers', { name: 'example' }), t('consoleExampleHint')));
}
