import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Form, useRevalidator } from 'react-router';
import { postPasskeyStep } from './passkey-request';
import { useCanUsePasskeys } from './passkey-sign-in';
import { Banner } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import type { AccountViewer } from '~/app/graphql/account';
import { formatMoment } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

/** The person's passkeys, with a way to add and remove one. */
export function PasskeyList({ passkeys, zone }: { passkeys: AccountViewer['passkeys']; zone: string }) {
  const canUse = useCanUsePasskeys();
  const { revalidate } = useRevalidator();
  const [problem, setProblem] = useState<string | null>(null);

  async function add() {
    setProblem(null);
    try {
      const { startRegistration } = await import('@simplewebauthn/browser');
      const begun = await postPasskeyStep('begin-registration');
      if (begun.kind !== 'options') return setProblem(begun.kind === 'refused' ? begun.message : null);
      const options = begun.options as Parameters<typeof startRegistration>[0]['optionsJSON'];
      const response = await startRegistration({ optionsJSON: options });
      const label = navigator.platform || m.account_passkey_device();
      const finished = await postPasskeyStep('finish-registration', {
        challengeId: begun.challengeId,
        response,
        label,
      });
      if (finished.kind === 'done') await revalidate();
      else setProblem(finished.kind === 'refused' ? finished.message : m.account_passkey_failed());
    } catch {
      setProblem(m.account_passkey_failed());
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">{m.account_passkeys_advice()}</p>
      {problem && <Banner tone="danger" urgent title={problem} />}
      <ul className="flex flex-col divide-y divide-rule">
        {passkeys.map((passkey) => (
          <li key={passkey.id} className="flex flex-wrap items-center justify-between gap-3 py-2">
            <span>
              {passkey.label}
              <span className="block text-meta text-muted">
                {m.account_added_on({ moment: formatMoment(passkey.createdAt, zone) })}
              </span>
            </span>
            <Form method="post">
              <input type="hidden" name="id" value={passkey.id} />
              <Button
                name="intent"
                value="remove-passkey"
                aria-label={m.account_remove_named({ name: passkey.label })}
              >
                {m.account_remove()}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
      {canUse && (
        <div>
          <Button type="button" icon={KeyRound} onClick={() => void add()}>
            {m.account_passkey_add()}
          </Button>
        </div>
      )}
    </div>
  );
}
