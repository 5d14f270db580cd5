const key = 'linli_live_position';

/** The name of the meta element that says up to where of the event log the page was made. */
export const positionMeta = 'linli-position';

/**
 * From where to follow when nothing has been heard yet: what the page says of itself, else where this tab stopped before it
 * was loaded again. Null when neither is known.
 */
export function readStartPosition(): number | null {
  const said = document.querySelector<HTMLMetaElement>(`meta[name="${positionMeta}"]`)?.content;
  return toPosition(said) ?? toPosition(stored());
}

/** Keeps the position for this tab's next page. */
export function storePosition(position: number | null): void {
  if (position === null) return;
  try {
    sessionStorage.setItem(key, String(position));
  } catch {
    // Storage is off or full: the next page reads everything anew.
  }
}

function stored(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function toPosition(text: string | null | undefined): number | null {
  return text && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
