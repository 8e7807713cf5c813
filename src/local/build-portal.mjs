#!/usr/bin/env node
/** The portal's part of `npm run build`, a process of its own. */
import { join } from 'node:path';
import { buildPortal } from './portal-steps.mjs';

await buildPortal(join(import.meta.dirname, '..', '..'));
