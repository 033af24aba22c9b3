import { useState } from 'react';
import { openFile } from '../../backend/call';
import { asFailure, Failure } from '../../backend/failure';
import { useWrite } from '../../backend/query';
import type { GetFiles, KeptFile } from '../../bindings/types';

type State = {
  files: KeptFile[];
  /** Labels that did not come. */
  missing: number;
  failures: Failure[];
  busy: boolean;
};

/** Files on their way from marketplaces: fetched shop by shop, kept on this computer, a single one opened at once. */
export function useFiles() {
  const fetch = useWrite('files_get');
  const [state, setState] = useState<State | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const open = async (file: KeptFile) => {
    setFailure(null);
    await openFile(file.id, file.name).catch((thrown: unknown) => setFailure(asFailure(thrown)));
  };
  const get = async (wishes: readonly GetFiles[]) => {
    const came: State = { files: [], missing: 0, failures: [], busy: true };
    setFailure(null);
    setState({ ...came });
    for (const wish of wishes) {
      try {
        const { files, missing, problem } = await fetch.mutateAsync(wish);
        came.files.push(...files);
        came.missing += missing.length;
        if (problem) came.failures.push(new Failure(problem));
      } catch (thrown) {
        came.failures.push(asFailure(thrown));
      }
      setState({ ...came });
    }
    setState({ ...came, busy: false });
    const [only, ...others] = came.files;
    if (only && others.length === 0 && came.failures.length === 0) await open(only);
  };
  return {
    state,
    failure,
    open: (file: KeptFile) => void open(file),
    get: (wishes: readonly GetFiles[]) => void get(wishes),
    close: () => setState(null),
  };
}

export type Files = ReturnType<typeof useFiles>;
