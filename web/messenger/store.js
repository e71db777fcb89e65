// What this window knows: the person, the chats with their turns, and the alerts. The server is the source of all of it.

import { Emitter } from '../touchpoint/emitter.js';

const readKey = (conversation) => `ieum.read.${conversation}`;

/** Emits `chats` (anything in the list has changed), `turns` with a conversation's id, `alerts` and `person`. */
export class Store extends Emitter {
  person = null;
  alerts = [];
  /** What the person may want to ask, the likeliest first. */
  suggestions = [];
  /** Chats by conversation id: `{id, bot, turns, moreBefore}`, the turns ordered by `sequence`. */
  chats = new Map();

  constructor() {
    super();
    // Another tab has read something.
    window.addEventListener('storage', ({ key }) => key?.startsWith('ieum.read.') && this.emit('chats'));
  }

  /** Takes over a connection's starting point. */
  synchronize({ person, conversations, alerts, suggestions = [] }) {
    this.person = person;
    this.suggestions = suggestions;
    const chats = new Map();
    for (const chat of conversations) chats.set(chat.id, merged(this.chats.get(chat.id), chat));
    this.chats = chats;
    this.emit('person');
    for (const id of chats.keys()) this.emit('turns', id);
    this.emit('chats');
    this.setAlerts(alerts);
  }

  /** A turn is new or has changed. */
  putTurn(turn) {
    const chat = this.chats.get(turn.conversation);
    if (!chat) return;
    insert(chat.turns, turn);
    this.emit('turns', chat.id);
    this.emit('chats');
  }

  /** Turns from before the first known one. */
  putOlder(conversation, turns, moreBefore) {
    const chat = this.chats.get(conversation);
    if (!chat) return;
    for (const turn of turns) insert(chat.turns, turn);
    chat.moreBefore = moreBefore;
    this.emit('turns', conversation);
  }

  setAlerts(alerts) {
    this.alerts = [...alerts].sort((a, b) => Date.parse(a.due) - Date.parse(b.due));
    this.emit('alerts');
  }

  startAlert(alert) {
    this.setAlerts([...this.alerts.filter(({ id }) => id !== alert.id), { ...alert, state: 'ringing' }]);
  }

  /** It rings or waits no more. */
  removeAlert(id) {
    this.setAlerts(this.alerts.filter((alert) => alert.id !== id));
  }

  /**
   * How far each conversation is known, for the server to continue from: up to the last turn before the first one
   * whose answer was still missing, because that answer may have come while we were away.
   */
  seen() {
    const places = [];
    for (const { id, turns } of this.chats.values()) {
      const open = turns.findIndex((turn) => turn.status === 'received');
      const last = open === -1 ? turns.at(-1) : turns[open - 1];
      if (last) places.push({ conversation: id, sequence: last.sequence });
    }
    return places;
  }

  /** How many answers have come that nobody has looked at in this browser. */
  unread(conversation) {
    const read = Number(localStorage.getItem(readKey(conversation)) ?? 0);
    const { turns } = this.chats.get(conversation);
    return turns.filter((turn) => turn.sequence > read && turn.status !== 'received').length;
  }

  /** The person is looking at the newest turn. */
  markRead(conversation) {
    const settled = this.chats.get(conversation)?.turns.findLast((turn) => turn.status !== 'received');
    if (!settled || this.unread(conversation) === 0) return;
    localStorage.setItem(readKey(conversation), String(settled.sequence));
    this.emit('chats');
  }
}

/** A chat as we knew it, continued by what the server sent. */
function merged(known, { id, bot, turns, moreBefore }) {
  const next = turns[0]?.sequence;
  const continues = known?.turns.length > 0 && (next === undefined || next <= known.turns.at(-1).sequence + 1);
  // With a hole in between, the older turns are fetched again when somebody scrolls up to them.
  if (!continues) return { id, bot, turns: [...turns], moreBefore };
  for (const turn of turns) insert(known.turns, turn);
  return { ...known, bot };
}

function insert(turns, turn) {
  const at = turns.findLastIndex((other) => other.sequence <= turn.sequence);
  if (turns[at]?.id !== turn.id) turns.splice(at + 1, 0, turn);
  // A late acknowledgement must not take an answer away.
  else if (turn.status !== 'received' || turns[at].status === 'received') turns[at] = turn;
}
