import type { Qr } from './qr';
import { cx } from '~/app/components/ui/cx';

/** A QR code, black on white in every mode: scanners and printers need it so. */
export function QrCode({ qr, label, className }: { qr: Qr; label: string; className?: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      shapeRendering="crispEdges"
      className={cx('rounded-control bg-[#fff] print:rounded-none', className)}
    >
      <path d={qr.path} fill="#000" />
    </svg>
  );
}
