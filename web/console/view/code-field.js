// A plain text field for code: numbered lines, and a mark on the one that is wrong. Tab leaves it, as in any form; Enter
// keeps the indentation.

import { h } from '../../messenger/view/dom.js';

/** @returns {{element: HTMLElement, text: string, show(text: string, label: string), mark(line: number | null, reason: string)}} */
export function codeField({ readOnly, input }) {
  const numbers = h('div', { class: 'code-numbers', 'aria-hidden': 'true' });
  const band = h('div', { class: 'code-band', hidden: true });
  const area = h('textarea', {
    class: 'code-text', wrap: 'off', spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', autocorrect: 'off', readonly: readOnly,
    on: { input: () => { number(); input(area.value); }, scroll: follow, keydown: indent },
  });
  const element = h('div', { class: 'code' }, numbers, h('div', { class: 'code-body' }, band, area));

  function number() {
    const count = area.value.split('\n').length;
    if (Number(numbers.dataset.count) === count) return;
    numbers.dataset.count = count;
    numbers.textContent = Array.from({ length: count }, (_, index) => index + 1).join('\n');
  }

  function follow() {
    numbers.scrollTop = area.scrollTop;
    element.style.setProperty('--scrolled', `${area.scrollTop}px`);
  }

  return {
    element,
    area,
    show(text, label) {
      area.value = text;
      area.setAttribute('aria-label', label);
      area.scrollTop = 0;
      number();
      follow();
    },
    mark(line, describedBy) {
      band.hidden = !line;
      area.setAttribute('aria-invalid', String(Boolean(line)));
      if (describedBy) area.setAttribute('aria-describedby', describedBy);
      if (line) element.style.setProperty('--line', line);
    },
    /** Brings a line into sight, with the cursor on it. */
    goTo(line) {
      const lines = area.value.split('\n');
      const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
      area.focus();
      area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
      const height = area.scrollHeight / lines.length;
      area.scrollTop = Math.max(0, (line - 1) * height - area.clientHeight / 2);
    },
  };
}

function indent(event) {
  if (event.key !== 'Enter' || event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey) return;
  const { value, selectionStart } = event.target;
  const line = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart);
  const spaces = /^ */.exec(line)[0];
  if (!spaces) return;
  event.preventDefault();
  // The one way that keeps what can be undone.
  document.execCommand('insertText', false, `\n${spaces}`);
}
