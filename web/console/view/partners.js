// The partners that one works for, and making another.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { call } from '../api.js';
import { Route } from '../route.js';
import { badge, empty, field, form, page, section } from './parts.js';

export async function partners(app) {
  return page(t('consolePartners'), { lead: t('consolePartnersLead') },
    app.partners.length ? h('ul', { class: 'entries' }, app.partners.map(row)) : empty(t('consoleNoPartners'), t('consoleNoPartnersText')),
    section(t('consoleNewPartner'), making(app)));
}

function row({ slug, name, role }) {
  return h('li', {}, h('a', { class: 'row-link', href: Route.to(slug, 'bots') },
    h('span', { class: 'row-title' }, name), h('span', { class: 'row-note mono' }, slug), role && badge(t(`consoleRole_${role}`))));
}

function making({ route }) {
  const send = async ({ name, slug }) => {
    const made = await call('POST', '/partners', { name: name.trim(), slug: slug.trim() });
    route.go(made.slug, 'bots');
  };
  return form(t('consoleMakePartner'), send,
    field(t('consolePartnerName'), h('input', { class: 'input', name: 'name', maxlength: 40, autocomplete: 'organization' }), t('consolePartnerNameHint')),
    field(t('consolePartnerSlug'), h('input', { class: 'input mono', name: 'slug', maxlength: 40, autocapitalize: 'off', spellcheck: 'false' }), t('consolePartnerSlugHint')));
}
