import { renderSVG } from 'uqr';

/** The QR of an address as SVG markup, drawn on the server. */
export function drawQr(url: string): string {
  return renderSVG(url, { border: 1 });
}
