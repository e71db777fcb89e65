// What comes out of a spreadsheet: cells with tabs or commas between them, in quotes where they hold such marks
// themselves, brought together with the rows of a table.

/** So many rows are taken at once. */
export const mostRows = 20_000;

const heads = {
  entity: [/^(?:값|이름|대표어|대표 단어|항목|엔트리|values?|names?|entry|entries|entity)$/i, /^(?:동의어|유의어|다른 이름|별칭|synonyms?|alias(?:es)?)\s*\d*$/i],
  knowledge: [/^(?:질문|문의|questions?|ask|q)$/i, /^(?:답|답변|대답|응답|answers?|a)$/i],
};

/** @returns {string[][]} the rows with their cells */
export function readSheet(text) {
  const sound = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\u00A0', ' ');
  const tabbed = rowsOf(sound, '\t');
  if (tabbed.some((row) => row.length > 1)) return tabbed;
  for (const mark of [',', ';']) {
    const rows = rowsOf(sound, mark);
    // A sentence may have a comma in it; a table has as many cells in each row.
    if (rows.length > 0 && rows[0].length > 1 && rows.every((row) => row.length === rows[0].length)) return rows;
  }
  return tabbed;
}

/** Whether the first row says what stands below it. */
export function hasHead(rows, kind) {
  const [first, second] = heads[kind];
  const [one, two] = (rows[0] ?? []).map((cell) => cell.trim());
  return Boolean(one) && first.test(one) && (!two || second.test(two));
}

function rowsOf(text, mark) {
  const rows = [];
  let row = [];
  let at = 0;
  while (at <= text.length && rows.length < mostRows) {
    const [cell, end] = cellAt(text, at, mark);
    row.push(cell.trim());
    if (text[end] !== mark) {
      if (row.some(Boolean)) rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  return rows;
}

/** A cell, and where it ends. A quote that is never closed is a letter like others. */
function cellAt(text, at, mark) {
  if (text[at] === '"') {
    const pattern = /"((?:[^"]|"")*)"/y;
    pattern.lastIndex = at;
    const quoted = pattern.exec(text);
    const end = quoted && pattern.lastIndex;
    if (quoted && (end === text.length || text[end] === mark || text[end] === '\n')) return [quoted[1].replaceAll('""', '"'), end];
  }
  let end = at;
  while (end < text.length && text[end] !== mark && text[end] !== '\n') end += 1;
  return [text.slice(at, end), end];
}

/** Words that are the same to a bot. */
function key(text) {
  return text.normalize('NFC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Values with their synonyms, brought to those that are there: a value that is known gets more synonyms.
 * @returns {{rows: object[], added: number, merged: number, taken: number}} `taken` synonyms stand for another value already
 */
export function mergeEntity(rows, pasted) {
  const result = rows.map((row) => ({ ...row, cells: [...row.cells] }));
  const byValue = new Map(result.map((row) => [key(row.cells[0] ?? ''), row]));
  const owner = new Map(result.flatMap((row) => row.cells.map((word) => [key(word), row])));
  const told = { added: 0, merged: 0, taken: 0 };
  const values = [];
  for (const [cell, ...more] of pasted) {
    const value = clean(cell);
    const id = key(value);
    if (!id) continue;
    let row = byValue.get(id);
    if (row) told.merged += 1;
    else {
      row = { cells: [value] };
      result.push(row);
      byValue.set(id, row);
      owner.set(id, row);
      told.added += 1;
    }
    values.push([row, more.flatMap(words)]);
  }
  // All values are known now: a synonym that is a value itself stays that.
  for (const [row, synonyms] of values) {
    for (const synonym of synonyms) {
      const id = key(synonym);
      const has = owner.get(id);
      if (has && has !== row) told.taken += 1;
      else if (!has && id) {
        row.cells.push(synonym);
        owner.set(id, row);
      }
    }
  }
  return { rows: result, ...told };
}

/** Questions with their answers: a question that is known gets the new answer, an answer that is known more questions. */
export function mergeKnowledge(rows, pasted) {
  const result = rows.map((row) => ({ ...row, cells: [...row.cells] }));
  const asks = (row) => row.cells[0].split('\n').filter(key);
  const byAsk = new Map(result.flatMap((row) => asks(row).map((ask) => [key(ask), row])));
  const byAnswer = new Map(result.map((row) => [key(row.cells[1] ?? ''), row]));
  const told = { added: 0, merged: 0, taken: 0 };
  for (const [question, answer = ''] of pasted) {
    const wanted = question.split('\n').map(clean).filter(key);
    if (wanted.length === 0 || !key(answer)) continue;
    const known = wanted.map((ask) => byAsk.get(key(ask))).find(Boolean);
    const row = known ?? byAnswer.get(key(answer)) ?? { cells: ['', ''] };
    if (row.cells[0]) told.merged += 1;
    else {
      result.push(row);
      told.added += 1;
    }
    const fresh = wanted.filter((ask) => !byAsk.has(key(ask)));
    row.cells = [[...asks(row), ...fresh].join('\n'), answer.trim()];
    fresh.forEach((ask) => byAsk.set(key(ask), row));
    byAnswer.set(key(answer), row);
  }
  return { rows: result, ...told };
}

/** Several words may stand in one cell. */
export function words(cell) {
  return cell.split(/[,;|\n、]/).map(clean).filter(Boolean);
}

function clean(text = '') {
  return text.replace(/\s+/g, ' ').trim();
}
