// Elements without markup strings: text only ever becomes text.

const spriteUrl = '/icons/sprite.svg';
const svgNamespace = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. Of the properties, `class`, `dataset` and `on` (listeners by event) are special; `true` sets an
 * empty attribute; `false`, `null` and `undefined` leave it out.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === 'dataset') Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** One of the icons in `icons/sprite.svg`; decoration, so it is hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svgNamespace, 'use');
  use.setAttribute('href', `${spriteUrl}#${name}`);
  svg.append(use);
  return svg;
}

/** A round button that shows only an icon; `label` is what it is called. */
export function iconButton(name, label, click, properties = {}) {
  const classes = `icon-button ${properties.class ?? ''}`.trim();
  return h('button', { type: 'button', title: label, 'aria-label': label, ...properties, class: classes, on: { click } }, icon(name));
}

/** Text that only screen readers get. */
export function unseen(text) {
  return h('span', { class: 'unseen' }, text);
}

const drawn = new WeakMap();

/**
 * Makes the children of `container` those of `rows` (`{key, signature, build, refresh}`), keeping every element whose
 * signature is the same: scrolling, selection, focus and what a screen reader has announced stay as they are. A kept
 * element is handed to `refresh`, if there is one.
 */
export function reconcile(container, rows) {
  const known = new Map();
  for (const element of container.children) known.set(drawn.get(element).key, element);
  let place = container.firstElementChild;
  for (const { key, signature, build, refresh } of rows) {
    const old = known.get(key);
    known.delete(key);
    if (old && drawn.get(old).signature === signature) {
      refresh?.(old);
      if (old === place) place = place.nextElementSibling;
      else container.insertBefore(old, place);
      continue;
    }
    const fresh = build();
    drawn.set(fresh, { key, signature });
    container.insertBefore(fresh, place);
    if (old === place) place = place?.nextElementSibling ?? null;
    old?.remove();
  }
  for (const element of known.values()) element.remove();
}
