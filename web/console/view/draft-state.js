// Beneath the texts: whether they are saved, what is wrong in them and where, and what to do when somebody else has saved.

import { t } from '../../i18n/index.js';
import { h } from '../../messenger/view/dom.js';
import { button, trouble } from './parts.js';

const id = 'draft-state';

export function draftState(app, draft, { goTo }) {
  const element = h('div', { class: 'draft-state', id, role: 'status', dataset: { state: draft.state } });

  function draw() {
    element.dataset.state = draft.state;
    element.dataset.fault = draft.fault ? 'yes' : '';
    element.replaceChildren(...parts().filter(Boolean));
  }

  function parts() {
    if (draft.state === 'conflict') return conflict(app, draft);
    const words = h('span', { class: 'saved' }, t(`consoleDraft_${draft.state}`));
    return [draft.state === 'failed' ? trouble(draft.error) : null, draft.fault && fault(draft.fault, goTo), words];
  }

  draft.on('change', draw);
  draw();
  return { element, id };
}

/** The reason, as the API tells it. */
function fault(fault, goTo) {
  const place = [fault.line && t('consoleLine', { line: fault.line }), fault.field].filter(Boolean).join(' · ');
  return h('button', { type: 'button', class: 'fault', on: { click: () => goTo(fault) } },
    place && h('span', { class: 'fault-place' }, place), h('span', { class: 'fault-reason' }, fault.reason));
}

function conflict(app, draft) {
  return [
    trouble(draft.error),
    h('div', { class: 'actions' },
      button(t('consoleLoadTheirs'), () => { draft.state = 'saved'; app.refresh(); }, { class: 'primary' }),
      button(t('consoleKeepMine'), () => draft.overwrite())),
  ];
}
