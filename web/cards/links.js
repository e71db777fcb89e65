// Which addresses from outside are used, and as what. A `javascript:` address must not become a link, and the pages load
// no picture from elsewhere.

/** A page that may be opened: one of the web, or one of ours; null otherwise. */
export function page(address) {
  if (!/^(https?:\/\/|\/)/i.test(address ?? '')) return null;
  const url = parsed(address);
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}

/** A picture that may be shown: ours (`/v1/images` brings those from elsewhere), or one that is in the address itself. */
export function ownPicture(address) {
  if (/^data:image\/(png|jpeg|webp|gif);/i.test(address ?? '')) return address;
  if (!/^(https?:\/\/|\/)/i.test(address ?? '')) return null;
  const url = parsed(address);
  return url?.origin === location.origin ? url.href : null;
}

/** A number that may be called; null when there are no digits in it. */
export function telephone(number) {
  const digits = String(number ?? '').replaceAll(/[^\d+*#,]/g, '');
  return /\d/.test(digits) ? `tel:${encodeURI(digits).replaceAll('#', '%23')}` : null;
}

function parsed(address) {
  try {
    return new URL(address, location.origin);
  } catch {
    return null;
  }
}
