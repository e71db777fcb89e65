// What the page is doing, as attributes of its root element: the styles react to them, and the browser tests read them.
//
// data-connection  connecting, online, offline
// data-talk        idle, opening, listening, recognizing
// data-voice       silent, speaking
// data-heard       how many sentences of the voice have begun to sound since the page was loaded
// data-ringing     true while an alarm sounds

export function showState({ connection, talk, player, ringer, store }) {
  const root = document.documentElement.dataset;
  const show = () => {
    root.connection = connection.status;
    root.talk = talk.state;
    root.voice = player.turn === null ? 'silent' : 'speaking';
    root.ringing = String(ringer.ringing);
  };
  root.heard = '0';
  player.on('sentence', () => { root.heard = String(Number(root.heard) + 1); });
  connection.on('status', show);
  talk.on('change', show);
  player.on('change', show);
  store.on('alerts', show);
  show();
}
