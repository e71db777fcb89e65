// The parts of YAML that bot files are made of, as far as tables need them: keys, texts and lists on one line.

/** Plain words that YAML reads as something else than a text. */
const meanings = /^(?:true|false|null|yes|no|on|off|y|n|~)$/i;
const plain = /^[\p{L}_][\p{L}\p{N} _·().-]*$/u;

/** A text as it may stand in a list or as a key. */
export function written(text) {
  const sound = text.toWellFormed();
  if (plain.test(sound) && !sound.endsWith(' ') && !meanings.test(sound)) return sound;
  return JSON.stringify(sound);
}

export function writtenList(texts) {
  return `[${texts.map(written).join(', ')}]`;
}

/** How far a line is indented. */
export function indentOf(line) {
  return line.length - line.trimStart().length;
}

/** Nothing, or only a comment. */
export function isBlank(line) {
  return /^\s*(?:#.*)?$/.test(line);
}

/**
 * Reads a text or a list of texts that begins at `at`.
 * @returns {{value: string | string[], end: number} | null} null: it is written in another way
 */
export function readValue(line, at) {
  if (line[at] !== '[') return readText(line, at, false);
  const value = [];
  let place = spaces(line, at + 1);
  while (line[place] !== ']') {
    const text = readText(line, place, true);
    if (!text) return null;
    value.push(text.value);
    place = spaces(line, text.end);
    if (line[place] === ',') place = spaces(line, place + 1);
    else if (line[place] !== ']') return null;
  }
  return { value, end: place + 1 };
}

/** The key at the beginning of a line and where its value begins; null: there is none. */
export function readKey(line) {
  const at = indentOf(line);
  const quoted = line[at] === '"' || line[at] === "'";
  const key = quoted ? readText(line, at, true) : /^[^\s[\]{}#&*!|>%@`,-](?:[^:#]|:(?! |$)|(?<! )#)*?(?=\s*:(?: |$))/u.exec(line.slice(at));
  if (!key) return null;
  const [value, end] = quoted ? [key.value, key.end] : [key[0], at + key[0].length];
  const colon = spaces(line, end);
  if (line[colon] !== ':') return null;
  return { value, end: spaces(line, colon + 1) };
}

/** The comment behind a value, with the space before it; null: there is something else. */
export function readComment(line, at) {
  const rest = line.slice(at);
  return /^\s*$/.test(rest) ? '' : (/^\s+#.*$/.exec(rest)?.[0] ?? null);
}

function readText(line, at, inList) {
  const quote = line[at];
  if (quote === '"') {
    const found = /^"(?:[^"\\]|\\.)*"/.exec(line.slice(at));
    return found && { value: unescaped(found[0]), end: at + found[0].length };
  }
  if (quote === "'") {
    const found = /^'(?:[^']|'')*'/.exec(line.slice(at));
    return found && { value: found[0].slice(1, -1).replaceAll("''", "'"), end: at + found[0].length };
  }
  if (quote === undefined || /[[\]{},#&*!|>%@`]/.test(quote)) return null;
  const rest = line.slice(at);
  const end = (inList ? /[,[\]{}]|\s#|:\s|$/ : /\s#|:\s|$/).exec(rest).index;
  const value = rest.slice(0, end).trimEnd();
  return value ? { value, end: at + value.length } : null;
}

function unescaped(quoted) {
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted.slice(1, -1);
  }
}

function spaces(line, at) {
  while (line[at] === ' ') at += 1;
  return at;
}
