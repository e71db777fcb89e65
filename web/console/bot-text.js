// Parts of a bot's texts, found and changed where they stand: everything else in the file stays as its people wrote it,
// comments and order included. What is written in a way that is not known here is left to be changed by hand (null).

import { indentOf, isBlank, readComment, readKey, readValue, written, writtenList } from './flow.js';

/** The blocks of a bot file. @returns {{id: string, title: string}[]} */
export function blocksOf(text) {
  const lines = text.split('\n');
  return itemsBelow(lines, 'blocks').map((item) => {
    const id = fieldOf(lines, item, 'id');
    return { id, title: fieldOf(lines, item, 'title') ?? id };
  }).filter(({ id }) => id);
}

/** The file with one more example of a block. */
export function addExample(text, block, example) {
  const lines = text.split('\n');
  // Brackets would mark a part as an entity.
  const sentence = example.replaceAll('[', '(').replaceAll(']', ')').trim();
  const item = itemsBelow(lines, 'blocks').find((its) => fieldOf(lines, its, 'id') === block);
  if (!item || !sentence) return null;
  const inline = /\bexamples:\s*\[/;
  for (let at = item.start; at < item.end; at += 1) {
    const found = inline.exec(lines[at]);
    if (found) return inserted(lines, at, found.index + found[0].length - 1, sentence);
    if (/^[\s-]*examples:\s*\|?-?\s*(?:#.*)?$/.test(lines[at])) return appended(lines, at, item.end, sentence);
  }
  return null;
}

/** Into a list on one line. */
function inserted(lines, at, bracket, sentence) {
  const list = readValue(lines[at], bracket);
  if (!list) return null;
  const end = list.end - 1;
  const comma = list.value.length > 0 ? ', ' : '';
  lines[at] = `${lines[at].slice(0, end).trimEnd()}${comma}${written(sentence)}${lines[at].slice(end)}`;
  return lines.join('\n');
}

/** Below the last line of a list or of a text of lines. */
function appended(lines, at, end, sentence) {
  const key = lines[at].indexOf('examples:');
  const literal = lines[at].includes('|');
  let last = null;
  for (let place = at + 1; place < end; place += 1) {
    if (literal ? !lines[place].trim() : isBlank(lines[place])) continue;
    // A list may stand as far to the left as its key.
    const dashed = lines[place].trimStart().startsWith('- ');
    if (indentOf(lines[place]) < key || (indentOf(lines[place]) === key && !dashed)) break;
    last = place;
  }
  if (last === null) return null;
  const dash = lines[last].trimStart().startsWith('- ') ? '- ' : '';
  if (!literal && !dash) return null;
  lines.splice(last + 1, 0, `${' '.repeat(indentOf(lines[last]))}${dash}${literal ? sentence : written(sentence)}`);
  return lines.join('\n');
}

/**
 * A table in a text: `start` and `end` are its lines, `rows` its rows, each with its `cells` and what else belongs to it.
 * @typedef {{kind: string, start: number, end: number, indent: number, rows: object[], tail: string[]}} Table
 */

/** The entities of a bot file, each with its table: a value and its synonyms in each row. */
export function entitiesOf(text) {
  const lines = text.split('\n');
  const all = range(lines, 'entities');
  if (!all) return [];
  return keysWithin(lines, all).map(({ key, start, end }) => ({ name: key, table: entityTable(lines, start, end) }));
}

function entityTable(lines, start, end) {
  const rest = lines[start].slice(readKey(lines[start]).end);
  if (rest && !rest.startsWith('#')) return null;
  const rows = [];
  let before = [];
  for (let at = start + 1; at < end; at += 1) {
    if (isBlank(lines[at])) {
      before.push(lines[at]);
      continue;
    }
    const entry = entryAt(lines, at, end);
    if (!entry) return null;
    rows.push({ ...entry, was: entry.cells, before });
    before = [];
    at += entry.lines.length - 1;
  }
  if (rows.some(({ cells: [value] }) => value === 'pattern' || value === 'free')) return null;
  const indent = rows.length > 0 ? indentOf(rows[0].lines[0]) : indentOf(lines[start]) + 2;
  return { kind: 'entity', start: start + 1, end, indent, rows, tail: before };
}

/** `장미: [로즈]  # ...`, or a key with a list below it. */
function entryAt(lines, at, end) {
  const key = readKey(lines[at]);
  if (!key) return null;
  const rest = lines[at].slice(key.end);
  if (rest && !rest.startsWith('#')) {
    const list = readValue(lines[at], key.end);
    const comment = list && Array.isArray(list.value) ? readComment(lines[at], list.end) : null;
    return comment === null ? null : { cells: [key.value, ...list.value], lines: [lines[at]], comment };
  }
  const list = listBelow(lines, at, end, indentOf(lines[at]));
  return list && { cells: [key.value, ...list.values], lines: lines.slice(at, list.end), comment: '' };
}

/** `- text` on lines of their own. */
function listBelow(lines, at, end, indent) {
  const values = [];
  let place = at + 1;
  for (; place < end; place += 1) {
    if (isBlank(lines[place])) break;
    const dash = /^(\s*)- +/.exec(lines[place]);
    if (!dash || dash[1].length < indent) break;
    const text = readValue(lines[place], dash[0].length);
    if (!text || Array.isArray(text.value) || readComment(lines[place], text.end) !== '') return null;
    values.push(text.value);
  }
  return values.length > 0 ? { values, end: place } : null;
}

/** The questions and answers of a file of knowledge: all ways to ask in one cell, line by line, and the answer. */
export function knowledgeOf(text) {
  const lines = text.split('\n');
  const all = range(lines, 'knowledge');
  if (!all || lines.some((line, at) => (at < all.start || at >= all.end) && !isBlank(line))) return null;
  const items = itemsBelow(lines, 'knowledge');
  const rows = [];
  let place = all.start + 1;
  for (const item of items) {
    const entry = knowledgeAt(lines, item);
    if (!entry) return null;
    rows.push({ ...entry, was: entry.cells, before: lines.slice(place, item.start) });
    place = item.start + entry.lines.length;
  }
  const tail = lines.slice(place, all.end);
  if (!tail.every(isBlank) || rows.some(({ before }) => !before.every(isBlank))) return null;
  return { kind: 'knowledge', start: all.start + 1, end: all.end, indent: items.length > 0 ? indentOf(lines[items[0].start]) : 2, rows, tail };
}

function knowledgeAt(lines, { start, end }) {
  while (end > start + 1 && isBlank(lines[end - 1])) end -= 1;
  const indent = indentOf(lines[start]) + 2;
  const its = lines.slice(start, end);
  const flat = [its[0].replace('-', ' '), ...its.slice(1)];
  const cells = {};
  const rest = [];
  for (let at = 0; at < flat.length; at += 1) {
    const key = indentOf(flat[at]) === indent ? readKey(flat[at]) : null;
    if (!key) return null;
    const more = at + 1 + flat.slice(at + 1).findIndex((line) => line.trim() && indentOf(line) <= indent && !line.trimStart().startsWith('- '));
    const next = more > at ? more : flat.length;
    if (key.value === 'ask' || key.value === 'answer') {
      const value = valueOf(flat, at, next, key);
      if (value === null) return null;
      cells[key.value] = value;
    } else rest.push(...its.slice(at, next).map((line, nth) => (at + nth === 0 ? flat[0] : line)));
    at = next - 1;
  }
  if (cells.ask === undefined || cells.answer === undefined) return null;
  return { cells: [cells.ask, cells.answer], lines: its, rest };
}

/** A text, a list of texts (as lines), or a text of lines. */
function valueOf(lines, at, end, key) {
  const rest = lines[at].slice(key.end);
  if (/^[|>]-?\s*$/.test(rest)) {
    const below = lines.slice(at + 1, end);
    const indent = Math.min(...below.filter((line) => line.trim()).map(indentOf));
    return below.map((line) => line.slice(indent)).join(rest.startsWith('|') ? '\n' : ' ').trim();
  }
  if (!rest || rest.startsWith('#')) {
    const list = listBelow(lines, at, end, indentOf(lines[at]));
    return list && list.end === end ? list.values.join('\n') : null;
  }
  const value = end === at + 1 ? readValue(lines[at], key.end) : null;
  if (!value || readComment(lines[at], value.end) === null) return null;
  return Array.isArray(value.value) ? value.value.join('\n') : value.value;
}

/** The text with these rows in place of the table's; a row that is as it was is written as it was. */
export function writeTable(text, table, rows) {
  const lines = text.split('\n');
  const kept = rows.filter(({ cells: [first] }) => first?.trim());
  const body = kept.flatMap((row) => [...(row.before ?? []), ...rowLines(table, row)]);
  lines.splice(table.start, table.end - table.start, ...body, ...table.tail);
  return lines.join('\n');
}

function rowLines({ kind, indent }, { cells, was, lines, rest = [], comment = '' }) {
  if (lines && JSON.stringify(cells) === JSON.stringify(was)) return lines;
  const space = ' '.repeat(indent);
  if (kind === 'entity') {
    const [value, ...synonyms] = cells;
    return [`${space}${written(value.trim())}: ${writtenList(synonyms)}${comment}`];
  }
  const asks = cells[0].split('\n').map((ask) => ask.trim()).filter(Boolean);
  return [`${space}- ask: ${writtenList(asks)}`, `${space}  answer: ${written(cells[1] ?? '')}`, ...rest];
}

/** The bot file with another entity, which has no values yet. */
export function addEntity(text, name) {
  const lines = text.split('\n');
  const all = range(lines, 'entities');
  if (all && isBlank(lines[all.start].slice('entities:'.length))) lines.splice(all.end, 0, `  ${name}:`);
  else if (all) return null;
  else {
    const blocks = lines.findIndex((line) => line.startsWith('blocks:'));
    lines.splice(blocks < 0 ? lines.length : blocks, 0, 'entities:', `  ${name}:`, '');
  }
  return lines.join('\n');
}

/** The lines of a key of the file itself, without the empty ones at their end. */
function range(lines, key) {
  const start = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (start < 0) return null;
  const more = lines.slice(start + 1).findIndex((line) => line.trim() && !/^[\s#-]/.test(line));
  let end = more < 0 ? lines.length : start + 1 + more;
  while (end > start + 1 && isBlank(lines[end - 1]) && indentOf(lines[end - 1]) === 0) end -= 1;
  return { start, end };
}

/** The keys one step within. */
function keysWithin(lines, { start, end }) {
  const first = lines.slice(start + 1, end).find((line) => !isBlank(line));
  if (!first) return [];
  const found = [];
  for (let at = start + 1; at < end; at += 1) {
    if (isBlank(lines[at]) || indentOf(lines[at]) !== indentOf(first)) continue;
    const key = readKey(lines[at]);
    if (key) found.push({ key: key.value, start: at });
  }
  return found.map((one, nth) => ({ ...one, end: found[nth + 1]?.start ?? end }));
}

/** The items of a list of the file itself. */
function itemsBelow(lines, key) {
  const all = range(lines, key);
  if (!all) return [];
  const first = lines.slice(all.start + 1, all.end).find((line) => line.trimStart().startsWith('- '));
  if (!first) return [];
  const starts = [];
  for (let at = all.start + 1; at < all.end; at += 1) {
    if (indentOf(lines[at]) === indentOf(first) && lines[at].trimStart().startsWith('- ')) starts.push(at);
  }
  return starts.map((start, nth) => ({ start, end: starts[nth + 1] ?? all.end }));
}

/** A short field of an item of a list, also of one on a single line (`- {id: menu, title: 메뉴}`). */
function fieldOf(lines, { start, end }, name) {
  const within = indentOf(lines[start]) + 2;
  for (let at = start; at < end; at += 1) {
    const line = at === start ? lines[at].replace('-', ' ') : lines[at];
    const inline = at === start && line.trimStart().startsWith('{') ? new RegExp(`[{,]\\s*${name}:\\s*`).exec(line) : null;
    if (inline) {
      const list = line.slice(inline.index + inline[0].length);
      return readValue(`[${list}`.replace(/[},].*$/, ']'), 0)?.value[0];
    }
    if (indentOf(line) !== within) continue;
    const key = readKey(line);
    if (key?.value === name) return readValue(line, key.end)?.value;
  }
  return undefined;
}
