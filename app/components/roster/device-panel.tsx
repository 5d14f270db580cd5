import { Send, Smartphone, UserPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { m } from '~/generated/messages/messages';
import { Banner } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Choice } from '~/app/components/ui/choice-field';
import { Details } from '~/app/components/ui/details';
import { FieldError } from '~/app/components/ui/field';
import { DateField, TextField } from '~/app/components/ui/text-field';
import type { RosterTask } from '~/app/graphql/organisation/roster';
import { tapQueue } from '~/app/offline/tap-queue';
import { RefusedTap } from './tap-notes';
import type { Device } from './use-device';

/** What this device keeps of the roster, and what goes on without a network. */
export function DevicePanel({ device, task }: { device: Device; task: RosterTask }) {
  const { queue, connected, ready, kept } = device;
  const waiting = queue.taps.filter(({ refusal }) => refusal === null);
  const shown = new Set(device.claims.map(({ id }) => id));
  const nameless = queue.taps.filter(
    (tap) => tap.task === task.id && tap.refusal !== null && !shown.has(tap.claim ?? ''),
  );
  if (queue.stopped === 'signed-out')
    return (
      <Banner tone="danger" urgent title={m.day_signed_out()}>
        {queue.lost > 0 && m.day_signed_out_lost({ count: queue.lost })}
      </Banner>
    );
  return (
    <>
      {ready && !connected && (
        <Banner tone="caution" title={m.day_offline()}>
          {m.day_offline_code()}
        </Banner>
      )}
      {waiting.length > 0 && !(connected && queue.sending) && <Waiting device={device} task={task.id} />}
      {nameless.map((tap) => (
        <RefusedTap key={tap.key} tap={tap} zone={task.need.community.timeZone} />
      ))}
      {ready && !connected && !task.cancelledAt && <OfflineWalkIn task={task} />}
      {kept && connected && (
        <p className="flex items-center gap-2 text-meta text-muted">
          <Smartphone aria-hidden className="size-4 shrink-0" />
          {m.day_kept()}
        </p>
      )}
    </>
  );
}

/** How much waits, and the way to send it now. */
function Waiting({ device: { queue, who }, task }: { device: Device; task: string }) {
  const waiting = queue.taps.filter(({ refusal }) => refusal === null);
  const elsewhere = waiting.filter((tap) => tap.task !== task).length;
  const isOtherRole = queue.stopped === 'other-role' || waiting.some(({ by }) => by !== who);
  return (
    <Banner tone="info" title={<span role="status">{m.day_taps_waiting({ count: waiting.length })}</span>}>
      <p className="mb-2">
        {isOtherRole ? m.day_taps_other_role() : m.day_taps_by_themselves()}{' '}
        {elsewhere > 0 && m.day_taps_elsewhere({ count: elsewhere })}
      </p>
      <Button type="button" icon={Send} disabled={queue.sending} onClick={() => void tapQueue.send()}>
        {queue.sending ? m.day_taps_sending() : m.day_taps_send()}
      </Button>
    </Banner>
  );
}

const fieldOf = (name: string, errors?: string[]) => ({ id: `offline-${name}`, name, errors });

/** Somebody who came without having signed up, while nobody can be looked up. */
function OfflineWalkIn({ task }: { task: RosterTask }) {
  const [missing, setMissing] = useState<{ name?: string[]; agreed?: string[] }>({});
  const agreed = fieldOf('agreed', missing.agreed);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const lacks = {
      name: text('name') ? undefined : [m.common_problem_required()],
      agreed: form.has('agreed') ? undefined : [m.organisation_walk_in_ask_first()],
    };
    setMissing(lacks);
    if (lacks.name || lacks.agreed) return;
    const [name, memberNumber, birthDate] = [text('name'), text('memberNumber'), text('birthDate')];
    void tapQueue.add({ task: task.id, kind: 'walk-in', name, memberNumber, birthDate });
    event.currentTarget.reset();
  };
  return (
    <Details summary={m.day_walk_in_title()}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-muted">{m.day_walk_in_lead()}</p>
        <TextField
          field={fieldOf('name', missing.name)}
          label={m.organisation_walk_in_name()}
          autoComplete="off"
          maxLength={80}
        />
        <TextField
          field={fieldOf('memberNumber')}
          label={m.day_walk_in_number()}
          hint={m.organisation_walk_in_number_hint()}
          inputMode="numeric"
          autoComplete="off"
        />
        {task.minimumAge !== null && (
          <DateField
            field={fieldOf('birthDate')}
            label={m.organisation_walk_in_birth_date()}
            hint={m.organisation_walk_in_birth_date_hint({ age: task.minimumAge })}
            autoComplete="off"
          />
        )}
        <div>
          <Choice field={agreed}>{m.organisation_walk_in_agreed()}</Choice>
          <FieldError field={agreed} />
        </div>
        <div className="flex">
          <Button icon={UserPlus}>{m.organisation_walk_in_do()}</Button>
        </div>
      </form>
    </Details>
  );
}
