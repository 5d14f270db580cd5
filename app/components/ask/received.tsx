import { NumberToRead } from '~/app/components/intake/number-to-read';
import { PrintButton } from '~/app/components/roster/print-button';
import type { Qr } from '~/app/components/roster/qr';
import { QrCode } from '~/app/components/roster/qr-code';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Page } from '~/app/components/ui/page';
import type { ReceivedRequest } from '~/app/graphql/ask';
import { m } from '~/generated/messages/messages';

/** A request that was sent in: what happens next, and the number and code to write down or print. */
export function Received({ request, qr }: { request: ReceivedRequest; qr: Qr }) {
  return (
    <Page title={m.ask_sent_title()} lead={m.ask_sent_next()}>
      <Card className="flex flex-wrap items-center justify-between gap-6">
        <div role="status">
          <NumberToRead number={request.number} code={request.followCode} />
        </div>
        {request.followCode && <QrCode qr={qr} label={m.ask_sent_qr()} className="size-36 shrink-0" />}
      </Card>
      <p className="text-lead">{request.followCode ? m.ask_sent_keep() : m.ask_sent_for()}</p>
      <p>{m.ask_urgent()}</p>
      <div className="screen-only flex flex-wrap gap-3">
        <PrintButton />
        {request.followCode ? (
          <LinkButton to="/">{m.common_error_to_board()}</LinkButton>
        ) : (
          <LinkButton to="/my/requests">{m.ask_mine_title()}</LinkButton>
        )}
      </div>
    </Page>
  );
}
