export interface IdentityEvents {
  'person:registered': { personId: string };
  'person:profile_changed': { personId: string };
  'account:signed_in': { accountId: string };
  'account:signed_out': { accountId: string };
  'account:password_changed': { accountId: string };
  'account:passkey_added': { accountId: string };
  'account:passkey_removed': { accountId: string };
  'account:session_revoked': { accountId: string; sessionId: string };
  'account:slip_issued': { accountId: string };
  'community:set_up': { communityId: string };
}
