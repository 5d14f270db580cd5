import { z } from 'zod';
import { ProxyKind } from '~/generated/prisma/enums';
import { idOf } from '~/server/database/id';
import { contactsIn } from '~/server/modules/contact/rules';
import { optional } from '~/server/modules/identity/input';
import { readMemberNumber } from '~/server/modules/identity/rules';
import { proxyScopes } from '~/server/policy/proxy-scope';
import { kindsNamed } from './rules';

/** A phone, an e-mail address or a member number, whosever it is. */
const IdentifierInput = z
  .string()
  .trim()
  .max(254)
  .refine((text) => readMemberNumber(text) !== null || contactsIn(text).length > 0, {
    error: 'server_proxy_identifier_unreadable',
  });

const terms = {
  scope: z.array(z.enum(proxyScopes)).min(1, { error: 'server_proxy_scope_missing' }).max(20),
  until: z.date(),
};

export const NameProxyInput = z.object({
  identifier: IdentifierInput,
  kind: z.enum(kindsNamed),
  ...terms,
});

/** How somebody told an officer that they want to be acted for. */
export const proxyWords = ['phone', 'desk', 'visit', 'paper'] as const;

export const ArrangeProxyInput = z
  .object({
    person: idOf('Person'),
    proxy: optional(idOf('Person')),
    identifier: optional(IdentifierInput),
    kind: z.enum(ProxyKind),
    word: z.enum(proxyWords).nullish(),
    ...terms,
  })
  .superRefine((input, context) => {
    if (Boolean(input.proxy) === Boolean(input.identifier))
      context.addIssue({ code: 'custom', path: ['identifier'], message: 'server_proxy_who_missing' });
    if (input.kind === 'guardian' && input.word)
      context.addIssue({ code: 'custom', path: ['word'], message: 'server_proxy_guardian_vouched' });
  });

export const ProxyIdInput = z.object({ id: idOf('Proxy') });
export const ActForInput = z.object({ person: optional(idOf('Person')) });
