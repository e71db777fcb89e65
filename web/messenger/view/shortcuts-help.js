// The list of keys.

import { t } from '../../i18n/index.js';
import { dialog } from './dialog.js';
import { h } from './dom.js';

export function shortcutsDialog() {
  const keys = [
    [[t('space')], 'shortcutTalk'],
    [['/'], 'shortcutWrite'],
    [['Enter'], 'shortcutSend'],
    [['Shift', 'Enter'], 'shortcutLine'],
    [['Esc'], 'shortcutStop'],
    [['End'], 'shortcutNewest'],
    [['?'], 'shortcutHelp'],
  ];
  const lines = keys.map(([combination, meaning]) =>
    h('div', {}, h('dt', {}, combination.map((key) => h('kbd', {}, key))), h('dd', {}, t(meaning))));
  return dialog('shortcuts', t('shortcuts'), h('dl', { class: 'keys' }, lines));
}
