// What every view of the console is made of.

import { localized, t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';

/** A page: its heading, what may be done beside it, and what is in it. */
export function page(title, { lead, actions, wide = false }, ...content) {
  const element = h('main', { class: wide ? 'page wide' : 'page', id: 'content' },
    h('header', { class: 'page-head' },
      h('div', { class: 'page-words' }, h('h1', { tabindex: -1 }, title), lead && h('p', { class: 'lead' }, lead)),
      actions && h('div', { class: 'actions' }, actions)),
    ...content);
  return { title, element };
}

/** A part of a page under a heading of its own. */
export function section(title, ...content) {
  return h('section', { class: 'section' }, h('h2', {}, title), ...content);
}

/** What the API says when it does not do something: for people, and for developers what exactly. */
export function trouble(error) {
  const { message, detail } = error.problem ?? {};
  // A mistake of this page has no words of the API; it must not look as if nothing had happened.
  if (!message) console.error(error);
  return h('div', { class: 'trouble-box', role: 'alert' },
    h('p', {}, message ? localized(message) : t('consoleTrouble')),
    detail && h('p', { class: 'detail' }, detail));
}

/** Where what goes wrong is told: `run` does something and shows why it did not work. */
export function troublePlace() {
  const element = h('div', { class: 'trouble-place' });
  const run = async (work) => {
    element.replaceChildren();
    try {
      return await work();
    } catch (error) {
      element.replaceChildren(trouble(error));
      return undefined;
    }
  };
  return { element, run };
}

/** A button that cannot be pressed again before it has done what it does. */
export function button(label, click, properties = {}) {
  const press = async () => {
    element.disabled = true;
    await click();
    element.disabled = false;
  };
  const element = h('button', { type: 'button', ...properties, class: `button ${properties.class ?? ''}`.trim(), on: { click: press } }, label);
  return element;
}

let ids = 0;

/** A control under its label, and what one may write there. */
export function field(label, control, hint) {
  const id = control.id || `field-${++ids}`;
  control.id = id;
  if (hint) control.setAttribute('aria-describedby', `${id}-hint`);
  return h('div', { class: 'field-row' }, h('label', { for: id }, label), control, hint && h('p', { class: 'hint', id: `${id}-hint` }, hint));
}

/** A choice; `options` are pairs of a value and its words. */
export function select(options, value, properties = {}) {
  return h('select', { class: 'input', ...properties },
    options.map(([name, words]) => h('option', { value: name, selected: name === value }, words)));
}

/** A form that is sent with its values, and tells what goes wrong. */
export function form(submit, send, ...content) {
  const place = troublePlace();
  const press = h('button', { type: 'submit', class: 'button primary' }, submit);
  const element = h('form', { class: 'form', novalidate: true }, ...content, place.element, h('div', { class: 'actions' }, press));
  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    press.disabled = true;
    await place.run(() => send(Object.fromEntries(new FormData(element)), element));
    press.disabled = false;
  });
  return element;
}

/** What a list shows before there is anything in it. */
export function empty(title, text, ...more) {
  return h('div', { class: 'nothing' }, h('p', { class: 'nothing-title' }, title), text && h('p', {}, text), ...more);
}

export function badge(words, kind = '') {
  return h('span', { class: `tag ${kind}`.trim() }, words);
}

/** A text to be taken along, with a button that copies it. */
export function copyable(text, label) {
  const shown = h('input', { class: 'input mono', readonly: true, 'aria-label': label, value: text, on: { focus: () => shown.select() } });
  const press = h('button', { type: 'button', class: 'button' }, t('consoleCopy'));
  press.addEventListener('click', async () => {
    // Without the clipboard (no secure connection) the text is chosen, to be copied by hand.
    shown.select();
    const copied = await (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(() => true, () => false);
    press.textContent = t(copied ? 'consoleCopied' : 'consoleCopyByHand');
  });
  return h('div', { class: 'copyable' }, shown, press);
}

/** A moment, in full for those who look closer. */
export function when(iso) {
  const date = new Date(iso);
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
  return h('time', { datetime: iso }, format.format(date));
}
