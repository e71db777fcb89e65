// Why a draft answered as it did: the block that was meant and what else came into question, the values that were found,
// the steps to the answer, and how long all that took.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';

/** A line that says it all, which opens into the rest. */
export function whyAnswered({ trace, understood, learntMs, answeredMs }) {
  const found = (trace.steps ?? []).find(({ step }) => step === 'understood');
  const line = h('summary', {},
    h('span', { class: 'why-block' }, summary(trace, understood)),
    h('span', { class: 'why-time' }, t('consoleTook', { milliseconds: round(answeredMs) })));
  return h('details', { class: 'why', dataset: { block: trace.block ?? '' } }, line,
    found && candidates(found),
    values(trace.values ?? valuesOf(found)),
    steps(trace.steps ?? []),
    h('p', { class: 'why-times' }, t('consoleTimes', { learnt: round(learntMs), answered: round(answeredMs) })),
    raw(trace));
}

function summary({ block, asked }, understood) {
  if (!block) return t(understood ? 'consoleWhyOther' : 'consoleWhyNone');
  const waits = typeof asked === 'string' ? asked : asked?.parameter ?? (asked ? Object.values(asked)[0] : null);
  return waits ? `${block} · ${t('consoleAsks', { what: waits })}` : block;
}

/** The blocks that came into question, the most likely first. */
function candidates({ candidates: all = [], elsewhere, how }) {
  const row = ({ block, confidence, example }) => h('li', {},
    h('span', { class: 'mono' }, block), meter(confidence, block), h('span', { class: 'percent' }, percent(confidence)),
    example && h('span', { class: 'why-example' }, t('consoleLike', { example })));
  return h('div', { class: 'why-part' }, h('h3', {}, t('consoleCandidates'), how && h('span', { class: 'soft' }, ` · ${how}`)),
    h('ol', { class: 'candidates' }, all.map(row),
      h('li', {}, h('span', {}, t('consoleElsewhere')), meter(elsewhere ?? 0, t('consoleElsewhere')), h('span', { class: 'percent' }, percent(elsewhere ?? 0)))));
}

function meter(value, label) {
  return h('meter', { min: 0, max: 1, value, 'aria-label': label });
}

function valuesOf(found) {
  return Object.fromEntries((found?.slots ?? []).map(({ entity, text, value }) => [entity, { value, words: text }]));
}

function values(given) {
  const all = Object.entries(given ?? {});
  if (all.length === 0) return null;
  const row = ([name, { value, words }]) => [h('dt', { class: 'mono' }, name), h('dd', {}, String(value), words && words !== value && h('span', { class: 'soft' }, ` ← ${words}`))];
  return h('div', { class: 'why-part' }, h('h3', {}, t('consoleValues')), h('dl', { class: 'values' }, all.flatMap(row)));
}

/** What was decided, one after the other, in the words of the trace (`docs/`). */
function steps(all) {
  const rest = ({ step: _, candidates: __, ...why }) => JSON.stringify(why);
  const row = (one) => h('li', {}, h('span', { class: 'step' }, one.step), ' ', h('code', {}, rest(one) === '{}' ? '' : rest(one)));
  return all.length > 0 && h('div', { class: 'why-part' }, h('h3', {}, t('consoleSteps')), h('ol', { class: 'steps' }, all.map(row)));
}

function raw(trace) {
  return h('details', { class: 'raw' }, h('summary', {}, t('consoleRaw')), h('pre', { tabindex: 0 }, JSON.stringify(trace, null, 2)));
}

function percent(share) {
  return `${Math.round(share * 100)}%`;
}

function round(milliseconds) {
  return milliseconds < 10 ? milliseconds.toFixed(1) : String(Math.round(milliseconds));
}
