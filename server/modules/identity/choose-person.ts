/** Somebody who may have signed in just now: they gave the right secret for this account. */
export interface SignInCandidate {
  readonly accountId: string;
  readonly name: string;
}

/** Several people share the identifier and the secret: the caller says who is there and signs in again with the account. */
export class ChoosePerson extends Error {
  override readonly name = 'ChoosePerson';
  constructor(readonly candidates: readonly SignInCandidate[]) {
    super('ChoosePerson');
  }
}
