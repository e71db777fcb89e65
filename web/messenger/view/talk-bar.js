// What is going on with the microphone, above the composer: state, level and a way out.

import { t } from '../../i18n/index.js';
import { h, iconButton } from './dom.js';
import { loudness } from './talk-button.js';

const bars = 24;

export function talkBar(app) {
  const { talk, connection } = app;
  const words = h('p', { role: 'status' });
  const meter = h('div', { class: 'meter', 'aria-hidden': 'true' }, Array.from({ length: bars }, () => h('i')));
  const cancel = iconButton('close', t('talkCancel'), () => talk.cancel());
  const bar = h('div', { class: 'talk-bar', hidden: true }, words, meter, cancel);

  function render() {
    bar.hidden = talk.state === 'idle';
    bar.dataset.state = talk.state;
    const text = bar.hidden ? '' : t(stateWords(talk, connection.status));
    // Setting the same words again would announce them again.
    if (words.textContent !== text) words.textContent = text;
    if (talk.state !== 'listening') for (const line of meter.children) line.style.setProperty('--level', 0);
  }

  /** The newest loudness comes in at the right and wanders off to the left. */
  function show(level) {
    meter.append(meter.firstElementChild);
    meter.lastElementChild.style.setProperty('--level', loudness(level).toFixed(3));
  }

  app.listen(talk, 'change', render);
  app.listen(connection, 'status', render);
  app.listen(talk, 'level', show);
  render();
  return bar;
}

function stateWords({ state, held }, status) {
  if (state === 'listening') return held ? 'listeningHold' : 'listeningToggle';
  if (state === 'recognizing') return status === 'online' ? 'recognizing' : 'recognizingOffline';
  return 'opening';
}
