// Starts the messenger: makes the parts, connects them, and draws the page.

import { prepareMicrophone } from '../audio/microphone.js';
import { Player } from '../audio/player.js';
import { Ringer } from '../audio/ringer.js';
import { unlockOnGesture } from '../audio/output.js';
import { language, setLanguage, t } from '../i18n/index.js';
import { Connection } from '../touchpoint/connection.js';
import { newId, touchpointId, touchpointName } from '../touchpoint/identity.js';
import { Outbox } from '../touchpoint/outbox.js';
import { Touchpoint } from '../touchpoint/touchpoint.js';
import { App } from './app.js';
import { Directory } from './directory.js';
import { follow } from './instructions.js';
import { Route } from './route.js';
import { mustSignIn } from './session.js';
import { applyTheme, Settings } from './settings.js';
import { listenToKeys } from './shortcuts.js';
import { showState } from './state-attributes.js';
import { Store } from './store.js';
import { Talk } from './talk.js';
import { appFrame } from './view/app-frame.js';

// As wide as this, the list and a chat stand side by side (style/layout.css).
const wide = window.matchMedia('(min-width: 48rem)');

const settings = new Settings();
setLanguage(settings.get('language'));
applyTheme(settings.get('theme'));

const id = await touchpointId();
const store = new Store();
const directory = new Directory();
const outbox = new Outbox();
const player = new Player();
const ringer = new Ringer();
const route = new Route();
const connection = new Connection({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/v1/connect`,
  hello: () => ({ type: 'System.Synchronize', id: newId(), state: state(), body: introduction() }),
  refused: mustSignIn,
});
const touchpoint = new Touchpoint({ connection, outbox, state });
const talk = new Talk({ touchpoint, connection, language, interrupt: () => app.stopVoice() });
const app = new App({ store, directory, outbox, connection, touchpoint, talk, player, settings, route });
let frame = null;

draw();
follow({ connection, store, player, outbox, talk, notice: (problem) => frame.notice(problem) });
followPlayer();
followAlerts();
followSettings();
followChats();
for (const source of [talk, directory, app.problems]) source.on('problem', (problem) => frame.notice(problem));
unlockOnGesture(() => app.visibility.emit('unlocked'));
for (const gesture of ['pointerdown', 'keydown']) {
  // Where it fails, pressing the microphone button tells why.
  document.addEventListener(gesture, () => prepareMicrophone().catch(() => {}), { once: true, capture: true });
}
listenToKeys(keyActions(), () => settings.get('keys'));
showState({ connection, talk, player, ringer, store });
connection.start();

function state() {
  return { readAloud: settings.get('readAloud'), muted: settings.get('muted') };
}

function introduction() {
  return {
    touchpoint: id,
    kind: 'messenger',
    name: touchpointName(),
    language: language(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    capabilities: { screen: true, speaker: true, microphone: Boolean(navigator.mediaDevices), location: false },
    seen: store.seen(),
  };
}

function draw() {
  app.disposeViews();
  frame = appFrame(app);
  document.getElementById('app').replaceChildren(...frame.elements);
  showTitle();
  showPane();
}

function followPlayer() {
  player.on('started', (turn) => touchpoint.tell('Synthesizer.Started', { turn }));
  player.on('finished', (turn) => touchpoint.tell('Synthesizer.Finished', { turn }));
  // The next answer has cut the voice off.
  player.on('replaced', (turn) => touchpoint.tell('Synthesizer.Stopped', { turn }));
}

/** Rings while something rings, but never into an open microphone. */
function followAlerts() {
  const ring = () => {
    const ringing = store.alerts.some((alert) => alert.state === 'ringing');
    if (ringing && talk.state === 'idle') ringer.start();
    else ringer.stop();
    showTitle();
  };
  store.on('alerts', ring);
  talk.on('change', ring);
}

function followSettings() {
  settings.on('change', (name) => {
    if (name === 'theme') applyTheme(settings.get('theme'));
    if (name === 'muted' && settings.get('muted')) app.stopVoice();
    if (name === 'language') {
      const open = frame.settings.open;
      setLanguage(settings.get('language'));
      draw();
      if (open) frame.settings.showModal();
      // The server greets a touchpoint in the language of its hello.
      connection.restart();
    }
  });
}

/** On a wide window there is always a chat beside the list; an address without its chat leads to the list. */
function followChats() {
  const choose = () => {
    const [first] = store.chats.keys();
    if (first && wide.matches && app.conversation() === null && !route.directory) route.replace(first);
    showPane();
  };
  store.on('person', choose);
  route.on('change', choose);
  wide.addEventListener('change', choose);
  store.on('chats', showTitle);
}

function showPane() {
  document.documentElement.dataset.pane = route.directory ? 'directory' : app.conversation() ? 'chat' : 'list';
}

function showTitle() {
  const unread = [...store.chats.keys()].reduce((sum, chat) => sum + store.unread(chat), 0);
  const ringing = store.alerts.some((alert) => alert.state === 'ringing');
  document.title = `${ringing ? '⏰ ' : ''}${unread ? `(${unread}) ` : ''}${t('appName')}`;
}

function keyActions() {
  return {
    press: () => app.conversation() && talk.press(app.conversation()),
    release: () => talk.release(),
    write: () => frame.chat.write(),
    newest: () => frame.chat.toNewest(),
    help: () => frame.openHelp(),
    // The most urgent first; one press stops one thing.
    stop() {
      const ringing = store.alerts.find((alert) => alert.state === 'ringing');
      if (ringing) touchpoint.stopAlert(ringing.id);
      else if (talk.state !== 'idle') talk.cancel();
      else return app.stopVoice();
      return true;
    },
  };
}
