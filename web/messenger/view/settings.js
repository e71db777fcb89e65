// The settings dialog.

import { languageNames, t } from '../../i18n/index.js';
import { dialog } from './dialog.js';
import { h } from './dom.js';
import { account } from './account.js';

export function settingsDialog(app) {
  const { settings } = app;
  const themes = { system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') };
  return dialog('settings', t('settings'),
    choice(settings, 'language', t('languageLabel'), languageNames),
    choice(settings, 'theme', t('themeLabel'), themes),
    toggle(settings, 'readAloud', t('readAloud'), t('readAloudHint')),
    toggle(settings, 'muted', t('muted'), t('mutedHint')),
    toggle(settings, 'keys', t('keys'), t('keysHint')),
    account(app));
}

function choice(settings, name, label, options) {
  const inputs = Object.entries(options).map(([value, text]) =>
    h('label', { lang: name === 'language' ? value : undefined },
      h('input', { type: 'radio', name, value, checked: settings.get(name) === value, on: { change: () => settings.set(name, value) } }),
      h('span', {}, text)));
  return h('fieldset', { class: 'choice' }, h('legend', {}, label), h('div', { class: 'segments' }, inputs));
}

function toggle(settings, name, label, hint) {
  const hintId = `${name}-hint`;
  const input = h('input', { type: 'checkbox', role: 'switch', name, checked: settings.get(name), 'aria-describedby': hintId, on: { change: () => settings.set(name, input.checked) } });
  return h('div', { class: 'toggle' },
    h('label', {}, h('span', {}, label), input),
    h('p', { id: hintId, class: 'hint' }, hint));
}
