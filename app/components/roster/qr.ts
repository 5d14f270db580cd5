import { encode } from 'uqr';

/** A QR code as the browser draws it: a square of `size` units and one path of its dark ones. */
export interface Qr {
  size: number;
  path: string;
}

/** Server only, so that the browser need not load the encoder. */
export function qrOf(text: string): Qr {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const cells = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: cells.join('') };
}
