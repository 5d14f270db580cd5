import { builder } from '~/server/graphql/builder';
import type { DrawEntryRow, DrawRow, OwnEntry } from './queries';

export const DrawRef = builder.objectRef<DrawRow>('Draw');
export const DrawEntryRef = builder.objectRef<DrawEntryRow>('DrawEntry');
export const OwnDrawEntryRef = builder.objectRef<OwnEntry>('OwnDrawEntry');
