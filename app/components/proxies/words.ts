import type { Consent, Proxy } from '~/app/graphql/proxies';
import { m } from '~/generated/messages/messages';

export const scopes = ['ask', 'judge', 'consent', 'data', 'serve', 'hours'] as const;

export const scopeWords: Record<Proxy['scope'][number], () => string> = {
  ask: m.proxies_scope_ask,
  judge: m.proxies_scope_judge,
  consent: m.proxies_scope_consent,
  data: m.proxies_scope_data,
  serve: m.proxies_scope_serve,
  hours: m.proxies_scope_hours,
};

/** Whom people name themselves; a guardian and an officer are written down by the committee. */
export const kindsNamed = ['relative', 'neighbour'] as const;

export const kinds = ['relative', 'neighbour', 'officer', 'guardian'] as const;

export const kindWords: Record<Proxy['kind'], () => string> = {
  relative: m.proxies_kind_relative,
  neighbour: m.proxies_kind_neighbour,
  officer: m.proxies_kind_officer,
  guardian: m.proxies_kind_guardian,
};

export const stateWords: Record<Proxy['state'], () => string> = {
  vouched: m.proxies_state_vouched,
  given: m.proxies_state_given,
  taken_up: m.proxies_state_taken_up,
  ended: m.proxies_state_ended,
};

/** What a proxy may do, as a list in a sentence. */
export const scopeList = (scope: Proxy['scope']): string =>
  scope.map((part) => scopeWords[part]()).join(m.proxies_list_separator());

/** What is agreed to in general, with its words in full. */
export const generalPurposes = ['publish_help', 'health_notes'] as const;

export const purposeWords: Record<Consent['purpose'], () => string> = {
  publish_help: m.proxies_purpose_publish_help,
  share_with_helper: m.proxies_purpose_share_with_helper,
  health_notes: m.proxies_purpose_health_notes,
  location: m.proxies_purpose_location,
  minor_takes_part: m.proxies_purpose_minor_takes_part,
  terms: m.proxies_purpose_terms,
  regular_visits: m.proxies_purpose_regular_visits,
};

export const purposeScript: Record<(typeof generalPurposes)[number], () => string> = {
  publish_help: m.proxies_script_publish_help,
  health_notes: m.proxies_script_health_notes,
};

export const formWords: Record<Consent['form'], () => string> = {
  written: m.proxies_form_written,
  spoken: m.proxies_form_spoken,
  guardian: m.proxies_form_guardian,
  paper: m.proxies_form_paper,
  screen: m.proxies_form_screen,
};
