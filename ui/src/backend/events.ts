import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onChanges, onOpen } from './call';
import { freshener } from './query';

/** Keeps every read on screen fresh for as long as the app is open. Used once, by the frame. */
export function useChanges(): void {
  const client = useQueryClient();
  useEffect(() => onChanges(freshener(client)), [client]);
}

/** Follows a click on a pop-up of the desktop. `open` must stay the same function. */
export function useOpens(open: (page: string) => void): void {
  useEffect(() => onOpen(open), [open]);
}
