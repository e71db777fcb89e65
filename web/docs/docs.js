// The API page: draws /openapi.json as operations and shapes. Nothing here knows a particular operation.

const methods = ['get', 'put', 'post', 'delete', 'patch'];

const content = document.getElementById('content');
const contents = document.getElementById('contents');

try {
  const response = await fetch('/openapi.json');
  if (!response.ok) throw new Error(`/openapi.json answered ${response.status}`);
  draw(await response.json());
} catch (error) {
  content.replaceChildren(element('p', { role: 'alert' }, `The description could not be loaded: ${error.message}`));
}

function draw(api) {
  const groups = api.tags.map((tag) => ({ tag, operations: operationsOf(api, tag.name) }));
  const shapes = Object.entries(api.components.schemas).sort(([a], [b]) => a.localeCompare(b));
  content.replaceChildren(
    element('h1', {}, `${api.info.title} ${api.info.version}`),
    ...prose(api.info.description),
    element('p', {}, 'The description as a file: ', element('a', { href: '/openapi.json' }, '/openapi.json')),
    ...groups.flatMap(({ tag, operations }) => [
      element('h2', {}, capitalized(tag.name)),
      ...prose(tag.description),
      ...operations.map(drawOperation),
    ]),
    element('h2', {}, 'Shapes'),
    ...shapes.map(([name, schema]) => drawShape(name, schema)),
  );
  contents.replaceChildren(
    ...groups.flatMap(({ tag, operations }) => [
      element('h2', {}, capitalized(tag.name)),
      ...operations.map(({ id, summary }) => element('a', { href: `#${id}` }, summary)),
    ]),
    element('h2', {}, 'Shapes'),
    ...shapes.map(([name]) => element('a', { href: `#shape-${name}` }, name)),
  );
  // The place in the address exists only now.
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function operationsOf(api, tag) {
  return Object.entries(api.paths).flatMap(([path, item]) =>
    methods.filter((method) => item[method]?.tags?.includes(tag))
      .map((method) => ({ ...item[method], method, path, id: item[method].operationId })));
}

function drawOperation(operation) {
  const { id, method, path, summary, description, parameters = [], requestBody, responses, security } = operation;
  return element('article', { id },
    element('h3', {}, summary, element('span', {},
      element('span', { class: 'method' }, method.toUpperCase()), ' ', element('code', {}, path))),
    ...prose(description),
    security ? element('p', { class: 'note' }, 'Needs a session, or the owner at their own machine.') : '',
    ...drawParameters(parameters),
    ...(requestBody ? [element('h4', {}, 'Request'), ...drawContent(requestBody)] : []),
    ...Object.entries(responses).flatMap(([status, response]) => drawResponse(status, response)),
  );
}

function drawParameters(parameters) {
  if (!parameters.length) return [];
  const row = ({ name, in: place, required, schema, description }) => [
    element('code', {}, name),
    `${place}${required ? ', required' : ''}`,
    typeOf(schema),
    element('div', {}, ...prose(description)),
  ];
  return [element('h4', {}, 'Parameters'), table(['name', 'in', 'type', 'meaning'], parameters.map(row))];
}

function drawResponse(status, response) {
  const content = status < 400 ? drawContent(response) : [];
  return [element('h4', {}, `Response ${status}`), ...prose(response.description), ...content];
}

function drawContent({ content = {} }) {
  return Object.entries(content).flatMap(([type, { schema, example }]) => [
    element('p', { class: 'note' }, `${type}: `, typeOf(schema)),
    ...(example === undefined ? [] : [code(example)]),
  ]);
}

function drawShape(name, schema) {
  const variants = schema.oneOf ?? [];
  return element('article', { id: `shape-${name}` },
    element('h3', {}, name),
    ...prose(schema.description),
    ...drawFields(schema),
    ...(schema.allOf ?? []).flatMap((part) => (part.$ref ? [element('p', {}, 'All of ', typeOf(part))] : drawFields(part))),
    ...(variants.length ? [element('p', { class: 'note' }, 'One of:')] : []),
    ...variants.flatMap((variant) => [...prose(variant.description), ...drawVariant(variant)]),
    schema.enum ? element('p', {}, typeOf(schema)) : '',
  );
}

function drawVariant(variant) {
  const parts = variant.allOf ?? [variant];
  return parts.flatMap((part) => (part.properties ? drawFields(part) : [element('p', {}, typeOf(part))]));
}

function drawFields({ properties, required = [] }) {
  if (!properties) return [];
  const row = ([name, schema]) => [
    element('code', {}, name),
    element('span', {}, typeOf(schema), required.includes(name) ? '' : ' (optional)'),
    element('div', {}, ...prose(schema.description)),
  ];
  return [table(['field', 'type', 'meaning'], Object.entries(properties).map(row))];
}

/** The type of a schema in a few words, with links to named shapes. */
function typeOf(schema = {}) {
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    return element('a', { href: `#shape-${name}` }, name);
  }
  if (schema.enum) return element('span', {}, schema.enum.map((value) => JSON.stringify(value)).join(' or '));
  if (schema.items) return element('span', {}, 'list of ', typeOf(schema.items));
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) {
    const named = choices.filter(({ type }) => type !== 'null').flatMap((choice) => [' or ', typeOf(choice)]).slice(1);
    return element('span', {}, ...named);
  }
  const type = [schema.type ?? 'anything'].flat().filter((name) => name !== 'null').join(' or ');
  return element('span', {}, schema.format ? `${type} (${schema.format})` : type);
}

function table(heads, rows) {
  return element('div', { class: 'scroll' }, element('table', {},
    element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
    element('tbody', {}, ...rows.map((cells) => element('tr', {}, ...cells.map((cell) => element('td', {}, cell))))),
  ));
}

function code(example) {
  const text = typeof example === 'string' ? example : JSON.stringify(example, null, 2);
  return element('pre', { tabindex: '0' }, element('code', {}, text));
}

/** Paragraphs of text; what stands between backticks is code. */
function prose(text = '') {
  return text.split(/\n\s*\n/).filter(Boolean).map((paragraph) =>
    element('p', {}, ...paragraph.split('`').map((part, i) => (i % 2 ? element('code', {}, part) : part))));
}

function capitalized(word) {
  return word[0].toUpperCase() + word.slice(1);
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
