// What this window says to the server: events, each with its id, and the guarantee that what a person said arrives
// once. docs/protocol.md describes the messages.

import { newId } from './identity.js';

// The server writes a turn down within milliseconds; a socket that stays silent this long is dead.
const acceptTimeout = 10_000;

export class Touchpoint {
  #connection;
  #outbox;
  #state;
  #stoppedAlerts = new Set();

  /** @param {{connection, outbox, state: () => object}} options `state` is attached to every event. */
  constructor({ connection, outbox, state }) {
    this.#connection = connection;
    this.#outbox = outbox;
    this.#state = state;
    connection.on('status', (status) => status === 'online' && this.#catchUp());
    connection.on('instruction', ({ type, body }) => this.#answered(type, body));
  }

  /** The message form of an event. */
  event(type, body, id = newId()) {
    return { type, id, state: this.#state(), body };
  }

  /** Sends an event that need not outlive the connection. Returns whether it went out. */
  tell(type, body, id) {
    return this.#connection.send(this.event(type, body, id));
  }

  /** Sends samples that belong to the `Recognizer.Speech` before them. */
  tellAudio(samples) {
    this.#connection.sendAudio(samples);
  }

  /**
   * Says a text; kept until the server has it. `type` is `Recognizer.Text`, `Button.Pressed` with the `turn` and the number
   * of what was pressed (`press`), or `Recognizer.Picture` with the `picture` that was uploaded.
   */
  say(conversation, text, type = 'Recognizer.Text', { picture, turn, press } = {}) {
    this.#send(this.#outbox.add({ id: newId(), type, conversation, text: text.normalize('NFC'), picture, turn, press }));
  }

  /** Sends an entry again that the server would not take. */
  retry(id) {
    this.#send(this.#outbox.clearProblem(id));
  }

  /** Gives up an entry. */
  discard(id) {
    this.#outbox.remove(id);
  }

  /** Stops a ringing alert or takes back a waiting one, now or as soon as the server can be reached. */
  stopAlert(alert) {
    this.#stoppedAlerts.add(alert);
    this.tell('Alert.Stopped', { alert });
  }

  #send(entry) {
    const { id, type, conversation, text, picture, turn, press } = entry;
    if (!this.tell(type, { conversation, text, picture, turn, press }, id)) return;
    setTimeout(() => {
      const waits = this.#outbox.all().some((other) => other.id === id && !other.problem);
      if (waits && this.#connection.status === 'online') this.#connection.restart();
    }, acceptTimeout);
  }

  #catchUp() {
    for (const entry of this.#outbox.all()) if (!entry.problem) this.#send(entry);
    for (const alert of this.#stoppedAlerts) this.tell('Alert.Stopped', { alert });
  }

  #answered(type, body) {
    if (type === 'System.Accepted') this.#outbox.remove(body.event);
    // The turn itself says as much: another tab may have sent the entry.
    if (type === 'Render.Turn') this.#outbox.remove(body.turn.event);
    if (type === 'System.Synchronized') {
      for (const { turns } of body.conversations) for (const turn of turns) this.#outbox.remove(turn.event);
    }
    if (type === 'System.Error' && body.event) this.#outbox.fail(body.event, { code: body.code, message: body.message });
    if (type === 'Alert.Stop') this.#stoppedAlerts.delete(body.alert);
    if (type === 'Alert.Changed' || type === 'System.Synchronized') this.#forgetEndedAlerts(body.alerts);
  }

  #forgetEndedAlerts(alerts) {
    const known = new Set(alerts.map((alert) => alert.id));
    for (const id of this.#stoppedAlerts) if (!known.has(id)) this.#stoppedAlerts.delete(id);
  }
}
