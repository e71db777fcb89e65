// What differs between two versions, as `diff -u` shows it.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { empty } from './parts.js';

const kinds = { '+': 'added', '-': 'removed', '@': 'place' };

export function differences(files) {
  if (files.length === 0) return empty(t('consoleNoChanges'));
  return h('div', { class: 'differences' }, files.map(({ file, diff }) =>
    h('figure', {}, h('figcaption', { class: 'mono' }, file), h('pre', { tabindex: 0, 'aria-label': file }, lines(diff)))));
}

function lines(diff) {
  const body = diff.replace(/\n$/, '').split('\n').filter((line) => !/^(---|\+\+\+) /.test(line));
  return body.map((line) => h('span', { class: `diff-line ${kinds[line[0]] ?? ''}`.trim() }, `${line}\n`));
}
