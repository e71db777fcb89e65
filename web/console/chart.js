// Charts as plain SVG, drawn at the size of their place so that words never shrink. What is drawn is also there as a
// table, and the picture has a name and a description.

import { h } from '../messenger/view/dom.js';

const height = 200;
const edge = { top: 12, right: 12, bottom: 26, left: 44 };
const barHeight = 30;
let ids = 0;

/**
 * Days side by side. `series` are `{label, kind: 'bars' | 'line', tone: 'accent' | 'warm' | 'ink', values}` with a number or
 * null for each day; `write` makes words of a number, `writeDay` of a day.
 */
export function dayChart({ title, describe, table, days, series, write, writeDay, most }) {
  return figure({ title, describe, series, table }, (width) => {
    const top = scaleTop(Math.max(most ?? 0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0))), most);
    const plot = { width: width - edge.left - edge.right, height: height - edge.top - edge.bottom };
    const step = plot.width / days.length;
    const x = (nth) => edge.left + step * (nth + 0.5);
    const y = (value) => edge.top + plot.height * (1 - value / top);
    return {
      height,
      parts: [
        ...[0, 0.5, 1].flatMap((share) => gridLine(y(top * share), width, write(top * share))),
        ...series.map((one) => (one.kind === 'bars' ? bars(one, { x, y, step, floor: y(0) }) : line(one, { x, y }))).flat(),
        ...dayLabels(days, x, width, writeDay),
        ...days.map((day, nth) => told(x(nth) - step / 2, step, [writeDay(day), ...series.map(({ label, values }) => `${label} ${values[nth] === null ? '–' : write(values[nth])}`)].join('\n'))),
      ],
    };
  });
}

/** Bars below each other, the longest first; `rows` are pairs of a name and a number. */
export function barChart({ title, describe, table, rows, write }) {
  const most = Math.max(1, ...rows.map(([, value]) => value));
  return figure({ title, describe, series: [], table }, (width) => {
    const names = Math.min(150, width * 0.4);
    const room = width - names - 56;
    const parts = rows.flatMap(([name, value], nth) => {
      const middle = nth * barHeight + barHeight / 2;
      const length = Math.max(2, (room * value) / most);
      const label = s('text', { x: names - 8, y: middle + 4, class: 'chart-name', 'text-anchor': 'end' }, fitted(name, names - 12));
      return [label, s('rect', { x: names, y: middle - 9, width: length, height: 18, rx: 4, class: 'chart-fill accent' }),
        s('text', { x: names + length + 6, y: middle + 4, class: 'chart-number' }, write(value)), told(0, width, `${name} ${write(value)}`, nth * barHeight, barHeight)];
    });
    return { height: rows.length * barHeight, parts };
  });
}

function figure({ title, describe, series, table }, draw) {
  const id = `chart-${++ids}`;
  const place = h('div', { class: 'chart-place' });
  const key = ({ label, kind, tone }) => h('span', { class: 'chart-key' }, swatch(kind, tone), label);
  const element = h('figure', { class: 'chart' },
    h('figcaption', {}, h('span', { class: 'chart-title' }, title), series.length > 1 && h('span', { class: 'chart-keys', 'aria-hidden': 'true' }, series.map(key))),
    place, asTable(title, table));
  let drawn = 0;
  const redraw = () => {
    const width = Math.floor(place.clientWidth);
    if (width === drawn || width < 80) return;
    drawn = width;
    const picture = draw(width);
    place.replaceChildren(s('svg', { class: 'chart-svg', width, height: picture.height, viewBox: `0 0 ${width} ${picture.height}`, role: 'img', 'aria-labelledby': `${id}-title ${id}-desc` },
      s('title', { id: `${id}-title` }, title), s('desc', { id: `${id}-desc` }, describe), ...picture.parts));
  };
  new ResizeObserver(redraw).observe(place);
  return element;
}

/** `head` are the names of the columns, `rows` their cells, the first of which names the row. */
function asTable(title, { summary, head, rows }) {
  return h('details', { class: 'chart-table' }, h('summary', {}, summary),
    h('div', { class: 'chart-scroll', tabindex: 0, role: 'region', 'aria-label': title },
      h('table', {}, h('caption', { class: 'unseen' }, title),
        h('thead', {}, h('tr', {}, head.map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, rows.map(([name, ...cells]) => h('tr', {}, h('th', { scope: 'row' }, name), cells.map((cell) => h('td', {}, cell))))))));
}

function bars({ values, tone }, { x, y, step, floor }) {
  const width = Math.max(1, Math.min(26, step * 0.66));
  return values.map((value, nth) => value > 0 && s('rect', { x: x(nth) - width / 2, y: y(value), width, height: floor - y(value), rx: Math.min(3, width / 3), class: `chart-fill ${tone}` })).filter(Boolean);
}

/** Days without a number part the line. */
function line({ values, tone }, { x, y }) {
  const path = values.map((value, nth) => (value === null ? '' : `${values[nth - 1] === null || nth === 0 ? 'M' : 'L'}${x(nth).toFixed(1)} ${y(value).toFixed(1)}`)).join('');
  const dots = values.map((value, nth) => value !== null && s('circle', { cx: x(nth), cy: y(value), r: values.length > 40 ? 1.8 : 3, class: `chart-dot ${tone}` })).filter(Boolean);
  return [s('path', { d: path || 'M0 0', class: `chart-line ${tone}` }), ...dots];
}

function gridLine(y, width, words) {
  return [s('line', { x1: edge.left, x2: width - edge.right, y1: y, y2: y, class: 'chart-grid' }),
    s('text', { x: edge.left - 6, y: y + 4, class: 'chart-number', 'text-anchor': 'end' }, words)];
}

function dayLabels(days, x, width, writeDay) {
  const every = Math.ceil(days.length / Math.max(2, Math.floor((width - edge.left) / 72)));
  return days.map((day, nth) => (days.length - 1 - nth) % every === 0 && s('text', { x: Math.min(x(nth), width - 22), y: height - 8, class: 'chart-number', 'text-anchor': 'middle' }, writeDay(day))).filter(Boolean);
}

/** What is told of a place when one points at it. */
function told(x, width, words, y = edge.top, tall = height - edge.top - edge.bottom) {
  return s('rect', { x, y, width, height: tall, class: 'chart-told' }, s('title', {}, words));
}

/** The next round number, so that the lines of the grid are easy to read. */
function scaleTop(value, most) {
  if (most) return most;
  if (value <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((times) => times * power).find((top) => top >= value);
}

/** As much of a name as there is room for: Hangul is twice as wide as other letters. */
function fitted(name, room) {
  let left = room;
  for (let at = 0; at < name.length; at += 1) {
    left -= /[\u1100-\uD7FF]/.test(name[at]) ? 13 : 7.5;
    if (left < 0) return `${name.slice(0, Math.max(1, at - 1))}…`;
  }
  return name;
}

function swatch(kind, tone) {
  return s('svg', { class: 'chart-swatch', width: 16, height: 12, 'aria-hidden': 'true' },
    kind === 'bars' ? s('rect', { x: 2, y: 1, width: 12, height: 10, rx: 2, class: `chart-fill ${tone}` }) : s('path', { d: 'M0 6H16', class: `chart-line ${tone}` }));
}

function s(tag, properties, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
