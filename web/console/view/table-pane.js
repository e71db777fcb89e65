// An entity's values or a file of knowledge as a table, into which cells of a spreadsheet can be pasted. The text of the
// file stays the truth: the table is read from it and written into it.

import { t } from '../../i18n/index.js';
import { h, iconButton } from '../../messenger/view/dom.js';
import { addEntity, entitiesOf, knowledgeOf, writeTable } from '../bot-text.js';
import { hasHead, mergeEntity, mergeKnowledge, readSheet, words } from '../sheet.js';
import { button, empty } from './parts.js';

/** So many rows are drawn at a time. */
const page = 100;

const kinds = {
  entity: { heads: ['consoleValue', 'consoleSynonyms'], merge: mergeEntity, shown: ([value, ...more]) => [value, more.join(', ')], taken: ([value, more]) => [value, ...words(more)] },
  knowledge: { heads: ['consoleQuestion', 'consoleAnswer'], merge: mergeKnowledge, shown: (cells) => cells, taken: (cells) => cells },
};

/** @returns {{element: HTMLElement, open(file: string)}} */
export function tablePane(draft, { readOnly }) {
  const body = h('div', { class: 'table-body' });
  const notice = h('p', { class: 'table-notice', role: 'status' });
  const element = h('div', { class: 'table-pane', hidden: true }, body);
  let file = 'bot';
  let entity = null;
  let table = null;
  let rows = [];
  let first = 0;

  function open(name) {
    file = name;
    notice.replaceChildren();
    read();
    draw();
  }

  /** What the text says now. */
  function read() {
    const all = file === 'bot' ? entitiesOf(draft.text(file)) : null;
    if (all && !all.some(({ name }) => name === entity)) entity = all[0]?.name ?? null;
    table = all ? (all.find(({ name }) => name === entity)?.table ?? null) : knowledgeOf(draft.text(file));
    rows = table?.rows ?? [];
    first = 0;
  }

  function write(changed) {
    rows = changed;
    draft.write(file, writeTable(draft.text(file), table, rows));
    // Where the table ends in the text is another place now.
    const kept = first;
    const open = rows.filter(({ cells }) => !cells[0]?.trim());
    read();
    rows = [...rows, ...open];
    first = Math.min(kept, Math.max(0, rows.length - 1));
    first -= first % page;
  }

  function paste(text) {
    const kind = kinds[table.kind];
    const sheet = readSheet(text);
    const content = hasHead(sheet, table.kind) ? sheet.slice(1) : sheet;
    const before = rows;
    const { rows: merged, added, merged: known, taken } = kind.merge(rows.filter(({ cells }) => cells[0]?.trim()), content);
    write(merged);
    draw();
    const undo = button(t('consoleUndo'), () => { write(before); notice.replaceChildren(); draw(); }, { class: 'plain' });
    notice.replaceChildren(h('span', {}, t('consolePasted', { added, known, taken })), added + known > 0 ? undo : '');
  }

  /** Cells go into the table; a word goes where the cursor is. */
  function pasted(event) {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const cells = /[\t\n]/.test(text.trim()) || event.target.matches('.paste-field');
    if (readOnly || !cells || !text.trim() || event.target.matches('.table-cell[rows]') && !text.includes('\t')) return;
    event.preventDefault();
    paste(text);
  }

  function draw() {
    element.dataset.rows = rows.length;
    const its = table ? [pasteField(), notice, grid(), pages(), !readOnly && addRow()] : [cannot()];
    body.replaceChildren(...[file === 'bot' && choose(), ...its].flat().filter(Boolean));
  }

  function choose() {
    const names = entitiesOf(draft.text('bot')).map(({ name }) => name);
    const choice = h('select', { class: 'input', 'aria-label': t('consoleEntity'), on: { change: () => { entity = choice.value; open(file); } } },
      names.map((name) => h('option', { value: name, selected: name === entity }, name)));
    const name = h('input', { class: 'input mono', 'aria-label': t('consoleEntityName'), placeholder: t('consoleEntityName'), maxlength: 40, autocapitalize: 'off', spellcheck: 'false' });
    const add = h('form', { class: 'entity-add' }, name, h('button', { type: 'submit', class: 'button' }, t('consoleAddEntity')));
    add.addEventListener('submit', (event) => {
      event.preventDefault();
      const id = name.value.trim();
      const text = id && !names.includes(id) ? addEntity(draft.text('bot'), id) : null;
      if (text !== null) draft.write('bot', text);
      if (id) entity = id;
      open(file);
    });
    return h('div', { class: 'table-choice' }, names.length > 0 && choice, !readOnly && add);
  }

  function cannot() {
    if (file === 'bot' && !entity) return empty(t('consoleNoEntities'), t('consoleNoEntitiesText'));
    return empty(t('consoleNoTable'), t('consoleNoTableText'));
  }

  function pasteField() {
    if (readOnly) return null;
    const field = h('textarea', { class: 'input paste-field', rows: 1, 'aria-label': t('consolePaste'), placeholder: t('consolePasteHint') });
    // Where nothing is pasted by an event, it is taken from the field.
    field.addEventListener('change', () => field.value.trim() && paste(field.value));
    return field;
  }

  function grid() {
    const kind = kinds[table.kind];
    const head = h('tr', {}, kind.heads.map((key) => h('th', { scope: 'col' }, t(key))), !readOnly && h('th', {}, h('span', { class: 'unseen' }, t('consoleRemoveRow'))));
    return h('table', { class: `sheet ${table.kind}` }, h('thead', {}, head), h('tbody', {}, rows.slice(first, first + page).map((row, nth) => line(kind, row, first + nth))));
  }

  function line(kind, row, at) {
    const fields = kind.shown(row.cells).map((cell, column) => cellField(kind, cell ?? '', column, at));
    const change = () => {
      const cells = kind.taken(fields.map((field) => field.value));
      write(rows.map((its, nth) => (nth === at ? { ...its, cells } : its)));
    };
    fields.forEach((field) => field.addEventListener('change', change));
    const remove = () => { write(rows.filter((_, nth) => nth !== at)); draw(); };
    return h('tr', {}, fields.map((field) => h('td', {}, field)), !readOnly && h('td', {}, iconButton('delete', t('consoleRemoveRow'), remove)));
  }

  function cellField(kind, text, column, at) {
    const label = `${t(kind.heads[column])} ${at + 1}`;
    if (table.kind === 'entity') return h('input', { class: 'table-cell', value: text, 'aria-label': label, readonly: readOnly });
    const field = h('textarea', { class: 'table-cell', rows: Math.min(4, text.split('\n').length), 'aria-label': label, readonly: readOnly });
    field.value = text;
    return field;
  }

  function pages() {
    if (rows.length <= page) return null;
    const turn = (by) => () => { first += by; draw(); };
    const last = Math.min(first + page, rows.length);
    return h('div', { class: 'actions' },
      h('button', { type: 'button', class: 'button', disabled: first === 0, on: { click: turn(-page) } }, t('consoleEarlier')),
      h('span', { class: 'soft' }, t('consoleRows', { from: first + 1, to: last, all: rows.length })),
      h('button', { type: 'button', class: 'button', disabled: last === rows.length, on: { click: turn(page) } }, t('consoleLater')));
  }

  function addRow() {
    const add = () => {
      rows = [...rows, { cells: ['', ''] }];
      first = rows.length - 1 - ((rows.length - 1) % page);
      draw();
      element.querySelector('tbody tr:last-child .table-cell')?.focus();
    };
    return h('button', { type: 'button', class: 'button', on: { click: add } }, t('consoleAddRow'));
  }

  element.addEventListener('paste', pasted);
  return { element, open };
}
