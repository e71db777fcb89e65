// Who this window is. Every tab is a touchpoint of its own and keeps its id across reloads.

const storageKey = 'ieum.touchpoint';

/** A fresh random UUID, also where `crypto.randomUUID` is missing (plain http on a home network). */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return uuidFromBytes(bytes);
}

/** 16 bytes as a UUID's text. */
export function uuidFromBytes(bytes) {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** This tab's touchpoint id. A duplicated tab inherits its twin's storage, so the id is held by a lock as well. */
export async function touchpointId() {
  const remembered = sessionStorage.getItem(storageKey);
  if (remembered && (await hold(remembered))) return remembered;
  const fresh = newId();
  sessionStorage.setItem(storageKey, fresh);
  await hold(fresh);
  return fresh;
}

/** What the person calls this window in a list of touchpoints, as far as the browser tells. */
export function touchpointName() {
  const agent = navigator.userAgent;
  const browser = /Edg\//.test(agent) ? 'Edge'
    : /SamsungBrowser/.test(agent) ? 'Samsung Internet'
    : /Firefox\//.test(agent) ? 'Firefox'
    : /Chrome\//.test(agent) ? 'Chrome'
    : /Safari\//.test(agent) ? 'Safari' : 'Browser';
  const system = /Android/.test(agent) ? 'Android'
    : /iPhone|iPad/.test(agent) ? 'iOS'
    : /Windows/.test(agent) ? 'Windows'
    : /Mac OS X/.test(agent) ? 'macOS'
    : /Linux/.test(agent) ? 'Linux' : '';
  return system ? `${browser} · ${system}` : browser;
}

/** Takes the lock of an id until the tab closes; false when another tab has it. */
function hold(id) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks.request(`${storageKey}.${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    });
  });
}
