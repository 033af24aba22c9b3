import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onChanges } from './call';
import { invalidate } from './query';

/** Keeps every read on screen fresh for as long as the app is open. Used once, by the frame. */
export function useChanges(): void {
  const client = useQueryClient();
  useEffect(() => onChanges((tags) => void invalidate(client, tags)), [client]);
}
