// What comes down, handed to whom it concerns.

import { uuidFromBytes } from '../touchpoint/identity.js';

const turnBytes = 16;
const headerBytes = 20;

/** Connects a connection's instructions and audio to the store, the player and the notices. */
export function follow({ connection, store, player, outbox, talk, notice }) {
  const handlers = {
    'System.Synchronized': (body) => store.synchronize(body),
    'System.Accepted': ({ turn }) => store.putTurn(turn),
    'Render.Turn': ({ turn }) => store.putTurn(turn),
    'Synthesizer.Speak': (body) => player.speak(body),
    'Synthesizer.Stop': ({ turn }) => player.turn === turn && player.stop(),
    'Alert.Start': ({ alert }) => store.startAlert(alert),
    'Alert.Stop': ({ alert }) => store.removeAlert(alert),
    'Alert.Changed': ({ alerts }) => store.setAlerts(alerts),
    // What concerns a message stands beside the message, what concerns the microphone is said by `talk`.
    'System.Error': ({ event, message }) => outbox.has(event) || talk.owns(event) || notice({ message }),
  };
  connection.on('instruction', ({ type, body }) => handlers[type]?.(body));
  connection.on('audio', (frame) => playFrame(player, frame));
}

/** 16 bytes of turn id, 4 of sentence number, then samples; all numbers little-endian. */
function playFrame(player, frame) {
  if (frame.byteLength < headerBytes) return;
  const turn = uuidFromBytes(new Uint8Array(frame, 0, turnBytes));
  const sentence = new DataView(frame).getUint32(turnBytes, true);
  player.play(turn, sentence, new Int16Array(frame, headerBytes, Math.floor((frame.byteLength - headerBytes) / 2)));
}
