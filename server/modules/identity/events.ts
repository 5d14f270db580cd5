interface AccountFact {
  accountId: string;
}

interface SessionFact extends AccountFact {
  sessionId: string;
}

export interface IdentityEvents {
  'person:registered': { personId: string };
  'person:profile_changed': { personId: string };
  'person:identity_checked': { personId: string };
  'account:signed_in': SessionFact;
  'account:signed_out': SessionFact;
  'account:identity_switched': SessionFact;
  'account:password_changed': AccountFact;
  'account:passkey_added': AccountFact;
  'account:passkey_removed': AccountFact;
  'account:contact_added': AccountFact;
  'account:contact_removed': AccountFact;
  /** Also once for each session that a new password ended. */
  'account:session_revoked': SessionFact;
  'account:slip_issued': AccountFact;
  'account:slip_used': AccountFact;
  'community:set_up': { communityId: string };
  'community:added': { communityId: string };
  'community:settings_changed': { communityId: string };
}
