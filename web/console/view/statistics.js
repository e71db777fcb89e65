// How a bot does: turns and people, blocks, what was not understood, how long people waited, errors.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { call, of } from '../api.js';
import { blocksOf } from '../bot-text.js';
import { barChart, dayChart } from '../chart.js';
import { botPage } from './bot-head.js';
import { empty, trouble } from './parts.js';

const ranges = [7, 30, 90];
/** Blocks that are drawn; the rest is in the table. */
const mostBars = 12;

export async function statistics(app) {
  const opened = await call('GET', of(app.partner, 'bots', app.bot));
  const titles = new Map(blocksOf(opened.draft.source.bot).map(({ id, title }) => [id, title]));
  const body = h('div', { class: 'statistics' });
  const choices = ranges.map((days) => h('button', { type: 'button', class: 'button', dataset: { days }, on: { click: () => show(days) } }, t('consoleLastDays', { days })));
  let shown = 0;

  async function show(days) {
    shown = days;
    choices.forEach((choice) => choice.setAttribute('aria-pressed', String(Number(choice.dataset.days) === days)));
    body.setAttribute('aria-busy', 'true');
    const told = await read(app, days).catch((error) => ({ error }));
    if (shown !== days) return;
    body.removeAttribute('aria-busy');
    body.dataset.turns = told.total?.turns ?? '';
    body.replaceChildren(...(told.error ? [trouble(told.error)] : contents(told, titles)));
  }

  await show(30);
  return botPage({ ...app, section: 'statistics' }, opened, {},
    h('div', { class: 'actions ranges', role: 'group', 'aria-label': t('consoleRange') }, choices), body);
}

function read(app, days) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const today = new Date();
  const iso = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
  const first = new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1);
  const query = new URLSearchParams({ from: iso(first), to: iso(today), ...(zone && { timeZone: zone }) });
  return call('GET', `${of(app.partner, 'bots', app.bot, 'statistics')}?${query}`);
}

function contents({ days, total, timeZone }, titles) {
  if (total.turns + total.errors === 0) return [empty(t('consoleNoStatistics'), t('consoleNoStatisticsText'))];
  return [
    tiles(total),
    h('div', { class: 'charts' }, turns(days), missed(days), waits(days), errors(days), blocks(total, titles)),
    h('p', { class: 'hint' }, t('consoleStatisticsText', { timeZone })),
  ];
}

function tiles(total) {
  const tile = (key, value) => h('div', { class: 'tile' }, h('dt', {}, t(key)), h('dd', {}, value));
  return h('dl', { class: 'tiles' },
    tile('consoleTurns', number(total.turns)), tile('consolePeople', number(total.people)),
    tile('consoleFallbackRate', percent(rate(total))), tile('consoleMedian', time(total.medianMs)), tile('consoleP95', time(total.p95Ms)),
    tile('consoleErrors', number(total.errors)));
}

function turns(days) {
  return daily(days, 'consoleTurnsByDay', number, [
    { label: t('consoleTurns'), kind: 'bars', tone: 'accent', values: days.map((day) => day.turns) },
    { label: t('consolePeople'), kind: 'line', tone: 'warm', values: days.map((day) => day.people) },
  ]);
}

function missed(days) {
  const values = days.map((day) => (day.turns ? rate(day) : null));
  return daily(days, 'consoleFallbackRate', percent, [{ label: t('consoleFallbackRate'), kind: 'line', tone: 'accent', values }], 1);
}

function waits(days) {
  return daily(days, 'consoleWaits', time, [
    { label: t('consoleMedian'), kind: 'line', tone: 'accent', values: days.map((day) => day.medianMs ?? null) },
    { label: t('consoleP95'), kind: 'line', tone: 'warm', values: days.map((day) => day.p95Ms ?? null) },
  ]);
}

function errors(days) {
  return daily(days, 'consoleErrors', number, [{ label: t('consoleErrors'), kind: 'bars', tone: 'warm', values: days.map((day) => day.errors) }]);
}

function daily(days, key, write, series, most) {
  const numbers = series.flatMap(({ label, values }) => {
    const known = values.filter((value) => value !== null);
    return known.length > 0 ? t('consoleChartDescribed', { label, least: write(Math.min(...known)), most: write(Math.max(...known)) }) : [];
  });
  const rows = days.map((day, nth) => [dayName(day.day), ...series.map(({ values }) => (values[nth] === null ? '–' : write(values[nth])))]);
  return dayChart({
    title: t(key), describe: [t('consoleFromTo', { from: dayName(days[0].day), to: dayName(days.at(-1).day) }), ...numbers].join(' '),
    days: days.map(({ day }) => day), series, write, writeDay: dayName, most,
    table: { summary: t('consoleShowTable'), head: [t('consoleDay'), ...series.map(({ label }) => label)], rows: rows.toReversed() },
  });
}

function blocks(total, titles) {
  const all = Object.entries(total.blocks).sort(([, one], [, other]) => other - one).map(([id, count]) => [titles.get(id) ?? id, count]);
  if (all.length === 0) return null;
  return barChart({
    title: t('consoleTurnsByBlock'), describe: all.slice(0, 3).map(([name, count]) => `${name} ${number(count)}`).join(', '), rows: all.slice(0, mostBars), write: number,
    table: { summary: t('consoleShowTable'), head: [t('consoleBlock'), t('consoleTurns')], rows: all.map(([name, count]) => [name, number(count)]) },
  });
}

function rate({ turns: all, fallbacks }) {
  return all ? fallbacks / all : 0;
}

function number(value) {
  return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1, notation: value >= 10_000 ? 'compact' : 'standard' }).format(value);
}

function percent(share) {
  return `${Math.round(share * 100)}%`;
}

function time(milliseconds) {
  if (milliseconds === undefined) return '–';
  if (milliseconds < 1000) return t('consoleMilliseconds', { count: number(Math.round(milliseconds)) });
  return t('consoleSeconds', { count: number(milliseconds / 1000) });
}

/** `2026-11-23` as people write it: the day is that of the server's answer, wherever one looks at it. */
function dayName(day) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { month: 'numeric', day: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
