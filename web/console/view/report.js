// How the tests of a bot went. What did not go as written comes first.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { badge, empty } from './parts.js';

export function report({ passed, tested, sentences, dialogues }) {
  if (tested === 0) return empty(t('consoleNoTests'), t('consoleNoTestsText'));
  const wrong = [...sentences.filter(isWrong).map(sentence), ...dialogues.filter(isWrong).map(dialogue)];
  const right = [...sentences.filter(isRight).map(sentence), ...dialogues.filter(isRight).map(dialogue)];
  return h('div', {},
    h('p', { class: 'outcome' }, badge(t('consolePassed', { passed, tested }), passed === tested ? 'good' : 'bad')),
    wrong.length > 0 && h('ul', { class: 'cases' }, wrong),
    right.length > 0 && h('details', {}, h('summary', {}, t('consoleRight', { count: right.length })), h('ul', { class: 'cases' }, right)));
}

const isRight = ({ right }) => right;
const isWrong = ({ right }) => !right;

function sentence({ say, right, wanted, found, confidence, entities_wanted: wantedValues = [], entities_found: foundValues = [] }) {
  const pairs = (all) => all.map((pair) => pair.join('=')).join(', ');
  const both = (block, values) => [block, pairs(values)].filter(Boolean).join(' ');
  const told = right
    ? `${found} · ${Math.round(confidence * 100)}%`
    : t('consoleWanted', { wanted: both(wanted, wantedValues), found: both(found, foundValues) });
  return h('li', { dataset: { right } }, h('span', { class: 'case-say' }, say), h('span', { class: 'soft' }, told));
}

function dialogue({ name, right, turns }) {
  const shown = right ? turns : turns.filter(({ wrong }) => wrong.length > 0);
  return h('li', { dataset: { right } }, h('span', { class: 'case-say' }, name), h('ul', {}, shown.map(({ say, answered, wrong }) =>
    h('li', {}, h('span', {}, `${say} → ${answered}`), wrong.map((words) => h('span', { class: 'case-wrong' }, words))))));
}
