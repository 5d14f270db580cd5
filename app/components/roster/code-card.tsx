import { Maximize } from 'lucide-react';
import { m } from '~/generated/messages/messages';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import type { Qr } from './qr';
import { QrCode } from './qr-code';

/** Six digits in two groups, as one reads them out. */
export function spokenDigits(digits: string): string {
  return `${digits.slice(0, 3)} ${digits.slice(3)}`;
}

/** The code of this minute beside the roster, with the way to show it large. */
export function CodeCard({ taskId, digits, qr }: { taskId: string; digits: string; qr: Qr }) {
  return (
    <Card className="flex flex-wrap items-center gap-4 sm:p-4">
      <QrCode qr={qr} label={m.organisation_code_qr()} className="size-28 border border-rule" />
      <div className="flex flex-col gap-1">
        <p className="text-meta text-muted">{m.organisation_code_today()}</p>
        <p className="text-display font-semibold tabular-nums tracking-wider">{spokenDigits(digits)}</p>
        <LinkButton to={`/organisation/tasks/${taskId}/code`} icon={Maximize}>
          {m.organisation_code_large()}
        </LinkButton>
      </div>
    </Card>
  );
}
