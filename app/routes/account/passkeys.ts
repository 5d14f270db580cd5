import { z } from 'zod';
import type { Route } from './+types/passkeys';
import type { PasskeyAnswer } from '~/app/components/account/passkey-request';
import { type Api, api } from '~/app/graphql/api';
import {
  BeginPasskeyRegistration,
  BeginPasskeySignIn,
  FinishPasskeyRegistration,
  FinishPasskeySignIn,
} from '~/app/graphql/passkeys';

const Ceremony = z.object({
  challengeId: z.string(),
  response: z.record(z.string(), z.unknown()),
  label: z.string().max(100).optional(),
});
const Step = z.discriminatedUnion('step', [
  z.object({ step: z.literal('begin-sign-in') }),
  z.object({ step: z.literal('begin-registration') }),
  Ceremony.extend({ step: z.literal('finish-sign-in') }),
  Ceremony.extend({ step: z.literal('finish-registration') }),
]);

/** The steps of a passkey ceremony, which only the browser's script can take. */
export async function action({ context, request }: Route.ActionArgs) {
  const step = Step.safeParse(await request.json().catch(() => null));
  if (!step.success) return Response.json(null, { status: 400 });
  return Response.json(await take(api(context), step.data));
}

async function take(pageApi: Api, step: z.infer<typeof Step>): Promise<PasskeyAnswer> {
  switch (step.step) {
    case 'begin-sign-in':
      return answer((await pageApi.mutate(BeginPasskeySignIn)).beginPasskeySignIn);
    case 'begin-registration':
      return answer((await pageApi.mutate(BeginPasskeyRegistration)).beginPasskeyRegistration);
    case 'finish-sign-in': {
      const { step: _, ...input } = step;
      return answer((await pageApi.mutate(FinishPasskeySignIn, { input })).finishPasskeySignIn);
    }
    case 'finish-registration': {
      const { step: _, ...input } = step;
      return answer((await pageApi.mutate(FinishPasskeyRegistration, { input })).finishPasskeyRegistration);
    }
  }
}

interface StepResult {
  __typename: string;
  message?: string;
  challengeId?: string;
  options?: unknown;
}

function answer(result: StepResult): PasskeyAnswer {
  if (result.message !== undefined) return { kind: 'refused', message: result.message };
  if (result.challengeId)
    return { kind: 'options', challengeId: result.challengeId, options: result.options };
  return { kind: 'done' };
}
