import { KeyRound } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { postPasskeyStep } from './passkey-request';
import { Banner } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { m } from '~/generated/messages/messages';

/** Offered only where the browser can: a passkey needs JavaScript, and every other way in stays beside it. */
export function PasskeySignIn({ next }: { next: string }) {
  const canUse = useCanUsePasskeys();
  const [problem, setProblem] = useState<string | null>(null);
  if (!canUse) return null;

  async function signIn() {
    setProblem(null);
    try {
      const { startAuthentication } = await import('@simplewebauthn/browser');
      const begun = await postPasskeyStep('begin-sign-in');
      if (begun.kind !== 'options') return setProblem(begun.kind === 'refused' ? begun.message : null);
      const options = begun.options as Parameters<typeof startAuthentication>[0]['optionsJSON'];
      const response = await startAuthentication({ optionsJSON: options });
      const finished = await postPasskeyStep('finish-sign-in', { challengeId: begun.challengeId, response });
      if (finished.kind === 'done') window.location.assign(next || '/sign-in');
      else setProblem(finished.kind === 'refused' ? finished.message : m.account_passkey_failed());
    } catch {
      setProblem(m.account_passkey_failed());
    }
  }

  return (
    <div className="mt-4 flex flex-col gap-3 border-t border-rule pt-4">
      {problem && <Banner tone="danger" urgent title={problem} />}
      <Button type="button" icon={KeyRound} wide onClick={() => void signIn()}>
        {m.account_passkey_sign_in()}
      </Button>
    </div>
  );
}

/** Known only in the browser, so the server's page never offers what may not work. */
export function useCanUsePasskeys(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => 'PublicKeyCredential' in window,
    () => false,
  );
}

const neverChanges = () => () => undefined;
