// A photo on its way into a message: chosen, dropped or pasted, shown small until it is sent, and uploaded then.

import { t } from '../../i18n/index.js';
import { h, icon, iconButton } from './dom.js';

// What the server reads; a browser turns the photos of iPhones (HEIC) into JPEG when it is asked for JPEG.
const kinds = 'image/jpeg,image/png,image/webp,image/gif,image/bmp';
const mostBytes = 20 * 1024 * 1024;

/**
 * The photo of one composer.
 * @param {{changed: () => void, problem: (problem: {key?: string, message?: object}) => void}} does
 */
export function photo({ changed, problem }) {
  let file = null;
  const input = h('input', { type: 'file', accept: kinds, hidden: true, 'aria-hidden': 'true', tabindex: -1 });
  const button = iconButton('photo', t('photoAdd'), () => input.click(), { class: 'photo-add' });
  const preview = h('img', { alt: '' });
  const strip = h('div', { class: 'photo-strip', hidden: true },
    preview, h('p', { role: 'status' }, t('photoReady')), iconButton('close', t('photoRemove'), () => choose(null)));

  /** Takes a file, or takes it back. */
  function choose(chosen) {
    if (preview.src) URL.revokeObjectURL(preview.src);
    if (chosen && chosen.size > mostBytes) {
      problem({ key: 'photoTooLarge' });
      chosen = null;
    }
    file = chosen;
    strip.hidden = file === null;
    if (file) preview.src = URL.createObjectURL(file);
    else preview.removeAttribute('src');
    input.value = '';
    changed();
  }

  input.addEventListener('change', () => input.files.length > 0 && choose(input.files[0]));
  return {
    input,
    button,
    strip,
    choose,
    chosen: () => file !== null,
    /** Uploads it. @returns {Promise<string | null>} its id; null when that failed, and the person was told. */
    async upload() {
      button.disabled = true;
      strip.classList.add('sending');
      try {
        const answer = await fetch('/v1/pictures', { method: 'POST', headers: { 'content-type': file.type }, body: file });
        const body = await answer.json();
        if (answer.ok) return body.id;
        problem({ message: body.message });
      } catch {
        problem({ key: 'photoFailed' });
      } finally {
        button.disabled = false;
        strip.classList.remove('sending');
      }
      return null;
    },
  };
}

/** The first image among what was pasted or dropped. */
export function imageOf(transfer) {
  return [...(transfer?.files ?? [])].find(({ type }) => type.startsWith('image/')) ?? null;
}

/** A photo that was sent, in its message. */
export function sentPhoto(id) {
  const image = h('img', { class: 'photo', src: `/v1/pictures/${id}`, alt: t('photo'), loading: 'lazy' });
  const gone = () => image.replaceWith(h('span', { class: 'photo-gone' }, icon('photo'), t('photoGone')));
  image.addEventListener('error', gone, { once: true });
  return h('a', { class: 'photo-link', href: `/v1/pictures/${id}`, target: '_blank', rel: 'noopener' }, image);
}
