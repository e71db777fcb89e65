// Keys that work anywhere on the page outside text fields.

const editable = 'input, textarea, select, [contenteditable]';
const pressable = `${editable}, a[href], button, summary, label`;

/** @param actions `{press, release, write, newest, help, stop}`; `enabled` says whether single keys may be used */
export function listenToKeys(actions, enabled) {
  let talking = false;

  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape') return void (actions.stop() && event.preventDefault());
    if (!enabled() || event.target.closest(editable)) return;
    if (event.code === 'Space') {
      // A focused button or link takes the space for itself; the talk button is held by it like by a finger.
      if (event.target.closest(pressable) && !event.target.closest('.talk')) return;
      event.preventDefault();
      if (!event.repeat) {
        talking = true;
        actions.press();
      }
      return;
    }
    const action = { '/': actions.write, '?': actions.help, End: actions.newest }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  document.addEventListener('keyup', (event) => {
    if (event.code !== 'Space' || !talking) return;
    talking = false;
    // Without this the browser would click the button that has the focus.
    event.preventDefault();
    actions.release();
  });

  // Another window took the keyboard: the key will come up there.
  window.addEventListener('blur', () => {
    if (talking) actions.release();
    talking = false;
  });
}
