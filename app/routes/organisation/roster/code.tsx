import { X } from 'lucide-react';
import type { Route } from './+types/code';
import { spokenDigits } from '~/app/components/roster/code-card';
import { qrOf } from '~/app/components/roster/qr';
import { QrCode } from '~/app/components/roster/qr-code';
import { useFreshCode } from '~/app/components/roster/use-fresh-code';
import { LinkButton } from '~/app/components/ui/button';
import { api, notFound } from '~/app/graphql/api';
import { CodeQuery } from '~/app/graphql/organisation/roster';
import { formatWindow } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { m } from '~/generated/messages/messages';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { task } = await api(context).query(CodeQuery, { id: params.taskId });
  if (!task?.checkInCode) notFound();
  return { task, code: task.checkInCode, qr: qrOf(task.checkInCode.url) };
}

export function meta() {
  return [{ title: m.organisation_code_today() }];
}

/** The code alone, filling the screen, for a phone or tablet held up at the door. It renews itself each minute. */
export default function Code({ loaderData: { task, code, qr } }: Route.ComponentProps) {
  useFreshCode(code.validUntil);
  useLive([`task:${task.id}`]);
  const zone = task.need.community.timeZone;
  return (
    <div className="fixed inset-0 z-30 flex flex-col items-center justify-between gap-4 overflow-auto bg-surface p-4 text-center">
      <noscript>
        <meta httpEquiv="refresh" content="30" />
      </noscript>
      <div className="flex w-full items-start justify-between gap-4 text-left">
        <div className="min-w-0">
          <h1 className="line-clamp-2 text-title">{task.need.title}</h1>
          <p className="text-muted">
            {task.title !== task.need.title && `${task.title} · `}
            {formatWindow(task.startsAt, task.endsAt, zone)}
          </p>
        </div>
        <LinkButton to={`/organisation/tasks/${task.id}/roster`} icon={X} tone="quiet" className="shrink-0">
          {m.common_close()}
        </LinkButton>
      </div>
      <div className="flex flex-1 flex-col items-center justify-center gap-4 landscape:flex-row landscape:gap-12">
        <QrCode
          qr={qr}
          label={m.organisation_code_qr()}
          className="size-[min(80vw,55vh)] landscape:size-[min(70vh,45vw)]"
        />
        <div>
          <p className="text-lead text-muted">{m.organisation_code_scan()}</p>
          <p className="text-[clamp(3.5rem,16vw,8rem)] leading-none font-bold tabular-nums tracking-wider whitespace-nowrap landscape:text-[clamp(3.5rem,9vw,8rem)]">
            {spokenDigits(code.digits)}
          </p>
          <p className="mt-2 text-muted">{m.organisation_code_changes()}</p>
        </div>
      </div>
    </div>
  );
}
