import { m } from '~/generated/messages/messages';

type ImportState = 'previewed' | 'running' | 'finished' | 'failed' | 'undone';

const states: Record<ImportState, () => string> = {
  previewed: m.committee_import_previewed,
  running: m.committee_import_running,
  finished: m.committee_import_finished,
  failed: m.committee_import_failed,
  undone: m.committee_import_undone,
};

export function importStateWords(state: ImportState): string {
  return states[state]();
}
