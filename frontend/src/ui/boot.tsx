import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { enableTheme } from '../platform/bridge';
import './base.css';
import { framesOfApp, keepPresses } from './press';

/**
 * boot renders a page after its tokens have loaded, so that it never flashes in the wrong theme.
 */
export async function boot(page: ReactElement): Promise<void> {
  keepPresses(document, framesOfApp());
  await enableTheme();
  const root = document.getElementById('root');
  if (root) createRoot(root).render(page);
}
