import { m } from '~/generated/messages/messages';

type ImportState = 'previewed' | 'running' | 'finished' | 'failed';

const states: Record<ImportState, () => string> = {
  previewed: m.committee_import_previewed,
  running: m.committee_import_running,
  finished: m.committee_import_finished,
  failed: m.committee_import_failed,
};

export function importStateWords(state: ImportState): string {
  return states[state]();
}
