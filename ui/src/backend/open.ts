import { isDesktop } from './transport';

/** Opens a page of the internet in the system's browser. The webview itself never leaves the app. */
export async function openOutside(url: string): Promise<boolean> {
  if (!/^https:\/\//.test(url)) return false;
  if (!isDesktop()) return window.open(url, '_blank', 'noopener,noreferrer') !== null;
  try {
    const { invoke } = await import('@tauri-apps/api/core');
    await invoke('plugin:opener|open_url', { url });
    return true;
  } catch {
    return false;
  }
}
