import {
  createContext,
  type FormEvent,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useRevalidator } from 'react-router';
import type { RosterClaim, RosterTask } from '~/app/graphql/organisation/roster';
import { isConnected, subscribeConnection } from '~/app/live/connection';
import { whenIdle } from '~/app/live/when';
import { whoIs } from '~/app/offline/kept-by';
import { emptyQueue, type NewTap, type QueueState, tapQueue } from '~/app/offline/tap-queue';
import { applyTaps } from '~/app/offline/taps';
import { useViewer } from '~/app/root-data';

/** The roster as this device knows it: what the server says, with what waits here. */
export interface Device {
  readonly claims: readonly RosterClaim[];
  readonly queue: QueueState;
  readonly connected: boolean;
  /** Whether acts are kept here before they are sent. */
  readonly ready: boolean;
  /** Whether this roster opens here without a network. */
  readonly kept: boolean;
  /** Whose acts are sent now, as `whoIs` says it. */
  readonly who: string;
  readonly onSubmit: (event: FormEvent) => void;
}

export const DeviceContext = createContext<Device | null>(null);
export const useDeviceOfRoster = (): Device | null => useContext(DeviceContext);

/**
 * Lets a roster go on without a network. Whoever is checked in or out, marked as absent or walks in is kept on the device first, with the
 * time and a key, and then sent: whether a network is there is never asked beforehand, and nothing is done twice. Without
 * JavaScript, or where a browser keeps nothing, the forms post as they are.
 */
export function useDevice(task: RosterTask & { claims: RosterClaim[] }, now: string): Device {
  const who = whoIs(useViewer());
  const queue = useSyncExternalStore(tapQueue.subscribe, tapQueue.read, () => emptyQueue);
  const connected = useSyncExternalStore(subscribeConnection, isConnected, () => true);
  const [ready, setReady] = useState(false);
  const { revalidate } = useRevalidator();
  const kept = useKeptPage(`/organisation/tasks/${task.id}/roster`, who, now);

  useEffect(() => {
    tapQueue.onAccepted = revalidate;
  }, [revalidate]);
  useEffect(() => {
    void tapQueue.open(who).then(setReady);
    return () => tapQueue.close();
  }, [who]);

  const onSubmit = useCallback(
    (event: FormEvent) => {
      const { target, nativeEvent } = event;
      if (!ready || !(target instanceof HTMLFormElement)) return;
      const submitter = (nativeEvent as SubmitEvent).submitter;
      const taps = tapsIn(new FormData(target, submitter), task.id);
      if (taps.length === 0) return;
      event.preventDefault();
      void keepInOrder(taps);
    },
    [ready, task.id],
  );
  const ours = [...queue.accepted, ...queue.taps].filter((tap) => tap.task === task.id);
  return { claims: applyTaps(task.claims, ours), queue, connected, ready, kept, who, onSubmit };
}

async function keepInOrder(taps: readonly NewTap[]): Promise<void> {
  for (const tap of taps) await tapQueue.add(tap);
}

/** What a form of the roster asks for, where that can be kept; empty for what needs the server's answer. */
function tapsIn(form: FormData, task: string): NewTap[] {
  const claims = [form.get('claim'), ...form.getAll('claims')].filter((id) => typeof id === 'string');
  const breakMinutes = Number(form.get('breakMinutes') ?? 0);
  const intent = String(form.get('intent')).replace(/-many$/, '');
  if (intent !== 'in' && intent !== 'out' && intent !== 'absent') return [];
  return claims.map((claim) => ({ task, kind: intent, claim, breakMinutes }));
}

/** The page is kept as it was a few seconds ago; it is asked for anew no more often. */
const keepEveryMs = 5_000;

/** Keeps the page on the device whenever it was loaded anew. */
function useKeptPage(path: string, who: string, now: string): boolean {
  const [kept, setKept] = useState(false);
  const timer = useRef<number>(undefined);
  const wasKept = useRef(false);
  useEffect(() => {
    if (timer.current !== undefined || !navigator.onLine || who === 'stranger') return;
    const keep = () =>
      void whenIdle()
        .then(() => import('~/app/offline/kept-page'))
        .then(({ keepPage }) => keepPage(path, who))
        .then(setKept)
        .catch(() => undefined)
        .finally(() => (timer.current = undefined));
    timer.current = window.setTimeout(keep, wasKept.current ? keepEveryMs : 0);
    wasKept.current = true;
  }, [path, who, now]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return kept;
}
