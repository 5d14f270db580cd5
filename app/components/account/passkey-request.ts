/** What the passkey route answers: options to sign with, that it is done, or why not. */
export type PasskeyAnswer =
  | { kind: 'options'; challengeId: string; options: unknown }
  | { kind: 'done' }
  | { kind: 'refused'; message: string };

export type PasskeyStep = 'begin-sign-in' | 'finish-sign-in' | 'begin-registration' | 'finish-registration';

/** Posts one step of a passkey ceremony to the passkey route. */
export async function postPasskeyStep(
  step: PasskeyStep,
  body: Record<string, unknown> = {},
): Promise<PasskeyAnswer> {
  const response = await fetch('/account/passkeys', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ step, ...body }),
  });
  return (await response.json()) as PasskeyAnswer;
}
